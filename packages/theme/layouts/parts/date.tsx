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
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  return formatterOf(language, form).format(day)
}

/** Making a formatter takes a hundred times as long as using it; a site needs two of them. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(language: string, form: 'long' | 'short'): Intl.DateTimeFormat {
  const key = `${form} ${language}`
  const known = formatters.get(key)
  if (known) return known
  const month = form === 'long' ? 'long' : 'short'
  const year = form === 'long' ? 'numeric' : undefined
  const made = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month, year, timeZone: 'UTC' })
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
