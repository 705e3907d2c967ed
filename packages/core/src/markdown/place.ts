/** Places of nodes, as messages and slots carry them. */
import type { Node, Point as UnistPoint } from 'unist'
import type { Place, Point } from '../model.js'

/** Where a node stands in its file, if it knows. */
export function placeOf(node: Node | undefined): Place | undefined {
  const start = pointOf(node?.position?.start)
  if (!start) return undefined
  const end = pointOf(node?.position?.end)
  return end ? { start, end } : { start }
}

/** Place of an offset in a text. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line += 1
  return { start: { line, column: offset - lineStart + 1 } }
}

/** A point without its offset; plugins may leave half of one. */
export function pointOf(point: Partial<UnistPoint> | undefined): Point | undefined {
  if (typeof point?.line !== 'number' || point.line < 1) return undefined
  return { line: point.line, column: typeof point.column === 'number' ? point.column : 1 }
}
