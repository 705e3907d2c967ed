/** What every slug looks like: words of letters and digits of any script, with single `-` between them. */
export const slugGrammar =
  /^[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*(?:-[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*)*$/u

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*/gu

/** Names that Windows gives to devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/

const maxCharacters = 100
const maxBytes = 200

/** Of the decomposed form in which older disks of macOS keep names; they hold 255. */
const maxUnits = 240

/**
 * A text as a part of an address that every file system can hold: NFC, lower case in no one's locale,
 * letters and digits of any script, everything else as single `-`. At most 100 characters and 200 bytes.
 *
 * `C++` is `c-plus-plus` and `C#` is `c-sharp`, so that neither is `c`.
 *
 * Never empty: a text without letters becomes `x-` and a hash of it. Names that Windows reserves get
 * `x-` before them. Slugs are slugs of themselves.
 */
export function slugify(text: string): string {
  // Ignorable characters (soft hyphens, joiners, fillers that count as letters) are invisible: they go first.
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{DI}/gu, '')
    .normalize('NFC')
    .replace(/(?<=[\p{L}\p{N}+])\+/gu, '-plus-')
    .replace(/(?<=\p{L})#/gu, '-sharp-')
  const slug = shorten(plain.match(word)?.join('-') ?? '')
  if (slug === '') return `x-${hash(text.normalize('NFC'))}`
  return reserved.test(slug) ? `x-${slug}` : slug
}

/** Cuts at a character, and leaves no `-` at the end. */
function shorten(slug: string): string {
  const encoder = new TextEncoder()
  if (slug.length <= maxBytes / 4 && encoder.encode(slug).length <= maxBytes / 4) return slug
  let bytes = 0
  let units = 0
  const kept: string[] = []
  for (const character of slug) {
    bytes += encoder.encode(character).length
    units += character.normalize('NFD').length
    if (kept.length === maxCharacters || bytes > maxBytes || units > maxUnits) break
    kept.push(character)
  }
  return kept.join('').replace(/-$/, '')
}

/** FNV-1a of the UTF-16 units, six hexadecimal digits: tells the few wordless texts of a site apart. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return ((value >>> 8) & 0xffffff).toString(16).padStart(6, '0')
}
