/** The beginning of a document, as plain text. */
import type { Element, Parents, Root } from 'hast'
import { headingDepth } from './headings.js'
import { isBlock, isSilent, tidy } from './text.js'

/** Where an excerpt that the author did not end himself is cut, in UTF-16 units. */
const LENGTH = 280

/**
 * Text up to `<!-- more -->`, headings and code blocks left out; without that comment the first
 * paragraph with text, cut after a word near 280 characters.
 */
export function excerptOf(tree: Root): string {
  const parts: string[] = []
  if (collectToMark(tree, parts)) return tidy(parts.join(''))
  return cut(firstParagraph(tree) ?? '')
}

/** Whether the mark was met; what stands before it is in `parts`. */
function collectToMark(parent: Parents, parts: string[]): boolean {
  for (const child of parent.children) {
    if (child.type === 'comment' && child.value.trim().toLowerCase() === 'more') return true
    if (child.type === 'text') parts.push(child.value)
    if (child.type !== 'element' || isSilent(child) || isLeftOut(child)) continue
    const gap = isBlock(child) ? ' ' : ''
    parts.push(gap)
    if (collectToMark(child, parts)) return true
    parts.push(gap)
  }
  return false
}

const isLeftOut = (node: Element): boolean => headingDepth(node) > 0 || node.tagName === 'pre'

function firstParagraph(parent: Parents): string | undefined {
  for (const child of parent.children) {
    if (child.type !== 'element' || isSilent(child)) continue
    const text = child.tagName === 'p' ? paragraphText(child) : firstParagraph(child)
    if (text) return text
  }
  return undefined
}

/** Without the alternative texts of images: one that holds nothing else says nothing. */
function paragraphText(paragraph: Element): string {
  const parts: string[] = []
  collectToMark(paragraph, parts)
  return tidy(parts.join(''))
}

function cut(text: string): string {
  if (text.length <= LENGTH) return text
  const space = text.lastIndexOf(' ', LENGTH)
  // Text without spaces (Chinese, Japanese) is cut between characters, never within a surrogate pair.
  const end = space > LENGTH / 2 ? space : LENGTH - (/[\uD800-\uDBFF]/.test(text[LENGTH - 1] ?? '') ? 1 : 0)
  return `${text.slice(0, end).replace(/[\s,;:.–—-]+$/, '')}…`
}
