/** Takes out addresses that run code when they are followed or loaded. */
import type { Element, Parents, Root } from 'hast'
import * as say from '../messages/markdown.js'
import type { Message, Place } from '../model.js'
import { placeOf } from './place.js'
import { splitSet, urlProperties } from './url-attributes.js'

/** Elements that only draw what they load; an SVG in them runs no script. */
const drawing = new Set(['img', 'source', 'video', 'input', 'image', 'picture'])

/** Removes `javascript:`, `vbscript:` and `data:` addresses (images excepted), with a warning for each. */
export function removeUnsafeUrls(tree: Root, path: string): Message[] {
  const messages: Message[] = []
  const visit = (parent: Parents, around: Place | undefined): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      const place = placeOf(child) ?? around
      for (const { property, scheme } of unsafeIn(child)) {
        delete child.properties[property]
        messages.push(say.markdownUnsafeUrl({ path, place }, property.toLowerCase(), scheme))
      }
      visit(child, place)
      if (child.content) visit(child.content, place)
    }
  }
  visit(tree, undefined)
  return messages
}

function unsafeIn(element: Element): { property: string; scheme: string }[] {
  const found: { property: string; scheme: string }[] = []
  for (const property of urlProperties) {
    const value = element.properties[property]
    if (value === undefined || value === null || typeof value === 'boolean') continue
    const scheme = urlsIn(property, value)
      .map((url) => unsafeScheme(url, drawing.has(element.tagName)))
      .find((name) => name !== undefined)
    if (scheme !== undefined) found.push({ property, scheme })
  }
  return found
}

function urlsIn(property: string, value: string | number | (string | number)[]): string[] {
  if (Array.isArray(value)) return value.map(String)
  const text = String(value)
  if (property === 'values') return text.split(';')
  if (property !== 'srcSet' && property !== 'imageSrcSet') return [text]
  return splitSet(text).flatMap((part) => (part.kind === 'url' ? [part.text] : []))
}

/** The scheme of an address if it is one that runs code; browsers skip blanks and controls in it. */
export function unsafeScheme(url: string, draws: boolean): string | undefined {
  const scheme = schemeOf(url)
  if (scheme === 'javascript' || scheme === 'vbscript') return scheme
  if (scheme !== 'data') return undefined
  const type = /^[^:]*:\s*image\/([a-z0-9.+-]+)/i.exec(url)?.[1]?.toLowerCase()
  return type !== undefined && (draws || !type.startsWith('svg')) ? undefined : scheme
}

/** The scheme as a browser reads it, in lower case. */
export function schemeOf(url: string): string | undefined {
  // Browsers skip exactly these.
  const read = url.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '')
  return /^([a-z][a-z0-9+.-]*):/i.exec(read)?.[1]?.toLowerCase()
}
