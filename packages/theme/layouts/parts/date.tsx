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
  const month = form === 'long' ? 'long' : 'short'
  const year = form === 'long' ? 'numeric' : undefined
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month, year, timeZone: 'UTC' }).format(
    day,
  )
}

/** A language that Intl knows; it throws on malformed tags and takes the machine's for unknown ones. */
function localeOf(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
