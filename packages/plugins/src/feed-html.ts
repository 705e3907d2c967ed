/** HTML of others, as the body of an entry. What may stay in it decides core, which sanitises what plugins bring. */
import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { toText } from 'hast-util-to-text'
import { SKIP, visit } from 'unist-util-visit'

/** Elements whose text is no HTML, and of which nothing would be left. */
const foreign = new Set([
  'script',
  'style',
  'template',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
])

/** Levels of elements; core refuses a text with more than 100, unless its `limits` say otherwise. */
const maxDepth = 90

/** Attributes that hold one address. */
const addresses = ['href', 'src', 'cite', 'poster', 'longDesc'] as const

/**
 * HTML that is Markdown too: one block in one line, with line ends as references, so that no blank line ends it and
 * nothing in it is taken for Markdown. Addresses become whole ones.
 *
 * @param base Address that those in the HTML are relative to. Without it, relative ones are taken out.
 */
export function toBodyHtml(html: string, base: string | undefined): string {
  const tree = parsed(html)
  if (tree === undefined) return `<div>${escapedText(withoutTags(html))}</div>`
  visit(tree, (node, index, parent) => {
    if (node.type === 'element' && !foreign.has(node.tagName)) resolveIn(node, base)
    else if (node.type !== 'text' && node.type !== 'root' && parent && index !== undefined) {
      parent.children.splice(index, 1)
      return [SKIP, index]
    }
    return undefined
  })
  const body = toHtml(tree).trim()
  return body === '' ? '' : `<div>${body.replaceAll('\n', '&#10;').replaceAll('\r', '&#13;')}</div>`
}

/** What readers see of it, in one line. */
export function toPlainText(html: string): string {
  const tree = parsed(html)
  const text = tree === undefined ? withoutTags(html) : toText(tree, { whitespace: 'normal' })
  return text.replace(/\s+/g, ' ').trim()
}

/** A text as HTML; its line breaks stay. */
export function escapedText(text: string): string {
  return toHtml({ type: 'text', value: text.trim() }).replaceAll('\n', '<br>')
}

/** An address for links, from where it stands; nothing but `http` and `https` leads out of a page. */
export function resolved(address: string | undefined, base?: string): string | undefined {
  if (address === undefined || !URL.canParse(address.trim(), base)) return undefined
  const url = new URL(address.trim(), base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
}

function resolveIn({ properties }: Element, base: string | undefined): void {
  // Of an image in several sizes the one that all browsers know is enough.
  delete properties.srcSet
  for (const name of addresses) {
    const value = properties[name]
    if (typeof value !== 'string') continue
    const isOwn = /^(?:mailto|tel):/i.test(value.trim())
    properties[name] = isOwn ? value : resolved(value, base)
  }
}

/** Nothing if elements are nested deeper than core has it; what reads trees calls itself for each level. */
function parsed(html: string): Root | undefined {
  try {
    const tree = fromHtml(html, { fragment: true })
    return isDeep(tree) ? undefined : tree
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function isDeep(tree: Root): boolean {
  let level: Nodes[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
  return false
}

function withoutTags(html: string): string {
  return html.replace(/<[^<>]*>/g, ' ')
}
