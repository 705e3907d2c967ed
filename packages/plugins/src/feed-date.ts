/** Dates as feeds write them, in the form that entries have. */

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The zones of RFC 822 that have names; others are of unknown offset, which it reads as UTC. */
const zones: Readonly<Record<string, string>> = {
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
}

const isoForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i
const mailForm =
  /^(?:[a-z]+,?\s*)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2}|\d{4})\s+(\d{1,2}:\d{2})(:\d{2})?\s*([+-]\d{4}|[a-z]*)/i

/**
 * `2002-10-02T13:00:00Z` of `Wed, 02 Oct 2002 13:00:00 GMT`, and the like of ISO 8601; nothing of what is neither.
 * A day without a time stays one. `Date` would ask the machine for its time zone.
 */
export function toFeedDate(text: string): string | undefined {
  const iso = isoForm.exec(text.trim())
  if (iso) return joined(iso[1] ?? '', iso[2], iso[3], iso[4])
  const [, day = '', name = '', year = '', time, seconds, zone] = mailForm.exec(text.trim()) ?? []
  const month = months.indexOf(name.toLowerCase()) + 1
  if (month === 0) return undefined
  // Two digits, as RFC 822 had them, are of the years about 2000.
  const whole = year.length === 4 ? year : `${year < '50' ? 20 : 19}${year}`
  const date = `${whole}-${two(month)}-${day.padStart(2, '0')}`
  return joined(date, time?.padStart(5, '0'), seconds, zone)
}

function joined(date: string, time?: string, seconds = ':00', zone = 'Z'): string | undefined {
  const name = zone.toUpperCase()
  const offset = /^[+-]/.test(name)
    ? `${name.slice(0, 3)}:${name.slice(3).replace(':', '')}`
    : (zones[name] ?? 'Z')
  const text = time === undefined ? date : `${date}T${time}${seconds}${offset}`
  const day = Date.parse(`${date}T00:00:00Z`)
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(date)
  return isDay && date >= '1000' && !Number.isNaN(Date.parse(text)) ? text : undefined
}

function two(value: number): string {
  return `${value}`.padStart(2, '0')
}
