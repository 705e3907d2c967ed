/** Decoded values, shared among readers and bounded by the size of their text. */
import type { Store } from '../model.js'
import { decode, isShareable } from './codec.js'

/** Gives the decoded value of a hash; `lost` if the store no longer has it. */
export interface Values {
  get(hash: string): { value: unknown } | undefined
}

/** Keeps recently decoded values up to `limit` characters of text, least recently used first to go. */
export function createValues(store: Store, limit = 32_000_000): Values {
  const cache = new Map<string, { value: unknown; size: number }>()
  let total = 0

  const keep = (hash: string, value: unknown, size: number) => {
    cache.set(hash, { value, size })
    total += size
    for (const [oldest, entry] of cache) {
      if (total <= limit || oldest === hash) break
      cache.delete(oldest)
      total -= entry.size
    }
  }

  return {
    get(hash) {
      const cached = cache.get(hash)
      if (cached) {
        cache.delete(hash)
        cache.set(hash, cached)
        return cached
      }
      const text = store.value(hash)
      if (text === undefined) return undefined
      const value = decode(text)
      if (isShareable(text)) keep(hash, value, text.length)
      return { value }
    },
  }
}
