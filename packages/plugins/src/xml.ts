/**
 * XML as a tree: text and attribute values are escaped by what they are, when the tree is written, so
 * that no caller can forget it. Whatever the texts hold, the result is well-formed XML 1.0.
 */

/** An element. Its children are elements or texts. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

/** Makes an element; attributes that are `undefined` are left out. */
export function element(
  name: string,
  attributes: Record<string, string | undefined>,
  ...children: (XmlElement | string)[]
): XmlElement {
  const given: Record<string, string> = {}
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) given[key] = value
  return { name, attributes: given, children }
}

/** A whole document, with its declaration and a line end at the end. */
export function toXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${toMarkup(root)}\n`
}

/** One element as markup. Elements that hold only elements have each on a line of its own. */
export function toMarkup({ name, attributes, children }: XmlElement): string {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) start += ` ${key}="${escapeAttribute(value)}"`
  if (children.length === 0) return `${start}/>`
  const inner = children.map((child) => (typeof child === 'string' ? escapeText(child) : toMarkup(child)))
  const gap = children.some((child) => typeof child === 'string') ? '' : '\n'
  return `${start}>${gap}${inner.join(gap)}${gap}</${name}>`
}

/** A text that reads back as itself, without the characters that XML can't hold (see `legalText`). */
export function escapeText(text: string): string {
  return legalText(text).replace(/[&<>\r]/g, escapeCharacter)
}

/** The same for the value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return legalText(text).replace(/[&<>"\t\n\r]/g, escapeCharacter)
}

/** Drops what XML 1.0 can't hold even escaped: control characters, half characters, U+FFFE and U+FFFF. */
export function legalText(text: string): string {
  return text.replace(illegal, '')
}

const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** White space that parsers would normalise is written by number. */
function escapeCharacter(character: string): string {
  return named[character] ?? `&#${character.charCodeAt(0)};`
}
