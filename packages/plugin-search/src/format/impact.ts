/**
 * What one byte says of a term in a document: how much of it there is, and how long the document is. Both are coarse: a
 * sentence more or less seldom changes a byte, and the length is that of a whole document, which moves all of its bytes.
 */

/** The finest steps that 5 bits have room for: three to a doubling, from a quarter. */
const steps = 3
const least = 0.25
const mostWeight = 31
const mostLength = 7

/** The shortest document that is told from shorter ones, in words. */
const short = 64

/** @param weight Occurrences in all fields, each times the weight of its field. @param length Words of the document. */
export function toImpact(weight: number, length: number): number {
  const weightClass = Math.round(steps * Math.log2(Math.max(weight, least) / least))
  return (Math.min(weightClass, mostWeight) << 3) | lengthClass(length)
}

/** A class of lengths is twice as wide as the one before: fewer than 64 words, fewer than 128, and so on. */
function lengthClass(length: number): number {
  return length < short ? 0 : Math.min(Math.floor(Math.log2(length / short)) + 1, mostLength)
}

/** Weight and length of a byte, in the middle of their classes. */
export function ofImpact(impact: number): { weight: number; length: number } {
  return {
    weight: least * 2 ** ((impact >> 3) / steps),
    length: Math.round((short / Math.SQRT2) * 2 ** (impact & mostLength)),
  }
}
