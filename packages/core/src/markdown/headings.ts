/** The headings of a tree. */
import type { Element, Parents, Root } from 'hast'

/** 1 to 6 for a heading, else 0. */
export const headingDepth = (node: Element): number =>
  /^h[1-6]$/.test(node.tagName) ? Number(node.tagName[1]) : 0

/** The id of an element, if it has one that can be pointed at. */
export const idOf = (node: Element): string | undefined =>
  node.properties.id === undefined || node.properties.id === null || node.properties.id === ''
    ? undefined
    : String(node.properties.id)

/** Whether it is the section that GFM footnotes make. */
export const isFootnotes = (node: Element): boolean => node.properties.dataFootnotes !== undefined

/** All headings in order, those of footnotes left out. */
export function headingsOf(tree: Root): Element[] {
  const found: Element[] = []
  const visit = (parent: Parents): void => {
    for (const child of parent.children) {
      if (child.type !== 'element' || isFootnotes(child)) continue
      if (headingDepth(child) > 0) found.push(child)
      visit(child)
    }
  }
  visit(tree)
  return found
}

/** The element that the content begins with, if that is an `<h1>`. */
export function leadingHeading(tree: Root): Element | undefined {
  for (const child of tree.children) {
    if (child.type === 'comment' || (child.type === 'text' && child.value.trim() === '')) continue
    return child.type === 'element' && child.tagName === 'h1' ? child : undefined
  }
  return undefined
}
