/** The part of a file that a request asks for. */

/** Bytes from `start` to `end`, both included; `none` if the file has none of those that were asked for. */
export type Range = { start: number; end: number } | 'none'

/**
 * Reads a `Range` header. One that is not understood, or asks for several parts, asks for the whole file: that is
 * always a proper answer.
 */
export function toRange(header: string | undefined, size: number): Range | undefined {
  const [, first, last] = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'none' : { start: size - length, end: size - 1 }
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'none' : { start, end }
}
