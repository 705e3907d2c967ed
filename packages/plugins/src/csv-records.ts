/** Rows of CSV as records: the header names the fields, one column tells the rows apart. */
import type { Loaded, PluginMessage, SourceRecord } from '@blog-build/core/plugin'
import { type CellStyle, type CellType, expectedOf, toCellValue } from './csv-cell.js'
import { delimiterOf } from './csv-delimiter.js'
import { type CsvCell, type CsvRow, toCsvRows } from './csv-rows.js'
import {
  csvCell,
  csvCharacter,
  csvColumn,
  csvColumnTwice,
  csvDuplicateKey,
  csvKey,
  csvMore,
  csvQuote,
  csvRow,
} from './messages/csv.js'

/** How to read one file. */
export interface CsvForm extends CellStyle {
  /** @default the one that fits */
  delimiter?: string
  /** Column of the keys. @default `id`, `slug`, or the first one if it tells all rows apart */
  key?: string
  types: Readonly<Record<string, CellType>>
  /** Columns that the file should have. */
  wanted?: readonly string[]
}

/** A column with a name. */
interface Column {
  name: string
  index: number
  type: CellType
}

/** Fields that core wants as something else than text. */
const coreTypes: Readonly<Record<string, CellType>> = {
  draft: 'boolean',
  unlisted: 'boolean',
  order: 'number',
}

/**
 * Records of the rows below the header. An empty cell is no field. A row that is broken is left out and told, and the
 * others stay.
 *
 * @param text Line ends as `\n`.
 */
export function toCsvRecords(text: string, form: CsvForm): Exclude<Loaded, SourceRecord[]> {
  const all = toCsvRows(text, form.delimiter ?? delimiterOf(text))
  const header = all[0]
  const messages = problemsOfText(text)
  if (header === undefined) return { records: [], messages }
  if (header.problem) return { records: [], messages: [...messages, csvQuote(header.problem)] }
  const rows = all.slice(1)
  const columns = toColumns(header.cells, rows, form, messages)
  const keyOf = keysOf(rows, columns, form.key)
  const seen = new Map<string, CsvRow>()
  const records = rows.flatMap((row, at) => {
    const told = problemOf(row, header.cells.length) ?? problemOfKey(row, keyOf(row, at), seen)
    if (told) messages.push(told)
    const record = told ? undefined : toRecord(row, keyOf(row, at).text, columns, form, messages)
    return record ? [record] : []
  })
  return { records, messages: bounded(messages) }
}

/** Messages of one file. */
const most = 100

function bounded(messages: PluginMessage[]): PluginMessage[] {
  const rest = messages.length - most
  return rest <= 0 ? messages : [...messages.slice(0, most), csvMore(rest, messages[most]?.place)]
}

/** Where bytes are no text, or NUL, there stands U+FFFD. */
function problemsOfText(text: string): PluginMessage[] {
  const first = text.indexOf('\ufffd')
  if (first === -1) return []
  const start = {
    line: text.slice(0, first).split('\n').length,
    column: first - text.lastIndexOf('\n', first),
  }
  return [csvCharacter(text.split('\ufffd').length - 1, { start })]
}

/** A column without a name has no field; that is told where it has cells. */
function toColumns(
  header: readonly CsvCell[],
  rows: readonly CsvRow[],
  { types, wanted = [] }: CsvForm,
  messages: PluginMessage[],
): Column[] {
  const columns: Column[] = []
  for (const [index, { text: name, place }] of header.entries()) {
    const first = columns.find((column) => column.name === name)
    if (first) messages.push(csvColumnTwice(name, place, header[first.index]?.place.start))
    else if (name !== '') columns.push({ name, index, type: typeOf(name, types) })
    else if (rows.some(({ cells }) => (cells[index]?.text ?? '') !== '')) {
      messages.push(csvColumn(`Column ${index + 1} has no name`, place))
    }
  }
  const known = columns.map(({ name }) => name)
  const place = header[0]?.place
  for (const name of wanted) {
    if (!known.includes(name)) messages.push(csvColumn(`There is no column \`${name}\``, place))
  }
  return columns
}

function typeOf(name: string, types: CsvForm['types']): CellType {
  if (Object.hasOwn(types, name)) return types[name] ?? 'text'
  return Object.hasOwn(coreTypes, name) ? (coreTypes[name] ?? 'text') : 'text'
}

/** The key of a row, and the column that it stands in. */
interface Key {
  text: string
  column?: string
}

/** Without a column that tells rows apart, their number does, that of broken ones counted. */
function keysOf(rows: readonly CsvRow[], columns: readonly Column[], given: string | undefined) {
  const named = [given, 'id', 'slug'].map((name) => columns.find((column) => column.name === name))
  const column = named.find((one) => one !== undefined) ?? firstIfUnique(rows, columns[0])
  return (row: CsvRow, at: number): Key =>
    column === undefined
      ? { text: `${at + 1}` }
      : { text: row.cells[column.index]?.text ?? '', column: column.name }
}

function firstIfUnique(rows: readonly CsvRow[], column: Column | undefined): Column | undefined {
  if (column === undefined) return undefined
  const texts = rows.filter(({ problem }) => !problem).map(({ cells }) => cells[column.index]?.text ?? '')
  return texts.includes('') || new Set(texts).size < texts.length ? undefined : column
}

/** Spreadsheets fill up with empty cells; anything else behind the last column was meant for another one. */
function problemOf({ cells, place, problem }: CsvRow, count: number): PluginMessage | undefined {
  if (problem) return csvQuote(problem)
  const given = cells.findLastIndex(({ text }) => text !== '') + 1
  return cells.length < count || given > count ? csvRow(cells.length, count, place) : undefined
}

function problemOfKey(row: CsvRow, key: Key, seen: Map<string, CsvRow>): PluginMessage | undefined {
  if (key.text === '') return csvKey(key.column ?? '', row.place)
  const first = seen.get(key.text)
  if (first) return csvDuplicateKey(key.column ?? '', key.text, row.place, first.place.start)
  seen.set(key.text, row)
  return undefined
}

/** Nothing if one of its cells is not what its column has. */
function toRecord(
  { cells, place }: CsvRow,
  key: string,
  columns: readonly Column[],
  form: CsvForm,
  messages: PluginMessage[],
): SourceRecord | undefined {
  const data = new Map<string, unknown>()
  const places = new Map<string, CsvCell['place']>([['', place]])
  let isSound = true
  for (const { name, index, type } of columns) {
    const cell = cells[index]
    if (!cell || cell.text === '') continue
    const value = toCellValue(cell.text, type, form)
    if (value === undefined) messages.push(csvCell(name, cell.text, expectedOf(type, form), cell.place))
    isSound &&= value !== undefined
    data.set(name, value)
    places.set(name, cell.place)
  }
  // Built from entries, a column called `__proto__` is a field like any other.
  return isSound
    ? { key, data: Object.fromEntries(data), body: '', places: Object.fromEntries(places) }
    : undefined
}
