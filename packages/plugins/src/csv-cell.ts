/** Texts of cells as values. */

/** What a cell may be made. */
export const cellTypes = ['text', 'number', 'boolean', 'date'] as const
export type CellType = (typeof cellTypes)[number]

/** In which order a date has its parts: `2024-01-31`, `31.01.2024` or `01/31/2024`. */
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const

/** How a file writes numbers and dates. */
export interface CellStyle {
  decimal: '.' | ','
  dateOrder: (typeof dateOrders)[number]
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
}

/** The value of a cell that is not empty; nothing if it is none of that type. */
export function toCellValue(
  text: string,
  type: CellType,
  style: CellStyle,
): string | number | boolean | undefined {
  if (type === 'number') return toNumber(text, style.decimal)
  if (type === 'date') return toDate(text, style.dateOrder)
  if (type === 'text') return text
  const word = text.toLowerCase()
  return Object.hasOwn(truths, word) ? truths[word] : undefined
}

/** What a cell of a type has to be, in words. */
export function expectedOf(type: CellType, { decimal, dateOrder }: CellStyle): string {
  if (type === 'number') return `a number such as 1234${decimal}5`
  if (type === 'boolean') return 'true or false'
  const examples = { ymd: '2024-01-31', dmy: '31.01.2024', mdy: '01/31/2024' }
  return type === 'date' ? `a date such as ${examples[dateOrder]}` : 'a text'
}

/** Groups of three digits may be set apart, by what is not the decimal mark. */
function toNumber(text: string, decimal: '.' | ','): number | undefined {
  const group = decimal === '.' ? ',' : '.'
  const form = new RegExp(
    `^([+-]?)(\\d+|\\d{1,3}(?:[${group}'’ \u00a0\u202f]\\d{3})+)?(?:[${decimal}](\\d+))?(e[+-]?\\d{1,3})?$`,
    'i',
  )
  const [, sign = '', whole = '', part = '', power = ''] = form.exec(text) ?? []
  if (whole === '' && part === '') return undefined
  const value = Number(`${sign}${whole.replace(/\D/g, '')}.${part}${power}`)
  return Number.isFinite(value) ? value + 0 : undefined
}

/** A calendar date as `2024-01-31`; what follows the day (`T10:00Z`) stays, where the year comes first. */
function toDate(text: string, order: CellStyle['dateOrder']): string | undefined {
  const form =
    order === 'ymd'
      ? /^(\d{4})-(\d{2})-(\d{2})((?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)$/
      : /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})()$/
  const [, first = '', second = '', third = '', time = ''] = form.exec(text) ?? []
  if (first === '') return undefined
  const [year, month, day] =
    order === 'ymd'
      ? [first, second, third]
      : order === 'dmy'
        ? [third, second, first]
        : [third, first, second]
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const instant = Date.parse(`${date}T00:00:00Z`)
  const isDay = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date)
  return isDay ? date + time : undefined
}
