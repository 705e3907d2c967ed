/** Bounds that keep hostile Markdown from stalling a build, each told with its place. */
import type { Root, Table } from 'mdast'
import type { Node, Parent } from 'unist'
import type { Limits } from '../hooks/config.js'
import * as say from '../messages/markdown.js'
import type { Message } from '../model.js'
import { placeAt, placeOf } from './place.js'

/**
 * Container markers on one line, in multiples of the depth limit, before the text is refused unparsed.
 * The slack leaves code that looks like containers alone; the bound is there because the native parser
 * takes quadratic time for such lines (measured: 120 KB of `> ` 1.4 s, 480 KB 19 s).
 */
const MARKERS_PER_LEVEL = 10

/** Runs of `*`, `_` and `~` in one block; matching them is quadratic (measured: 120,000 runs 1.1 s). */
const RUNS_PER_BLOCK = 30_000

/** What is wrong with a text before it is parsed. */
export function checkText(path: string, text: string, limits: Limits): Message | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.size) {
    return say.markdownTooLarge({ path, place: { start: { line: 1, column: 1 } } }, bytes, limits.size)
  }
  const deep = findDeepLine(text, limits.depth * MARKERS_PER_LEVEL)
  if (deep !== undefined) return say.markdownTooDeep({ path, place: placeAt(text, deep) }, limits.depth)
  const dense = findDenseBlock(text, RUNS_PER_BLOCK)
  if (dense) {
    return say.markdownTooDense({ path, place: placeAt(text, dense.offset) }, dense.runs, RUNS_PER_BLOCK)
  }
  return undefined
}

/** What is wrong with a tree before anything recurses into it. */
export function checkTree(path: string, tree: Root, limits: Limits): Message | undefined {
  const deep = findDeeper(tree, limits.depth)
  if (deep) return say.markdownTooDeep({ path, place: placeOf(deep) }, limits.depth)
  for (const table of tablesIn(tree)) {
    const cells = widthOf(table) * table.children.length
    if (cells > limits.cells) {
      return say.markdownTableTooLarge({ path, place: placeOf(table) }, cells, limits.cells)
    }
  }
  return undefined
}

/** Cells of the widest row: shorter ones are filled up to it. */
const widthOf = (table: Table): number =>
  table.children.reduce((width, row) => Math.max(width, row.children.length), table.align?.length ?? 0)

/** The first node below more than `limit` others, with the place of its nearest ancestor that has one. */
export function findDeeper(tree: Node, limit: number): Node | undefined {
  let level: Node[] = [tree]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return level.find((node) => node.position) ?? level[0]
    level = level.flatMap((node) => (node as Partial<Parent>).children ?? [])
  }
  return undefined
}

/** Offset of the first line that begins with more than `limit` markers of quotes or lists. */
function findDeepLine(text: string, limit: number): number | undefined {
  if (text.length <= limit) return undefined
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    if (end - start > limit && markersAt(text, start, end) > limit) return start
    start = end + 1
  }
  return undefined
}

function markersAt(text: string, start: number, end: number): number {
  const line = text.slice(start, end)
  if (/^[\t ]*([-*])(?:[\t ]*\1)*[\t ]*$/.test(line)) return 0 // A thematic break.
  const containers = /^(?:[\t ]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[\t ]|$)))*/.exec(line)?.[0] ?? ''
  return containers.match(/>|[-+*]|\d[.)]/g)?.length ?? 0
}

/** The first block (lines up to an empty one) with more than `limit` runs of emphasis characters. */
function findDenseBlock(text: string, limit: number): { offset: number; runs: number } | undefined {
  if (text.length <= limit) return undefined
  for (let start = 0; start < text.length; ) {
    const gap = text.indexOf('\n\n', start)
    const end = gap === -1 ? text.length : gap
    if (end - start > limit) {
      const runs = text.slice(start, end).match(/\*+|_+|~+/g)?.length ?? 0
      if (runs > limit) return { offset: start, runs }
    }
    start = end + 2
  }
  return undefined
}

/** Without recursion, and without spreading children into arguments: both overflow the stack. */
function tablesIn(tree: Node): Table[] {
  const tables: Table[] = []
  for (let level: Node[] = [tree]; level.length > 0; ) {
    for (const node of level) if (node.type === 'table') tables.push(node as Table)
    level = level.flatMap((node) => (node as Partial<Parent>).children ?? [])
  }
  return tables
}
