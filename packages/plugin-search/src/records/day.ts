/** The day of an entry in words. */

/** Making a formatter takes a hundred times as long as using it; a site needs one. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/**
 * The day as its author wrote it, whatever the time zone; a text that is no date stays as it is.
 *
 * @param date As the entry has it: `2024-01-31`, or an instant.
 * @param language BCP 47, for the names of months.
 */
export function dayOf(date: string, language: string): string {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(day.getTime()) ? date : formatterOf(language).format(day)
}

function formatterOf(language: string): Intl.DateTimeFormat {
  const known = formatters.get(language)
  if (known) return known
  const made = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' })
  formatters.set(language, made)
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
