/** Blocks of code in the HTML tree of a text. */
import type { Element, Nodes, Parents } from 'hast'

/** A `<pre>` that holds one `<code>`, and where it stands. */
export interface CodeBlock {
  parent: Parents
  pre: Element
  code: Element
  /** What the author wrote after the language: `title="a.ts" {1,3}`. */
  meta: string
}

/** All blocks of a tree, in order. */
export function codeBlocksOf(parent: Parents, blocks: CodeBlock[] = []): CodeBlock[] {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const code = child.tagName === 'pre' ? child.children.find(isElement) : undefined
    if (code?.tagName === 'code') blocks.push({ parent, pre: child, code, meta: metaOf(code) })
    else codeBlocksOf(child, blocks)
  }
  return blocks
}

/** Classes of an element. */
export function classesOf({ properties: { className } }: Element): string[] {
  return Array.isArray(className) ? className.map(String) : []
}

/** Text as it is written, line ends kept. */
export function writtenText(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(writtenText).join('') : ''
}

const isElement = (node: Nodes): node is Element => node.type === 'element'

function metaOf({ data }: Element): string {
  const meta = (data as { meta?: unknown } | undefined)?.meta
  return typeof meta === 'string' ? meta : ''
}
