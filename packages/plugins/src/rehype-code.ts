/** Titles of blocks of code, and their lines as elements. */
import type { Element, ElementContent, Root } from 'hast'
import { type CodeBlock, classesOf, codeBlocksOf } from './code-block.js'
import { type Line, linesOf, takeMark } from './code-lines.js'
import { type LineKind, readCodeMeta } from './code-meta.js'

/** What `code` hands on. */
export interface RehypeCodeOptions {
  lineNumbers: boolean
  comments: boolean
}

/** Gives all blocks of a tree their lines and titles. */
export function rehypeCode(settings: RehypeCodeOptions) {
  return (tree: Root): void => {
    for (const block of codeBlocksOf(tree)) if (!isDressed(block)) dress(block, settings)
  }
}

/** Others that make lines of code, such as rehype-pretty-code, read the same words, and would be told twice. */
function isDressed({ code }: CodeBlock): boolean {
  return code.children.some(
    (node) => node.type === 'element' && ('dataLine' in node.properties || 'data-line' in node.properties),
  )
}

function dress(block: CodeBlock, settings: RehypeCodeOptions): void {
  const { title, numbers, kindOf, hasKinds } = readCodeMeta(block.meta)
  const first = numbers ?? (settings.lineNumbers ? 1 : false)
  const lines = linesOf(block.code.children).map((line) => (settings.comments ? takeMark(line) : { line }))
  const isMarked = hasKinds || lines.some(({ kind }) => kind !== undefined)
  if (isMarked || first !== false) {
    block.code.children = lines.map(({ line, kind }: { line: Line; kind?: LineKind }, index) =>
      lineElement(line, kind ?? kindOf(index + 1), first === false ? undefined : first + index),
    )
    const numbered = first === false ? [] : ['has-numbers']
    block.code.properties.className = [...classesOf(block.code), 'has-lines', ...numbered]
  }
  if (title !== undefined) addTitle(block, title)
}

/**
 * Elements that mean what the line is, so that it is told without any style sheet too. The line end is
 * within, which leaves an empty line its height.
 */
function lineElement(children: Line, kind: LineKind | undefined, number: number | undefined): Element {
  return {
    type: 'element',
    tagName: kind ?? 'span',
    properties: { className: ['line'], ...(number === undefined ? {} : { dataLine: String(number) }) },
    children,
  }
}

function addTitle({ parent, pre }: CodeBlock, title: string): void {
  const caption: Element = {
    type: 'element',
    tagName: 'figcaption',
    properties: {},
    children: [{ type: 'text', value: title }],
  }
  const figure: Element = {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['code'] },
    children: [caption, pre],
    ...(pre.position ? { position: pre.position } : {}),
  }
  const children = parent.children as ElementContent[]
  children[children.indexOf(pre)] = figure
}
