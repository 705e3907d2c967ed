/** What `csv` says. */
import type { Place, PluginMessage } from '@blog-build/core/plugin'
import type { CsvProblem } from '../csv-rows.js'
import { pointText, shortened } from './seen.js'

/** A quote of CSV is not closed, or something stands behind it. Points at it. */
export const csvQuote = ({ kind, at }: CsvProblem): PluginMessage => ({
  rule: 'csv-quote',
  severity: 'error',
  text:
    kind === 'unclosed'
      ? 'The quote that begins here is not closed, so this line is left out.'
      : 'Behind the closing quote of a cell stands something else than the next cell, so this row is left out.',
  remedy: 'Put a quote at both ends of the cell, and write a quote inside of it twice.',
  place: { start: at },
})

/** A row of CSV has not as many cells as the header. Points at the row. */
export const csvRow = (found: number, expected: number, place: Place): PluginMessage => ({
  rule: 'csv-row',
  severity: 'error',
  text: `This row has ${counted(found)}, the header has ${expected}; it is left out.`,
  remedy: 'Give it as many cells as the header; put quotes around a cell that holds the delimiter.',
  place,
})

/** A cell is not what the options say of its column. Points at the cell. */
export const csvCell = (column: string, seen: string, expected: string, place: Place): PluginMessage => ({
  rule: 'csv-cell',
  severity: 'error',
  text: `\`${column}\` must be ${expected}, not ${shortened(seen)}; the row is left out.`,
  remedy: 'Correct the cell, or the options `types`, `decimal` and `dateOrder` of the plugin.',
  place,
})

/** A column has no name, or one that the options name is not there. Points at the header. */
export const csvColumn = (problem: string, place: Place | undefined): PluginMessage => ({
  rule: 'csv-column',
  severity: 'warning',
  text: `${problem}.`,
  remedy: 'Name each column in the first row, as the options of the plugin spell it.',
  ...(place === undefined ? {} : { place }),
})

/** Two columns have one name. Points at the second. */
export const csvColumnTwice = (
  name: string,
  place: Place,
  first: Place['start'] | undefined,
): PluginMessage => ({
  rule: 'csv-column-twice',
  severity: 'error',
  text: `A second column is called \`${name}\`; the first is at ${pointText(first)}.`,
  remedy: 'Give each column a name of its own.',
  place,
})

/** A row has nothing in the column that tells rows apart. Points at the row. */
export const csvKey = (column: string, place: Place): PluginMessage => ({
  rule: 'csv-key',
  severity: 'error',
  text: `This row has no \`${column}\`, by which it is told apart from the others; it is left out.`,
  remedy: 'Fill in the cell, or name another column by the option `key`.',
  place,
})

/** Two rows have one key. Points at the second. */
export const csvDuplicateKey = (
  column: string,
  key: string,
  place: Place,
  first: Place['start'],
): PluginMessage => ({
  rule: 'csv-duplicate-key',
  severity: 'error',
  text: `A second row has the \`${column}\` ${shortened(key)}, so it is left out; the first is at ${pointText(first)}.`,
  remedy: 'Give each row one of its own, or name another column by the option `key`.',
  place,
})

/** Something of a CSV file could not be read as text. Points at the first of these characters. */
export const csvCharacter = (count: number, place: Place): PluginMessage => ({
  rule: 'csv-character',
  severity: 'warning',
  text: `${count === 1 ? 'A character' : `${count} characters, of which the first is here,`} could not be read.`,
  remedy: 'Save the file as UTF-8, or name its encoding by the option `encoding`.',
  place,
})

/** A CSV file has more problems than anybody reads. Points at the first that is not told. */
export const csvMore = (count: number, place: Place | undefined): PluginMessage => ({
  rule: 'csv-more',
  severity: 'error',
  text: `From here on this file has ${count} more problems.`,
  remedy: 'Mend those above first: one lost quote, or another delimiter, makes many.',
  ...(place === undefined ? {} : { place }),
})

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`
}
