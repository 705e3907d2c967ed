/** Decoded values, shared among readers and bounded by the size of their text. */
import { decode, deepFreeze, isShareable } from './codec.js'

/** Values by hash. */
export interface Values {
  get(hash: string): { value: unknown } | undefined
  /** Decodes a text, and keeps the value if readers may share it. */
  decode(hash: string, text: string): unknown
  /** Freezes a value and keeps it as if it had been decoded. */
  adopt(hash: string, value: unknown, size: number): unknown
}

/**
 * Keeps recently decoded values, up to about `limit` characters of text, in two generations: what is
 * asked for again moves to the young one; when that is full it becomes the old one, which is dropped.
 */
export function createValues(limit = 16_000_000): Values {
  let young = new Map<string, { value: unknown; size: number }>()
  let old = young
  let size = 0
  const keep = (hash: string, entry: { value: unknown; size: number }) => {
    if (size + entry.size > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    young.set(hash, entry)
    size += entry.size
  }
  return {
    get(hash) {
      const recent = young.get(hash)
      if (recent) return recent
      const earlier = old.get(hash)
      if (earlier) keep(hash, earlier)
      return earlier
    },
    decode(hash, text) {
      const value = decode(text)
      if (isShareable(text)) keep(hash, { value, size: text.length })
      return value
    },
    adopt(hash, value, length) {
      const frozen = deepFreeze(value)
      keep(hash, { value: frozen, size: length })
      return frozen
    },
  }
}
