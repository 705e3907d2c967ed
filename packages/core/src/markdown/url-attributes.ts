/** Which attributes hold addresses. */

/**
 * Attributes that become slots, by tag, as hast names them. `page` addresses lead to a page or a file,
 * `file` ones to a file only.
 */
const slotAttributes = new Map<string, Record<string, 'page' | 'file' | 'set'>>([
  ['a', { href: 'page' }],
  ['area', { href: 'page' }],
  ['link', { href: 'page' }],
  ['iframe', { src: 'page' }],
  ['form', { action: 'page' }],
  ['img', { src: 'file', srcSet: 'set' }],
  ['source', { src: 'file', srcSet: 'set' }],
  ['video', { src: 'file', poster: 'file' }],
  ['audio', { src: 'file' }],
  ['track', { src: 'file' }],
  ['embed', { src: 'file' }],
  ['script', { src: 'file' }],
  ['input', { src: 'file' }],
  ['object', { data: 'file' }],
  ['image', { href: 'file', xLinkHref: 'file' }],
  ['use', { href: 'file', xLinkHref: 'file' }],
])

/** How to read an attribute as an address; `undefined` if it is none that a page fills in. */
export const slotKind = (tag: string, property: string): 'page' | 'file' | 'set' | undefined => {
  const attributes = slotAttributes.get(tag)
  return attributes && Object.hasOwn(attributes, property) ? attributes[property] : undefined
}

/** Every property through which a browser loads or follows an address. */
export const urlProperties = [
  'href',
  'src',
  'srcSet',
  'imageSrcSet',
  'poster',
  'action',
  'formAction',
  'data',
  'ping',
  'cite',
  'longDesc',
  'background',
  'manifest',
  'xLinkHref',
  'codeBase',
  'classId',
  'from',
  'to',
  'values',
] as const

/** A part of `srcset`: an address, or what stands between addresses. */
export interface SetPart {
  kind: 'url' | 'other'
  text: string
}

/** Splits a `srcset` as browsers do: an address ends at white space, or at commas that end it. */
export function splitSet(set: string): SetPart[] {
  const parts: SetPart[] = []
  const candidate = /([\s,]*)(\S+)/y
  while (candidate.lastIndex < set.length) {
    const match = candidate.exec(set)
    if (!match) break
    const [, before = '', word = ''] = match
    const url = word.replace(/,+$/, '')
    parts.push({ kind: 'other', text: before }, { kind: 'url', text: url })
    let rest = word.slice(url.length)
    if (rest === '') {
      // Descriptors run to the next comma outside of parentheses.
      rest = /^(?:\([^)]*\)|[^,(])*(?:,|$)/.exec(set.slice(candidate.lastIndex))?.[0] ?? ''
      candidate.lastIndex += rest.length
    }
    parts.push({ kind: 'other', text: rest })
    if (rest === '' || candidate.lastIndex >= set.length) break
  }
  const read = parts.reduce((length, { text }) => length + text.length, 0)
  return read < set.length ? [...parts, { kind: 'other', text: set.slice(read) }] : parts
}
