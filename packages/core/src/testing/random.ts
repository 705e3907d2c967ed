/** Random numbers that a seed decides, the same on every machine. */

/** Draws. */
export interface Random {
  /** A whole number from 0, less than `limit`. */
  below(limit: number): number
  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T
}

/** Mulberry32: few lines, and even enough to choose edits. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, pick: (items) => items[below(items.length)] as never }
}
