/** Colours fenced code at build time, with the classes of highlight.js. */
import type { Element, ElementContent, Parents, Root, Text } from 'hast'
import type { createLowlight, LanguageFn } from 'lowlight'

type Lowlight = ReturnType<typeof createLowlight>

/** Longest block that is coloured, in UTF-16 units: some grammars take quadratic time. */
const LONGEST = 20_000

/** Classes of code that another highlighter has seen, or that none is to touch. */
const done = new Set(['shiki', 'no-highlight', 'nohighlight'])

/**
 * Highlights `<pre><code class="language-…">` whose language is known and whose code is still plain
 * text. The grammars load with the first such block, all of them, so that what a block becomes never
 * depends on the blocks before it.
 */
export function rehypeHighlight() {
  let lowlight: Promise<Lowlight> | undefined
  return (tree: Root): Promise<void> | undefined => {
    const blocks = blocksOf(tree)
    if (blocks.length === 0) return undefined
    lowlight ??= import('lowlight').then(({ all, createLowlight }) =>
      createLowlight({ ...all, http: boundedHttp(all) }),
    )
    return lowlight.then((loaded) => {
      for (const block of blocks) highlight(loaded, block)
    })
  }
}

/**
 * The grammar of HTTP messages tries every language there is on the body: 18 KB took 6 s. Bodies that
 * are written about are JSON or XML.
 */
const boundedHttp =
  (all: Record<string, LanguageFn>): LanguageFn =>
  (hljs) => {
    const grammar = (all.http as LanguageFn)(hljs)
    const bound = (mode: typeof grammar.starts): void => {
      if (mode?.subLanguage?.length === 0) mode.subLanguage = ['json', 'xml']
      if (mode?.starts) bound(mode.starts)
      for (const inner of mode?.contains ?? []) if (inner !== 'self') bound(inner)
    }
    bound(grammar as typeof grammar.starts)
    return grammar
  }

interface Block {
  element: Element
  language: string
  text: string
}

function highlight(lowlight: Lowlight, { element, language, text }: Block): void {
  if (!lowlight.registered(language)) return
  try {
    element.children = lowlight.highlight(language, text).children as ElementContent[]
    element.properties.className = ['hljs', ...classesOf(element)]
  } catch {
    // A grammar that trips over its input leaves the code as it is: readable, without colours.
  }
}

function blocksOf(parent: Parents, blocks: Block[] = []): Block[] {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const block = child.tagName === 'pre' ? blockOf(child) : undefined
    if (block) blocks.push(block)
    else blocksOf(child, blocks)
  }
  return blocks
}

function blockOf(pre: Element): Block | undefined {
  const element = pre.children.find((child) => child.type === 'element')
  if (element?.tagName !== 'code' || !element.children.every((child) => child.type === 'text'))
    return undefined
  const prefixed = classesOf(element).find((name) => /^language-./.test(name))
  const text = element.children.map((child) => (child as Text).value).join('')
  if (prefixed === undefined || text.length > LONGEST || classesOf(element).some((name) => done.has(name)))
    return undefined
  return { element, language: prefixed.slice('language-'.length).toLowerCase(), text }
}

function classesOf(element: Element): string[] {
  const { className } = element.properties
  return Array.isArray(className) ? className.map(String) : []
}
