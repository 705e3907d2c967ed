export interface DateProps {
  /** `2024-01-31`, or an instant; its day is shown as the author wrote it. */
  date: string
  /** BCP 47, for the names of months. */
  language: string
  /** `long` has the year, `short` leaves it out. @default 'long' */
  form?: 'long' | 'short'
}

/** A day, for people and for machines. */
export function DateTime({ date, language, form = 'long' }: DateProps) {
  return <time datetime={date}>{formatDate(date, language, form)}</time>
}

/** The day in words; a text that is no date stays as it is. Asks neither clock nor zone. */
export function formatDate(date: string, language: string, form: 'long' | 'short' = 'long'): string {
  const { format, days } = formatterOf(language, form)
  const day = date.slice(0, 10)
  const known = days.get(day)
  if (known !== undefined) return known
  const instant = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(instant.getTime())) return date
  const words = format(instant)
  days.set(day, words)
  return words
}

/** A formatter, and what it made of each day: the same ones are shown by the post and by every list of it. */
interface Formatter {
  format(day: Date): string
  days: Map<string, string>
}

/** Making a formatter takes a hundred times as long as using it; a site needs two of them. */
const formatters = new Map<string, Formatter>()

function formatterOf(language: string, form: 'long' | 'short'): Formatter {
  const key = `${form} ${language}`
  const known = formatters.get(key)
  if (known) return known
  const month = form === 'long' ? 'long' : 'short'
  const year = form === 'long' ? 'numeric' : undefined
  const { format } = new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month,
    year,
    timeZone: 'UTC',
  })
  const made = { format, days: new Map<string, string>() }
  formatters.set(key, made)
  return made
}

/** A language that Intl knows; it throws on malformed tags and takes the machine's for unknown ones. */
function localeOf(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
