/** Values as readers see them: numbers and dates in the language of the site. */
import { toInstant } from '@blog-build/core/plugin'

/** Options of `Intl.NumberFormat` for a number, of `Intl.DateTimeFormat` for a date. */
export type CellFormat = Intl.NumberFormatOptions & Intl.DateTimeFormatOptions

const dateForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/**
 * The text of a number, a date (`2024-01-31`, an instant, or a `Date`), or nothing for any other value. A calendar date
 * is that day wherever the site lives; an instant is told in the site's time zone, unless the format has its own.
 */
export function toFormattedText(
  value: unknown,
  format: CellFormat,
  { language, timeZone }: { language: string; timeZone: string },
): string | undefined {
  if (typeof value === 'number') return new Intl.NumberFormat(language, format).format(value)
  const text = value instanceof Date ? value.toISOString() : value
  if (typeof text !== 'string' || !dateForm.test(text) || Number.isNaN(Date.parse(text))) return undefined
  const isDay = !text.includes('T')
  const zone = isDay ? timeZone : (format.timeZone ?? timeZone)
  const shown = new Intl.DateTimeFormat(language, { ...format, timeZone: zone })
  return shown.format(new Date(toInstant(text, timeZone)))
}

/** Why these are no options for a format; nothing if they are. */
export function problemOfFormat(format: CellFormat): string | undefined {
  try {
    new Intl.NumberFormat('en', format)
    new Intl.DateTimeFormat('en', format)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
