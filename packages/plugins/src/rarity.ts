/** How rare features of entries are: words, tags. */
import { hashOf } from './text-hash.js'

/** In how many entries features occur, kept so roughly that single entries seldom change it. */
export interface Rarity {
  /** Logarithm, to base 2, of the number of entries that were counted. */
  bits: number
  /** Of words in two entries or more: the logarithm of that number, rounded down. */
  words: Record<string, number>
  /** The same of terms, by `keyOf`. */
  terms: Record<string, number>
}

/** What of an entry is counted: its words and its terms, each once. */
export interface Counted {
  words: readonly string[]
  terms: readonly string[]
}

/** A term as it is counted. */
export function keyOf(field: string, name: string): string {
  return `${field} ${name}`
}

/** Counts in how many entries each feature occurs, of those that `countedOf` names. */
export function toRarity(all: readonly Counted[]): Rarity {
  const words = all.map((one) => one.words)
  const terms = all.map((one) => one.terms)
  const bits = Math.round(Math.log2(Math.max(1, all.length)))
  return { bits, words: toLogarithms(words), terms: toLogarithms(terms) }
}

function toLogarithms(all: readonly (readonly string[])[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const features of all) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  const several = [...counts].filter(([, count]) => count > 1).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(several.map(([feature, count]) => [feature, Math.floor(Math.log2(count))]))
}

/** About so many entries are counted at most: more would hardly say more. */
const sample = 256

/**
 * The entries that count, of a list from old to new. They are among the oldest 2, 4, 8 …, so a new entry changes the
 * rarity of nothing, but for the one that doubles the site; and a sample of these where they are many, so that counting
 * takes no longer in a large site.
 */
export function countedOf(ids: readonly string[]): string[] {
  if (ids.length === 0) return []
  const oldest = 2 ** Math.floor(Math.log2(ids.length))
  const every = Math.max(1, oldest / sample)
  return ids.slice(0, oldest).filter((id) => hashOf(id) % every === 0)
}

/**
 * What a word tells of an entry, in bits: the logarithm of the inverse document frequency, a whole number.
 * 0 is said by what nearly every entry has.
 */
export function bitsOfWord({ bits, words }: Rarity, word: string): number {
  return bitsLeft(bits, words, word)
}

/** The same of a term. */
export function bitsOfTerm({ bits, terms }: Rarity, field: string, name: string): number {
  return bitsLeft(bits, terms, keyOf(field, name))
}

function bitsLeft(bits: number, known: Record<string, number>, feature: string): number {
  return Math.max(0, bits - (Object.hasOwn(known, feature) ? (known[feature] as number) : 0))
}
