/** How rare features of entries are: words, tags. */

/** In how many entries features occur, kept so roughly that single entries seldom change it. */
export interface Rarity {
  /** Logarithm, to base 2, of the number of entries that were counted. */
  bits: number
  /** Of features in two entries or more: the logarithm of that number, rounded down. */
  known: Record<string, number>
}

/**
 * Counts in how many entries each feature occurs.
 *
 * @param all Features of each of the entries that count, see `countedOf`; each feature once.
 */
export function toRarity(all: readonly (readonly string[])[]): Rarity {
  const counts = new Map<string, number>()
  for (const features of all) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  const known = [...counts]
    .filter(([, count]) => count > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feature, count]) => [feature, Math.floor(Math.log2(count))] as const)
  return { bits: Math.floor(Math.log2(Math.max(1, all.length))), known: Object.fromEntries(known) }
}

/**
 * How many of the oldest entries count: as many as make a power of two. So a new entry changes the rarity of
 * nothing, but for the one that doubles the site.
 */
export function countedOf(entries: number): number {
  return entries === 0 ? 0 : 2 ** Math.floor(Math.log2(entries))
}

/**
 * What a feature tells of an entry, in bits: the logarithm of the inverse document frequency, a whole number.
 * 0 is said by what nearly every entry has.
 */
export function bitsOf({ bits, known }: Rarity, feature: string): number {
  return bits - (Object.hasOwn(known, feature) ? (known[feature] as number) : 0)
}
