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

/** Small values are many and asked for often: large ones must not drive them out. */
const small = 1000

/**
 * How much text is kept of small values, and of large ones, in characters. A large one is asked for again soon, or
 * after so many others that no room would be enough.
 */
const [roomForSmall, roomForLarge] = [16_000_000, 4_000_000]

interface Kept {
  text: string
  decoded?: { value: unknown }
}

/** Starts with none. */
export function createValues(): Values {
  const smallOnes = createGenerations(roomForSmall)
  const largeOnes = createGenerations(roomForLarge)
  const keep = (hash: string, kept: Kept) =>
    (kept.text.length < small ? smallOnes : largeOnes).put(hash, kept)
  return {
    get(hash) {
      const kept = smallOnes.get(hash) ?? largeOnes.get(hash)
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
