import { definePlugin, type Entry, type HookContext, type Loaded, type Source } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { type CellFormat, problemOfFormat, toFormattedText } from './cell-format.js'
import { type CellType, cellTypes, dateOrders } from './csv-cell.js'
import { delimiters } from './csv-delimiter.js'
import { type CsvForm, toCsvRecords } from './csv-records.js'
import { isEncoding, toDecodedText } from './decoded-text.js'
import { optionsOf, optionsSchema, type Refusal, words } from './options.js'
import { version } from './version.js'

/** How files of rows are read, and how readers see their cells. */
export interface CsvFileOptions {
  /** Between cells: `,`, `;`, `|` or a tab. @default the one that fits the first rows */
  delimiter?: ',' | ';' | '\t' | '|'
  /** Label of an encoding, such as `shift_jis`. @default UTF-8 or UTF-16 by what the bytes are, else Windows-1252 */
  encoding?: string
  /** Column that tells rows apart. @default `id`, `slug`, or the first if it does so; else rows are counted */
  key?: string
  /** What the cells of a column are, by its name: `text`, `number`, `boolean` or `date`. @default {}: texts, as a schema wants them */
  types?: Record<string, CellType>
  /** Decimal mark of numbers, `.` or `,`. @default '.' */
  decimal?: '.' | ','
  /** Order of the parts of a date, `ymd`, `dmy` or `mdy`: `31.01.2024` is `dmy`. @default 'ymd' */
  dateOrder?: 'ymd' | 'dmy' | 'mdy'
  /**
   * How numbers and dates read, by field: options of `Intl.NumberFormat` or `Intl.DateTimeFormat`. The text of `price`
   * is the field `priceText`. @default {}
   */
  format?: Record<string, CellFormat>
}

/** Options of `csv`: for all collections, and for some of them. */
export interface CsvOptions extends CsvFileOptions {
  /** Options of their own for the files of a collection, by its name: all of the above. @default {} */
  collections?: Record<string, CsvFileOptions>
}

const defaults = {
  types: {} as Record<string, CellType>,
  decimal: '.' as '.' | ',',
  dateOrder: 'ymd' as 'ymd' | 'dmy' | 'mdy',
  format: {} as Record<string, CellFormat>,
  collections: {} as Record<string, CsvFileOptions>,
}

const oneOf = (values: readonly string[]) => values.map((value) => JSON.stringify(value)).join(' or ')

const fileShape = () => {
  const byField = 'an object, by name of the column'
  return {
    delimiter: z.optional(z.enum(delimiters, oneOf(delimiters))),
    encoding: z.optional(z.string('a label').check(z.refine(isEncoding, 'the label of an encoding'))),
    key: z.optional(words()),
    types: z.optional(z.record(z.string(), z.enum(cellTypes, oneOf(cellTypes)), byField)),
    decimal: z.optional(z.enum(['.', ','], oneOf(['.', ',']))),
    dateOrder: z.optional(z.enum(dateOrders, oneOf(dateOrders))),
    format: z.optional(z.record(z.string(), z.record(z.string(), z.unknown(), 'an object'), byField)),
  }
}

const schema = optionsSchema<CsvOptions, typeof defaults>(
  defaults,
  () =>
    optionsOf({
      ...fileShape(),
      collections: z.optional(z.record(z.string(), optionsOf(fileShape()), 'an object, by name')),
    }),
  refusalOf,
)

type Settings = CsvOptions & typeof defaults

/**
 * Rows of `.csv` and `.tsv` files as entries: `content/prices.csv` is the collection `prices`. The schema of the
 * collection checks each row; what is wrong with one is told by line and column.
 *
 * ```ts
 * plugins: [csv({ collections: { prices: { types: { price: 'number' }, format: { price: { style: 'currency', currency: 'EUR' } } } } })]
 * ```
 */
export const csv = (options: CsvOptions = {}) =>
  definePlugin({
    name: 'csv',
    version,
    options: { schema, given: options },
    load: (context, source) => loadRows(context, source, context.options),
    entry: (context, entry) => withTexts(context, entry, context.options),
  })

async function loadRows(
  context: HookContext,
  source: Source,
  settings: Settings,
): Promise<Loaded | undefined> {
  if (!isRows(source.path)) return undefined
  const form = formOf(source.path, settings)
  const isDecoded = form.encoding === undefined && !source.isLossy
  const bytes = isDecoded ? undefined : await context.readBytes(source.path)
  return toCsvRecords(bytes ? toDecodedText(bytes, form.encoding) : source.text, form)
}

/** Adds the texts of formatted fields, made of what the schema has made. A field of that name stays. */
async function withTexts(context: HookContext, entry: Entry, settings: Settings): Promise<Entry> {
  if (!isRows(entry.path)) return entry
  const formats = Object.entries(formOf(entry.path, settings).format)
  if (formats.length === 0) return entry
  const site = { language: await context.config('language'), timeZone: await context.config('timeZone') }
  const texts = formats.flatMap(([field, format]) => {
    const value = Object.hasOwn(entry.data, field) ? entry.data[field] : undefined
    const text = toFormattedText(value, format, site)
    return text === undefined ? [] : [[`${field}Text`, text]]
  })
  return { ...entry, data: { ...Object.fromEntries(texts), ...entry.data } }
}

function isRows(path: string): boolean {
  return /\.[ct]sv$/i.test(path)
}

/** The collection is the first folder of the content, or a file that stands there by itself. */
function formOf(path: string, { collections, ...all }: Settings): CsvForm & CsvFileOptions & typeof defaults {
  const [name = ''] = path.replace(/^content\//, '').split(/\/|\.[^./]*$/)
  const own = Object.hasOwn(collections, name) ? collections[name] : undefined
  const byName = /\.tsv$/i.test(path) ? { delimiter: '\t' as const } : {}
  const wanted = [...Object.keys(own?.types ?? {}), ...(own?.key === undefined ? [] : [own.key])]
  return { ...byName, ...all, ...own, collections, wanted }
}

/** Intl knows best which options it takes. */
function refusalOf({ format, collections }: Settings): Refusal | undefined {
  const places: [string[], Record<string, CellFormat>][] = [
    [['format'], format],
    ...Object.entries(collections).map(([name, own]): [string[], Record<string, CellFormat>] => [
      ['collections', name, 'format'],
      own.format ?? {},
    ]),
  ]
  for (const [path, formats] of places) {
    for (const [field, one] of Object.entries(formats)) {
      const problem = problemOfFormat(one)
      if (problem !== undefined) return { path: [...path, field], message: `${problem.replace(/\.$/, '')}.` }
    }
  }
  return undefined
}
