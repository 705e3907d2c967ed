/**
 * A document in the list of a term, as a text of nine characters: seven of its id, two of its impact. The order of texts
 * is that of ids, so lists are joined as texts, which costs a tenth of doing it with objects.
 */
import type { Documents } from '../format/shard.js'

/** In the order of code units. */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const valueOfDigit = new Uint8Array(128)
for (const [value, digit] of [...digits].entries()) valueOfDigit[digit.charCodeAt(0)] = value

const idLength = 7
export const postingLength = 9

/** @param id Ten hexadecimal digits. */
export function idText(id: string): string {
  return toDigits(Number.parseInt(id, 16), idLength)
}

const impacts = Array.from({ length: 256 }, (_, impact) => toDigits(impact, postingLength - idLength))

/** @param impact A byte. */
export function impactText(impact: number): string {
  return impacts[impact] as string
}

function toDigits(value: number, length: number): string {
  let left = value
  let text = ''
  for (let at = 0; at < length; at++) {
    text = digits[left % 64] + text
    left = Math.floor(left / 64)
  }
  return text
}

/** The documents of a list of postings, which stand one after the other: the text of an id, and that of an impact. */
export function toDocumentList(postings: string): Documents {
  const count = postings.length / postingLength
  const ids = new Float64Array(count)
  const impacts = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    const start = at * postingLength
    ids[at] = ofDigits(postings, start, idLength)
    impacts[at] = ofDigits(postings, start + idLength, postingLength - idLength)
  }
  return { ids, impacts }
}

function ofDigits(text: string, start: number, length: number): number {
  let value = 0
  for (let at = start; at < start + length; at++) {
    value = value * 64 + (valueOfDigit[text.charCodeAt(at)] as number)
  }
  return value
}
