/**
 * A document in the list of a term, as a text of eight characters: 40 bits of id, 8 of impact. The order of texts is that
 * of ids, so lists are joined and sorted as texts, which costs a tenth of doing it with objects.
 */
import type { Documents } from '../format/shard.js'

/** In the order of code units. */
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const valueOfDigit = new Uint8Array(128)
for (const [value, digit] of [...digits].entries()) valueOfDigit[digit.charCodeAt(0)] = value

export const postingLength = 8

/** @param id Ten hexadecimal digits. @param impact A byte. */
export function toPosting(id: string, impact: number): string {
  let left = Number.parseInt(id, 16) * 256 + impact
  let text = ''
  for (let at = 0; at < postingLength; at++) {
    text = digits[left % 64] + text
    left = Math.floor(left / 64)
  }
  return text
}

/** The documents of a list of postings, which stand one after the other. */
export function toDocumentList(postings: string): Documents {
  const count = postings.length / postingLength
  const ids = new Float64Array(count)
  const impacts = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    let value = 0
    for (let digit = 0; digit < postingLength; digit++) {
      value = value * 64 + (valueOfDigit[postings.charCodeAt(at * postingLength + digit)] as number)
    }
    ids[at] = Math.floor(value / 256)
    impacts[at] = value % 256
  }
  return { ids, impacts }
}
