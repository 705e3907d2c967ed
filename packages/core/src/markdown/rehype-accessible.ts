/**
 * What keyboards and screen readers need of content: code and tables that may scroll can be focused,
 * and the box of a task is named by its text. Runs last, so that no sanitising takes it out again.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast'

/** Changes the tree in place. Elements that say otherwise for themselves stay as they are. */
export function makeAccessible(tree: Root): void {
  visit(tree.children)
}

function visit(nodes: (RootContent | ElementContent)[]): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    if (node.tagName === 'pre' || node.tagName === 'table') node.properties.tabIndex ??= 0
    if (isTask(node)) labelTask(node)
    visit(node.children)
  }
}

function isTask({ tagName, properties }: Element): boolean {
  return (
    tagName === 'li' && Array.isArray(properties.className) && properties.className.includes('task-list-item')
  )
}

/** Blocks in an item of a tight list: nested lists and the like. */
const blocks = new Set([
  'ul',
  'ol',
  'p',
  'pre',
  'blockquote',
  'table',
  'div',
  'section',
  'figure',
  'dl',
  'hr',
])

/** Puts box and text, up to the first block, into one `<label>`: a name in whatever language the text is. */
function labelTask(item: Element): void {
  const inner = item.children.find((child) => child.type === 'element')
  const holder = inner?.tagName === 'p' ? inner : item
  const start = holder.children.findIndex((child) => child.type === 'element' && child.tagName === 'input')
  if (start < 0) return
  const after = holder.children.findIndex(
    (child, at) => at > start && child.type === 'element' && blocks.has(child.tagName),
  )
  const end = after < 0 ? holder.children.length : after
  const children = holder.children.slice(start, end)
  const label: Element = { type: 'element', tagName: 'label', properties: {}, children }
  holder.children.splice(start, end - start, label)
}
