/**
 * The last step: takes the addresses out of a tree and stringifies what is left. Links, assets and image
 * sizes depend on other files, the HTML around them doesn't.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import * as say from '../messages/markdown.js'
import type { Message, Place, Slot } from '../model.js'
import { idOf, leadingHeading } from './headings.js'
import { placeOf } from './place.js'
import { type Reference, readReference } from './reference.js'
import { textOf } from './text.js'
import { slotKind, splitSet } from './url-attributes.js'

/** HTML with holes; `pieces.length === slots.length + 1`. */
export interface Slotted {
  pieces: string[]
  slots: Slot[]
  messages: Message[]
}

/** Cuts `tree`, the content of the source at `path`, at its addresses. Doesn't change the tree. */
export function toSlots(tree: Root, path: string): Slotted {
  const first = new SlotCutter(path, 'blog-build-slot')
  const html = toHtml(first.root(tree), { allowDangerousHtml: true })
  const messages = first.messages
  if (occurrences(html, first.prefix) === first.slots.length) return { ...first.split(html), messages }
  // The author wrote about tokens: take one that is longer than any in the text.
  const longest = Math.max(...[...html.matchAll(/blog-build-slot(x*)/g)].map(([, run = '']) => run.length))
  const second = new SlotCutter(path, `blog-build-slot${'x'.repeat(longest + 1)}`)
  return { ...second.split(toHtml(second.root(tree), { allowDangerousHtml: true })), messages }
}

const occurrences = (html: string, text: string): number => html.split(`${text}-`).length - 1

/** Copies a tree with tokens for addresses, and remembers what each stands for. */
class SlotCutter {
  readonly slots: Slot[] = []
  readonly messages: Message[] = []
  readonly prefix: string
  readonly #path: string
  /** An id whose links stay literal: that of the heading at hand. */
  #ownId: string | undefined

  constructor(path: string, prefix: string) {
    this.#path = path
    this.prefix = prefix
  }

  root(tree: Root): Root {
    const heading = leadingHeading(tree)
    return {
      ...tree,
      children: tree.children.map((child) => {
        const title = child === heading ? this.#heading(heading) : undefined
        return title ?? (this.#node(child, undefined) as RootContent)
      }),
    }
  }

  split(html: string): { pieces: string[]; slots: Slot[] } {
    const pieces: string[] = []
    const slots: Slot[] = []
    let last = 0
    // Two tokens in one attribute are an image's address and its size: the size belongs after the quote.
    const token = new RegExp(`${this.prefix}-(\\d+)-(?:${this.prefix}-(\\d+)-")?`, 'g')
    for (const match of html.matchAll(token)) {
      pieces.push(html.slice(last, match.index))
      slots.push(this.slots[Number(match[1])] as Slot)
      if (match[2] !== undefined) {
        pieces.push('"')
        slots.push(this.slots[Number(match[2])] as Slot)
      }
      last = match.index + match[0].length
    }
    pieces.push(html.slice(last))
    return { pieces, slots }
  }

  /** The leading heading as one slot, unless it holds links to elsewhere. */
  #heading(heading: Element): RootContent | undefined {
    const before = this.slots.length
    this.#ownId = idOf(heading)
    const copy = this.#node(heading, undefined) as Element
    this.#ownId = undefined
    if (this.slots.length > before) {
      this.slots.length = before
      return undefined
    }
    const html = toHtml(copy, { allowDangerousHtml: true })
    return { type: 'text', value: this.#token({ kind: 'heading', html, text: textOf(heading) }) }
  }

  #node(node: RootContent | ElementContent, around: Place | undefined): RootContent | ElementContent {
    if (node.type !== 'element') return node
    const place = placeOf(node) ?? around
    const copy: Element = {
      ...node,
      properties: this.#properties(node, place),
      children: node.children.map((child) => this.#node(child, place) as ElementContent),
    }
    if (node.content) {
      const children = node.content.children.map((child) => this.#node(child, place) as RootContent)
      copy.content = { ...node.content, children }
    }
    return copy
  }

  #properties(node: Element, place: Place | undefined): Element['properties'] {
    const properties = { ...node.properties }
    for (const [property, value] of Object.entries(properties)) {
      const kind = slotKind(node.tagName, property)
      if (kind === undefined || typeof value !== 'string') continue
      if (kind === 'set') {
        properties[property] = splitSet(value)
          .map((part) => (part.kind === 'url' ? this.#address(part.text, 'file', place) : part.text))
          .join('')
      } else {
        properties[property] = this.#address(value, kind, place, wantsSize(node, property))
      }
    }
    return properties
  }

  #address(href: string, kind: 'page' | 'file', place: Place | undefined, sized = false): string {
    const reference: Reference = readReference(href, kind, this.#path, place)
    if (reference === 'outside') this.messages.push(say.linkOutsideRoot({ path: this.#path, place }, href))
    if (typeof reference === 'string') return href
    const { slot } = reference
    if (slot.kind === 'anchor' && slot.hash === this.#ownId) return href
    const token = this.#token(slot)
    return sized && slot.kind === 'asset' ? token + this.#token({ kind: 'size', path: slot.path }) : token
  }

  #token(slot: Slot): string {
    this.slots.push(slot)
    return `${this.prefix}-${this.slots.length - 1}-`
  }
}

/** An image for which its author gave neither width nor height. */
const wantsSize = ({ tagName, properties }: Element, property: string): boolean =>
  tagName === 'img' && property === 'src' && properties.width == null && properties.height == null
