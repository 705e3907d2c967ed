/** Markdown as text. The libraries are large, so this is imported where it is needed, not at every start. */
import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultHandlers, type Handle, type State, toMdast } from 'hast-util-to-mdast'
import type { FootnoteDefinition, Root as MarkdownRoot, RootContent, Text } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'

/** A tree as Markdown in the form of GitHub. It ends with a line break, unless it is empty. */
export function textOfTree(tree: MarkdownRoot): string {
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown()],
    bullet: '-',
    resourceLink: true,
    listItemIndent: 'one',
  })
}

/** The same of HTML: what its readers see, without what serves its looks only. */
export function textOfHtml(html: string): string {
  const tree = toMdast(prune(fromHtml(html, { fragment: true })), { document: true, handlers })
  return textOfTree(tree.type === 'root' ? tree : { type: 'root', children: [tree as RootContent] })
}

/** Text as part of a paragraph. Line breaks in it would end a heading or an item, so there are none. */
export function inline(text: string): Text[] {
  return [{ type: 'text', value: text.replace(/\s+/g, ' ').trim() }]
}

/**
 * Takes out what is hidden from screen readers: marks of headings, the drawn form of a formula. Buttons too, and the
 * label round box and text of a task, which is one only if the box comes first in its item.
 */
function prune<Parent extends Root | Element>(parent: Parent): Parent {
  const children: Nodes[] = parent.children.flatMap((child): Nodes[] =>
    child.type === 'element' && child.tagName === 'label' ? child.children : [child],
  )
  parent.children = children.filter(
    (child) => child.type !== 'element' || !isOrnament(child),
  ) as Parent['children']
  for (const child of parent.children) if (child.type === 'element') prune(child)
  return parent
}

function isOrnament({ tagName, properties }: Element): boolean {
  const { ariaHidden, dataFootnoteBackref } = properties
  return tagName === 'button' || ariaHidden === 'true' || dataFootnoteBackref !== undefined
}

const handlers: Record<string, Handle> = {
  a: (state, node) => footnoteReference(node) ?? defaultHandlers.a(state, node),
  math: (_, node) => formula(node),
  section: (state, node) =>
    node.properties.dataFootnotes === undefined ? state.all(node) : footnotes(state, node),
}

/** KaTeX and others put the TeX of a formula into its MathML. */
function formula(node: Element): RootContent | undefined {
  const tex = find(node, ({ tagName, properties }) => {
    return tagName === 'annotation' && properties.encoding === 'application/x-tex'
  })
  if (!tex) return undefined
  const mark = node.properties.display === 'block' ? '$$' : '$'
  // As it stands: what escapes a character in Markdown would become a part of the formula.
  return { type: 'html', value: `${mark}${textIn(tex).trim()}${mark}` }
}

function footnoteReference({ properties }: Element): RootContent | undefined {
  if (properties.dataFootnoteRef === undefined) return undefined
  return { type: 'footnoteReference', ...footnoteNamed(String(properties.href)) }
}

/** The list of footnotes as definitions; its hidden heading is made anew by whoever shows them. */
function footnotes(state: State, node: Element): FootnoteDefinition[] {
  const items: Element[] = []
  find(node, (one) => {
    if (one.tagName === 'li' && one.properties.id !== undefined) items.push(one)
    return false
  })
  return items.map((item) => ({
    type: 'footnoteDefinition',
    ...footnoteNamed(String(item.properties.id)),
    children: state.toFlow(state.all(item)) as FootnoteDefinition['children'],
  }))
}

/** `#user-content-fn-x` is `x`. */
function footnoteNamed(id: string): { identifier: string; label: string } {
  const label = id.replace(/^.*?fn-/, '')
  return { identifier: label.toLowerCase(), label }
}

/** The first element below that answers yes. */
function find(node: Element, isIt: (element: Element) => boolean): Element | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const found = isIt(child) ? child : find(child, isIt)
    if (found) return found
  }
  return undefined
}

function textIn({ children }: Element): string {
  return children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textIn(child) : ''))
    .join('')
}
