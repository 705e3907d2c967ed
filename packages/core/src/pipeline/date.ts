/**
 * Dates as authors write them. A date without a time is a calendar date and never becomes an instant in
 * what readers see; only the question "is it past" turns it into one, in the site's own time zone.
 */

/** A date in normal form, or why the text is none. */
export type DateReading = { date: string } | { problem: string }

/** Year, month and day, zero-padded: `{ year: '2024', month: '01', day: '31' }`. */
export interface DateParts {
  year: string
  month: string
  day: string
}

const form =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?[ ]?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * Reads `2024-01-31`, `2024-01-31T10:00`, with seconds and their fraction, with `Z`, an offset or neither,
 * and with a space for the `T`. The normal form is `2024-01-31`, or `2024-01-31T10:00:00` followed by the
 * fraction (milliseconds) if there is one and by the zone if one is written.
 * Years are those from 1000 to 9999.
 */
export function readDate(text: string): DateReading {
  const match = form.exec(text.trim())
  if (match === null) return { problem: 'it does not have the form of a date' }
  const [, year = '', month = '', day = '', hour, minute = '', second = '00', fraction, zone] = match
  if (year < '1000') return { problem: 'its year is before 1000' }
  if (month < '01' || month > '12') return { problem: `there is no month ${month}` }
  if (day < '01' || Number(day) > daysIn(Number(year), Number(month))) {
    return { problem: `${year}-${month} has no day ${day}` }
  }
  const calendar = `${year}-${month}-${day}`
  if (hour === undefined) return { date: calendar }
  if (hour > '23' || minute > '59' || second > '59') return { problem: 'there is no such time of day' }
  const offset = zone === undefined ? '' : normaliseZone(zone)
  if (offset === undefined) return { problem: `there is no such offset from UTC as ${zone}` }
  return { date: `${calendar}T${hour}:${minute}:${second}${milliseconds(fraction)}${offset}` }
}

/**
 * Gives a time of day without a zone the offset that holds then in the time zone (IANA name), so that it
 * is an instant for every reader. The written day and time stay. Other dates are returned unchanged.
 *
 * A time that the clock skips keeps the offset from before; of one that comes twice the earlier is meant.
 *
 * @param date In normal form, see `readDate`.
 */
export function withZone(date: string, timeZone: string): string {
  if (!date.includes('T') || hasZone(date)) return date
  const wall = Date.parse(`${date}Z`)
  const minutes = Math.round((wall - clockOf(timeZone)(wall)) / 60_000)
  if (minutes === 0) return `${date}Z`
  const sign = minutes < 0 ? '-' : '+'
  return `${date}${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}

/**
 * The instant at which a date begins, as ISO 8601 in UTC: for a calendar date the first moment of that day
 * in the time zone (IANA name), summer time and skipped midnights considered.
 *
 * @param date In normal form, see `readDate`.
 */
export function toInstant(date: string, timeZone: string): string {
  return instantsIn(timeZone)(date)
}

/** `toInstant` for many dates of one time zone: asking for a zone's rules is what takes time. */
export function instantsIn(timeZone: string): (date: string) => string {
  const clock = clockOf(timeZone)
  return (date) => {
    if (hasZone(date)) return new Date(date).toISOString()
    const wall = Date.parse(date.includes('T') ? `${date}Z` : `${date}T00:00:00Z`)
    return new Date(clock(wall)).toISOString()
  }
}

/** Year, month and day of a date as it is written; no zone moves them. */
export function toParts(date: string): DateParts {
  return { year: date.slice(0, 4), month: date.slice(5, 7), day: date.slice(8, 10) }
}

/**
 * The date that a file or folder name begins with: `2024-01-31-hello` gives `2024-01-31` and `hello`; a
 * name that is only a date keeps it as its rest. Nothing if there is no such day.
 */
export function datePrefix(name: string): { date: string; rest: string } | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:-(.+))?$/su.exec(name)
  const date = match?.[1]
  if (date === undefined || 'problem' in readDate(date)) return undefined
  return { date, rest: match?.[2] ?? date }
}

/** Turns wall clock readings of a zone, given as if they were UTC, into instants (milliseconds). */
function clockOf(timeZone: string): (wall: number) => number {
  if (timeZone === 'UTC') return (wall) => wall
  let format: Intl.DateTimeFormat | undefined
  const day = 86_400_000
  return (wall) => {
    format ??= formatOf(timeZone)
    const offset = (instant: number) => offsetAt(format as Intl.DateTimeFormat, instant)
    // No zone changes its clock twice within two days, so one of these offsets holds at the wall time.
    const before = wall - offset(wall - day)
    const after = wall - offset(wall + day)
    const fits = [before, after].filter((instant) => instant + offset(instant) === wall)
    return fits.length === 0 ? before : Math.min(...fits)
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

/** Milliseconds by which the zone's clock is ahead of UTC at an instant. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = value
  const { year = '', month, day, hour, minute, second } = part
  const wall = Date.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return wall - Math.floor(instant / 1000) * 1000
}

function hasZone(date: string): boolean {
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(date)
}

/** `Z`, or `+hh:mm`; nothing beyond fourteen hours, the greatest in use. */
function normaliseZone(zone: string): string | undefined {
  if (zone.toUpperCase() === 'Z') return 'Z'
  const hours = zone.slice(1, 3)
  const minutes = zone.slice(3).replace(':', '') || '00'
  if (minutes > '59' || `${hours}${minutes}` > '1400') return undefined
  return `${zone.slice(0, 1)}${hours}:${minutes}`
}

function milliseconds(fraction: string | undefined): string {
  return fraction === undefined ? '' : fraction.slice(0, 4).padEnd(4, '0')
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function two(value: number): string {
  return `${value}`.padStart(2, '0')
}
