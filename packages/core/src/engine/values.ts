/** Values as readers see them, shared among these and bounded by the size of their text. */
import { decode, deepFreeze, isShareable } from './codec.js'

/** Values by hash. */
export interface Values {
  get(hash: string): { value: unknown } | undefined
  /** Keeps a text, to be decoded when somebody asks. */
  put(hash: string, text: string): void
  /** Freezes what decoding a text would give, and keeps it; for a string any text of its length will do. */
  adopt(hash: string, text: string, value: unknown): void
}

/**
 * Kinds of values, by the length of their text, and how much of each kind is kept, in characters. Small ones are
 * many and asked for often. Those in between, the content of a page say, are asked for again soon, or after so many
 * others that no room would be enough. The largest are lists over the whole site, which everybody asks for. None
 * must drive out another kind.
 */
const kinds = [
  { upTo: 1000, room: 16_000_000 },
  { upTo: 100_000, room: 4_000_000 },
  { upTo: Number.POSITIVE_INFINITY, room: 32_000_000 },
]

interface Kept {
  text: string
  decoded?: { value: unknown }
}

/** Starts with none. */
export function createValues(): Values {
  const shelves = kinds.map(({ upTo, room }) => ({ upTo, kept: createGenerations(room) }))
  const keep = (hash: string, kept: Kept) =>
    shelves.find(({ upTo }) => kept.text.length < upTo)?.kept.put(hash, kept)
  const find = (hash: string): Kept | undefined => {
    for (const { kept } of shelves) {
      const found = kept.get(hash)
      if (found) return found
    }
    return undefined
  }
  return {
    get(hash) {
      const kept = find(hash)
      if (!kept) return undefined
      if (kept.decoded) return kept.decoded
      if (!isShareable(kept.text)) return { value: decode(kept.text) }
      kept.decoded ??= { value: decode(kept.text) }
      return kept.decoded
    },
    put: (hash, text) => keep(hash, { text }),
    adopt: (hash, text, value) => keep(hash, { text, decoded: { value: deepFreeze(value) } }),
  }
}

/**
 * What is asked for again moves to the young generation; when that is full it becomes the old one, and the old
 * one is dropped.
 */
function createGenerations(limit: number) {
  let young = new Map<string, Kept>()
  let old = young
  let size = 0
  const put = (hash: string, kept: Kept) => {
    if (size + kept.text.length > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    young.set(hash, kept)
    size += kept.text.length
  }
  return {
    put,
    get(hash: string): Kept | undefined {
      const recent = young.get(hash)
      if (recent) return recent
      const earlier = old.get(hash)
      if (earlier) put(hash, earlier)
      return earlier
    },
  }
}
