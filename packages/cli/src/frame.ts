/** The lines of a source around a place, with a mark under what is meant. */
import type { Place } from '@blog-build/core'
import { visible, widthOf } from './visible.js'

/** How a frame is drawn. */
export interface FrameOptions {
  /** Columns of the terminal, gutter included; longer lines are cut around the place. */
  width: number
  /** Colours the mark. */
  mark(text: string): string
  /** Colours what is beside the point: numbers, gutter, the lines above. */
  dim(text: string): string
}

/** One character as shown: `at` and `length` in the source, `column` and `width` on the terminal. */
interface Cell {
  text: string
  at: number
  length: number
  column: number
  width: number
}

const above = 2
const tab = 4

/**
 * Two lines above the place, its first line, and a mark under the range.
 * Nothing if the source has no such line, which happens when it changed in the meantime.
 */
export function frame(lines: readonly string[], place: Place, options: FrameOptions): string[] {
  const { start, end } = place
  const line = lines[start.line - 1]
  if (line === undefined || start.line < 1) return []
  const numbers = String(start.line).length
  const gutter = numbers + 5
  const span = {
    from: start.column,
    to: end?.line === start.line ? end.column : end && Number.MAX_SAFE_INTEGER,
  }
  const room = Math.max(options.width - gutter, 20)
  const marked = cellsOf(line, start.column)
  const [from, to] = markOf(marked, span)
  const shift = shiftFor(marked, from, room)
  const shown: string[] = []
  for (let number = Math.max(1, start.line - above); number < start.line; number++) {
    const cells = cellsOf(lines[number - 1] ?? '', start.column)
    shown.push(options.dim(`  ${String(number).padStart(numbers)} | ${cut(cells, shift, room)}`.trimEnd()))
  }
  const margin = options.dim(`${String(start.line).padStart(numbers)} |`)
  shown.push(`${options.mark('>')} ${margin} ${cut(marked, shift, room)}`.trimEnd())
  const length = Math.min(Math.max(to - from, 1), Math.max(shift + room - from, 1))
  const blank = ' '.repeat(Math.max(from - shift, 0))
  shown.push(`  ${options.dim(`${' '.repeat(numbers)} |`)} ${blank}${options.mark('^'.repeat(length))}`)
  return shown
}

/** The line as cells. Of an endless line only the neighbourhood of the column is looked at. */
function cellsOf(line: string, column: number): Cell[] {
  const reach = 4000
  const first = Math.max(0, column - reach)
  const cells: Cell[] = []
  let at = first
  let position = 0
  for (const character of line.slice(first, column + reach)) {
    const text = character === '\t' ? ' '.repeat(tab - (position % tab)) : visible(character)
    const width = widthOf(text)
    cells.push({ text, at, length: character.length, column: position, width })
    at += character.length
    position += width
  }
  return cells
}

/** First column of the mark and the one after its last. */
function markOf(cells: Cell[], span: { from: number; to: number | undefined }): [from: number, to: number] {
  const end = endOf(cells)
  const columnAt = (index: number) => cells.find((cell) => cell.at + cell.length > index)?.column ?? end
  const from = columnAt(span.from - 1)
  return [from, span.to === undefined ? from + 1 : columnAt(span.to - 1)]
}

function endOf(cells: Cell[]): number {
  const last = cells.at(-1)
  return last === undefined ? 0 : last.column + last.width
}

/** How many columns are cut off at the left, so that the mark is seen with something before it. */
function shiftFor(cells: Cell[], from: number, room: number): number {
  if (endOf(cells) <= room || from < room * 0.7) return 0
  return from - Math.floor(room / 3)
}

/** The cells that fit between `shift` and `shift + room`, with `…` where something is left out. */
function cut(cells: Cell[], shift: number, room: number): string {
  const end = shift + room
  const first = cells.find((cell) => cell.column >= (shift === 0 ? 0 : shift + 1))
  if (first === undefined) return ''
  let text = shift === 0 ? '' : `…${' '.repeat(first.column - shift - 1)}`
  for (const cell of cells.slice(cells.indexOf(first))) {
    const fits = cell.column + cell.width < end + (cell === cells.at(-1) ? 1 : 0)
    if (!fits) return `${text}…`
    text += cell.text
  }
  return text
}
