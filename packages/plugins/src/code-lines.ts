/** Cuts highlighted code into lines. */
import type { Element, ElementContent } from 'hast'
import { writtenText } from './code-block.js'
import type { LineKind } from './code-meta.js'

/** One line, its line end with it. */
export type Line = ElementContent[]

/** The lines of code. An element that spans several is there in each; put together, the text is what it was. */
export function linesOf(nodes: readonly ElementContent[]): Line[] {
  const lines = cut(nodes)
  return lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines
}

function cut(nodes: readonly ElementContent[]): Line[] {
  const lines: Line[] = [[]]
  for (const node of nodes) {
    for (const [index, part] of partsOf(node).entries()) {
      if (index > 0) lines.push([])
      if (part) lines.at(-1)?.push(part)
    }
  }
  return lines
}

/** The parts of a node that are to stand on one line each; nothing where a line has none of it. */
function partsOf(node: ElementContent): (ElementContent | undefined)[] {
  if (node.type === 'text') {
    const parts = node.value.split(/(?<=\n)/).map((value) => (value === '' ? undefined : { ...node, value }))
    return node.value.endsWith('\n') ? [...parts, undefined] : parts
  }
  if (node.type !== 'element') return [node]
  const inner = cut(node.children)
  if (inner.length === 1) return [node]
  return inner.map((children, index) => (children.length === 0 ? undefined : partOf(node, children, index)))
}

/** An id is that of the first part only. */
function partOf(node: Element, children: Line, index: number): Element {
  const { id, ...properties } = node.properties
  return { ...node, properties: index === 0 ? { ...node.properties } : properties, children }
}

/** A comment that marks the line that it ends, in whatever way the language writes comments. */
const marking =
  /[^\S\n]*(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*)[^\S\n]*\[!code (\+\+|--|hl|highlight)\][^\S\n]*(?:\*\/\}?|-->)?[^\S\n]*(?=\n?$)/

/** What a comment at its end says of a line, and the line without that comment. */
export function takeMark(line: Line): { kind?: LineKind; line: Line } {
  const text = line.map(writtenText).join('')
  const found = marking.exec(text)
  if (!found) return { line }
  const kind = found[1] === '++' ? 'ins' : found[1] === '--' ? 'del' : 'mark'
  const end = text.endsWith('\n') ? '\n' : ''
  return { kind, line: [...beginningOf(line, found.index), { type: 'text', value: end }] }
}

/** The first characters of a line. */
function beginningOf(line: readonly ElementContent[], length: number): Line {
  let left = length
  return line.flatMap((node): Line => {
    if (left <= 0) return []
    const taken = Math.min(left, writtenText(node).length)
    left -= taken
    if (node.type === 'text') return [{ ...node, value: node.value.slice(0, taken) }]
    return node.type === 'element' ? [{ ...node, children: beginningOf(node.children, taken) }] : [node]
  })
}
