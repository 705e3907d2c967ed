/** The instant of `--as-of`. */

const form = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/

/**
 * `2024-01-31` (the start of that day in UTC) or an instant with its zone, `2024-01-31T10:00Z`.
 * Gives the instant in its full form, or nothing if the text is neither, or names a day that is not there.
 */
export function parseInstant(text: string): string | undefined {
  const [, year, month, day] = form.exec(text) ?? []
  if (year === undefined) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const instant = Date.parse(text)
  return exists && !Number.isNaN(instant) ? new Date(instant).toISOString() : undefined
}
