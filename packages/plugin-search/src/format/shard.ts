/**
 * A file of terms, in bytes:
 *
 *     byte     version of the format
 *     6 bytes  hash of the rest, as it stands behind `?h=`
 *     number   count of the terms, then of each, sorted by code unit:
 *       text     the term: length of what it shares with the one before, and the rest
 *       number   count of its forms, then of each the length of what it shares with the term, and the rest
 *       number   count of its documents
 *       number   length of their ids, in bytes
 *     of each term:
 *       numbers  ids, rising, each less the one before; the first one less -1
 *       bytes    impacts, in the same order
 *
 * A number has 7 bits in a byte, the lowest first; the highest bit says that it goes on. A text is its length in UTF-8, and
 * that. Lengths of what is shared count UTF-16 units.
 */

/** Documents by rising id, each with its impact. */
export interface Documents {
  /** Whole numbers below 2 ** 40. */
  ids: Float64Array
  impacts: Uint8Array
}

/** A term of an index. */
export interface IndexTerm {
  term: string
  /** Words that it stands for; at least one. */
  forms: readonly string[]
  /** How many documents have it. */
  count: number
  documents(): Documents
}

/** Length of the hash of a file, in characters of base64url. */
export const hashLength = 6

/** Version and hash, as the first bytes of a file say them. */
export function headOf(shard: Uint8Array): { version: number; hash: string } {
  return { version: shard[0] ?? 0, hash: new TextDecoder().decode(shard.subarray(1, 1 + hashLength)) }
}

/**
 * The terms of a file; the documents of each are decoded when they are asked for.
 *
 * @param toError What is thrown, now or then, if the file ends too early. @default an Error
 */
export function decodeShard(
  shard: Uint8Array,
  toError = () => new Error('the file ends too early'),
): Map<string, IndexTerm> {
  let at = 1 + hashLength
  const decoder = new TextDecoder()
  const number = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const part = shard[at++]
      if (part === undefined) throw toError()
      value += (part % 128) * scale
      if (part < 128) return value
    }
  }
  const rest = (before: string) => {
    const shared = number()
    const length = number()
    at += length
    return before.slice(0, shared) + decoder.decode(shard.subarray(at - length, at))
  }
  const list = <T>(length: number, item: () => T) => Array.from({ length }, item)
  let term = ''
  const terms = list(number(), () => {
    term = rest(term)
    const forms = list(number(), () => rest(term))
    return { term, forms: forms.length > 0 ? forms : [term], count: number(), length: number() }
  })
  // Most lists are never asked for.
  let end = at
  const found = terms.map(({ length, ...known }): [string, IndexTerm] => {
    const start = end
    end += length + known.count
    const documents = () => {
      const ids = new Float64Array(known.count)
      let id = -1
      at = start
      for (let place = 0; place < known.count; place++) ids[place] = id += number()
      return { ids, impacts: shard.subarray(at, at + known.count) }
    }
    return [known.term, { ...known, documents }]
  })
  if (end > shard.length) throw toError()
  return new Map(found)
}
