/** Plain text of a tree: what a reader reads, without what only machines or screens see. */
import type { Element, Nodes, Parents } from 'hast'

/** Elements whose text nobody reads. */
const silent = new Set([
  'script',
  'style',
  'template',
  'annotation',
  'noscript',
  'iframe',
  'head',
  'textarea',
])

/** Elements within a line; every other one is parted from its neighbours by a space. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark q rp rt ruby s ' +
    'samp small span strike strong sub sup time tt u var wbr math mi mn mo ms mtext mrow msup msub svg use path'
  ).split(' '),
)

/** Whether the element's text is no part of what is read: scripts, hidden marks, footnote marks. */
export function isSilent(node: Element): boolean {
  const { ariaHidden, dataFootnoteRef, dataFootnoteBackref } = node.properties
  return (
    silent.has(node.tagName) ||
    String(ariaHidden) === 'true' ||
    dataFootnoteRef !== undefined ||
    dataFootnoteBackref !== undefined
  )
}

/** Whether text before and after the element belongs to different words. */
export const isBlock = (node: Element): boolean => !inline.has(node.tagName)

/** One space between words, none around. */
export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** All text below a node, as one line; an image counts with its alternative text. */
export function textOf(node: Nodes): string {
  const parts: string[] = []
  collect(node, parts)
  return tidy(parts.join(''))
}

function collect(node: Nodes, parts: string[]): void {
  if (node.type === 'text') {
    parts.push(node.value)
  } else if (node.type === 'root') {
    collectAll(node, parts)
  } else if (node.type === 'element' && !isSilent(node)) {
    const gap = isBlock(node) ? ' ' : ''
    parts.push(gap)
    if (node.tagName === 'img' && typeof node.properties.alt === 'string') parts.push(node.properties.alt)
    collectAll(node, parts)
    parts.push(gap)
  }
}

function collectAll(parent: Parents, parts: string[]): void {
  for (const child of parent.children) collect(child, parts)
}
