/** How the texts of a site are split over files. */
import { hashOf } from './text-hash.js'

/** A text, and how long it is, in characters. */
export interface SizedText {
  id: string
  size: number
}

/** A line break stands between two texts. */
const between = 1

/** Of so many texts about one begins a part, as soon as it may. */
const oneOf = 8

/**
 * Splits texts into parts of at most so many characters, in their order. A text is never cut: one that is longer is
 * a part of its own.
 *
 * Where a part is more than half full, the next may begin, and whether it does is decided by the name of the text: so a
 * new text moves the ends of a part or two, and not those of all that follow.
 */
export function splitTexts(texts: readonly SizedText[], most: number): SizedText[][] {
  const parts: SizedText[][] = []
  let size = 0
  for (const text of texts) {
    const last = parts.at(-1)
    const isEnd = size > most / 2 && hashOf(text.id) % oneOf === 0
    if (last && !isEnd && size + between + text.size <= most) {
      last.push(text)
      size += between + text.size
    } else {
      parts.push([text])
      size = text.size
    }
  }
  return parts
}

/** Characters of a part as it is written. */
export function sizeOf(part: readonly SizedText[]): number {
  return part.reduce((sum, { size }) => sum + between + size, -between)
}

/** The texts of a part as they are written. */
export function joinTexts(texts: readonly string[]): string {
  return texts.join('\n')
}
