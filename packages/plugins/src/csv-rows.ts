/**
 * Reads CSV to rows that know where their cells stand. A row that is broken is one problem, and reading goes on in
 * the next line: of parsers on npm, those that tell lines tell no columns, and a lost quote costs them the rest.
 */
import type { Place } from '@blog-build/core/plugin'

/** A point of the file. */
export type Point = Place['start']

/** One cell: its text without quotes, blanks around it dropped. */
export interface CsvCell {
  text: string
  place: Place
}

/** One row; one that has a `problem` has no cells. */
export interface CsvRow {
  cells: CsvCell[]
  place: Place
  problem?: CsvProblem
}

/** A quote that is never closed, or something behind a closing one; `at` is where. */
export interface CsvProblem {
  kind: 'unclosed' | 'behind'
  at: Point
}

/** How far a text has been read. */
interface Scan {
  text: string
  delimiter: string
  at: number
  line: number
  lineStart: number
}

/**
 * All rows that are not blank. Quotes are as in RFC 4180; one that does not begin a cell is a character like every other
 * (`5" disk`).
 *
 * @param text Line ends as `\n`.
 * @param delimiter One character.
 */
export function toCsvRows(text: string, delimiter: string): CsvRow[] {
  const scan: Scan = { text, delimiter, at: 0, line: 1, lineStart: 0 }
  const rows: CsvRow[] = []
  while (scan.at < text.length) {
    const row = readRow(scan)
    if (row.problem || row.cells.some((cell) => cell.text !== '')) rows.push(row)
    nextLine(scan)
  }
  return rows
}

function readRow(scan: Scan): CsvRow {
  const start = pointOf(scan)
  const from = scan.at
  const cells: CsvCell[] = []
  for (;;) {
    const cell = startsQuoted(scan) ? readQuoted(scan) : readPlain(scan)
    if ('kind' in cell) {
      Object.assign(scan, { at: endOfLine(scan.text, from), line: start.line, lineStart: from })
      return { cells: [], place: { start, end: pointOf(scan) }, problem: cell }
    }
    cells.push(cell)
    if (scan.text[scan.at] !== scan.delimiter) return { cells, place: { start, end: pointOf(scan) } }
    scan.at += 1
  }
}

/** Blanks may stand before a quote. */
function startsQuoted(scan: Scan): boolean {
  const from = skipBlanks(scan, scan.at)
  if (scan.text[from] !== '"') return false
  scan.at = from
  return true
}

function readPlain(scan: Scan): CsvCell {
  const { text, delimiter, at } = scan
  const start = pointOf(scan)
  const line = endOfLine(text, at)
  const next = text.indexOf(delimiter, at)
  scan.at = next === -1 ? line : Math.min(line, next)
  return { text: text.slice(at, scan.at).trim(), place: { start, end: pointOf(scan) } }
}

function readQuoted(scan: Scan): CsvCell | CsvProblem {
  const { text, delimiter } = scan
  const start = pointOf(scan)
  const from = scan.at + 1
  let close = text.indexOf('"', from)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return { kind: 'unclosed', at: start }
  const inside = text.slice(from, close)
  const lines = inside.split('\n').length - 1
  scan.line += lines
  if (lines > 0) scan.lineStart = text.lastIndexOf('\n', close) + 1
  scan.at = close + 1
  const end = pointOf(scan)
  scan.at = skipBlanks(scan, scan.at)
  const behind = text[scan.at]
  if (behind !== undefined && behind !== '\n' && behind !== delimiter)
    // Behind a quote in another line: that one rather begins a cell, and ours was lost.
    return lines > 0 ? { kind: 'unclosed', at: start } : { kind: 'behind', at: pointOf(scan) }
  return { text: inside.replaceAll('""', '"').trim(), place: { start, end } }
}

function skipBlanks({ text, delimiter }: Scan, from: number): number {
  let at = from
  while (text[at] !== delimiter && (text[at] === ' ' || text[at] === '\t')) at += 1
  return at
}

function nextLine(scan: Scan): void {
  scan.at += 1
  scan.line += 1
  scan.lineStart = scan.at
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

function pointOf({ line, lineStart, at }: Scan): Point {
  return { line, column: at - lineStart + 1 }
}
