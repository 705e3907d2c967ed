/**
 * Counts open tags in raw HTML before a real parser sees them. HTML repeats formatting tags that are
 * left open in every paragraph that follows, so that a hundred tags and a hundred thousand paragraphs
 * make ten million elements.
 */
import type { Element, Literal, Root, RootContent } from 'hast'
import type { Node } from 'unist'
import { placeOf } from './place.js'

/** HTML as the author wrote it, not yet parsed. */
export interface Raw extends Literal {
  type: 'raw'
}

/** What was found. */
export interface RawHtmlFault {
  kind: 'depth' | 'tags'
  node: Node
}

/** Repeated elements in one document. */
const REPEATED = 200_000

const formatting = new Set('a b big code em font i nobr s small strike strong tt u'.split(' '))

/** Tags that have no end or whose end may be left out. */
const unclosed = new Set(
  (
    'area base br col embed hr img input link meta param source track wbr ' +
    'p li dt dd rt rp option optgroup thead tbody tfoot tr td th colgroup caption html head body'
  ).split(' '),
)

interface Count {
  open: number
  formatting: number
  repeated: number
  limit: number
}

/** The first node of `tree` at which raw HTML goes beyond a bound. */
export function checkRawHtml(tree: Root, depth: number): RawHtmlFault | undefined {
  return visit(tree, { open: 0, formatting: 0, repeated: 0, limit: depth })
}

function visit(parent: Root | Element, count: Count): RawHtmlFault | undefined {
  for (const child of parent.children as (RootContent | Raw)[]) {
    count.repeated += count.formatting
    const fault =
      child.type === 'raw'
        ? countTags(child, count)
        : child.type === 'element'
          ? visit(child, count)
          : undefined
    if (fault) return fault
    if (count.repeated > REPEATED) return { kind: 'tags', node: child }
  }
  return undefined
}

function countTags(node: Raw, count: Count): RawHtmlFault | undefined {
  let end = -1
  for (const match of node.value.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    const name = (match[2] as string).toLowerCase()
    count.repeated += count.formatting
    if (count.repeated > REPEATED) return { kind: 'tags', node: at(node, match.index) }
    if (unclosed.has(name)) continue
    // Only ever moves forward, so that all searches together read the text once.
    if (end !== Number.POSITIVE_INFINITY && end < match.index) end = endOfTag(node.value, match.index)
    // `/>` closes a tag in SVG, and is meant to elsewhere.
    if (node.value[end - 1] === '/') continue
    const step = match[1] ? -1 : 1
    count.open = Math.max(0, count.open + step)
    if (formatting.has(name)) count.formatting = Math.max(0, count.formatting + step)
    if (count.open > count.limit) return { kind: 'depth', node: at(node, match.index) }
  }
  return undefined
}

function endOfTag(html: string, from: number): number {
  const end = html.indexOf('>', from)
  return end === -1 ? Number.POSITIVE_INFINITY : end
}

/** A node that stands where the tag does. */
function at(node: Raw, index: number): Node {
  const start = placeOf(node)?.start
  if (!start) return node
  const lines = node.value.slice(0, index).split('\n')
  const last = lines.at(-1)?.length ?? 0
  const point =
    lines.length === 1
      ? { line: start.line, column: start.column + last }
      : { line: start.line + lines.length - 1, column: last + 1 }
  return { type: 'raw', position: { start: point, end: point } }
}
