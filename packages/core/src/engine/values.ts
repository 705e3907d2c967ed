/** Decoded values, shared among readers and bounded by the size of their text. */
import type { Store } from '../model.js'
import { decode, isShareable } from './codec.js'

/** Gives the decoded value of a hash; nothing if the store no longer has it. */
export interface Values {
  get(hash: string): { value: unknown } | undefined
}

/**
 * Keeps recently decoded values, up to about `limit` characters of text, in two generations: what is
 * asked for again moves to the young one; when that is full it becomes the old one, which is dropped.
 */
export function createValues(store: Store, limit = 16_000_000): Values {
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
      if (earlier) {
        keep(hash, earlier)
        return earlier
      }
      const text = store.value(hash)
      if (text === undefined) return undefined
      const entry = { value: decode(text), size: text.length }
      if (isShareable(text)) keep(hash, entry)
      return entry
    },
  }
}
