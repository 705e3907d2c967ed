/** What of an entry is compared with others. */
import { bitsOfTerm, bitsOfWord, type Counted, keyOf, type Rarity } from './rarity.js'

/** What an entry says of itself, whatever others say. Words stand in lists of texts, which are small and fast to read. */
export interface Features {
  /** Words that stand in it more than once, with a space between, sorted. */
  words: string
  /** How often each does: the logarithm to base 2, rounded down, so that most edits leave it. */
  levels: number[]
  /** Those that stand there once: they count for how rare a word is, not for what the entry is about. */
  once: string
  /** Its terms, by field: `[field, name]`. */
  terms: [field: string, name: string][]
  /** The series that it belongs to. */
  series: string[]
}

/** The little of an entry that others are compared with; it stays equal for most edits. */
export interface Profile {
  /** Words that tell it from others, with weights in sixteenths: together, a vector of the length 1. */
  words: [word: string, weight: number][]
  /** Its terms, with what each says, in bits. */
  terms: [field: string, name: string, bits: number][]
  series: string[]
}

/** Words that a profile has at most. */
const most = 24

/** What a word must say at least, in bits: an eighth of the entries have it, or fewer. */
const least = 3

/** The weights of words are kept in parts of 1. Coarse, so that a word more or less seldom moves one. */
export const parts = 16

/** Features of an entry, from its words with how often they stand there. */
export function toFeatures(
  counts: readonly (readonly [word: string, count: number])[],
  terms: Features['terms'],
  series: string[],
): Features {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const several = sorted.filter(([, count]) => count > 1)
  return {
    words: several.map(([word]) => word).join(' '),
    levels: several.map(([, count]) => Math.floor(Math.log2(count))),
    once: sorted
      .filter(([, count]) => count === 1)
      .map(([word]) => word)
      .join(' '),
    terms,
    series,
  }
}

/** All that is counted of an entry. */
export function toCounted({ words, once, terms }: Features): Counted {
  return {
    words: [...split(words), ...split(once)],
    terms: terms.map(([field, name]) => keyOf(field, name)),
  }
}

/**
 * The profile of an entry. A word weighs `(1 + log2 count) · bits`, which is tf-idf with a logarithmic count;
 * the heaviest stay. A word that stands there only once is left out, and so is most of what is edited. So are words
 * that more than an eighth of the entries have: no list of stop words is needed, in any language. It takes 16 entries
 * to know that of a word that two of them have; in a smaller site texts are not compared.
 */
export function toProfile({ words, levels, terms, series }: Features, rarity: Rarity): Profile {
  const weighed = split(words)
    .map((word, at) => ({ word, level: levels[at] ?? 0, bits: bitsOfWord(rarity, word) }))
    .filter(({ bits }) => bits >= least)
    .map(({ word, level, bits }): [string, number] => [word, (1 + level) * bits])
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
  const length = Math.hypot(...weighed.map(([, weight]) => weight))
  return {
    words: weighed
      .map(([word, weight]): [string, number] => [word, Math.round((weight / length) * parts)])
      .filter(([, weight]) => weight > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    // One bit more: a term was chosen, so it says something even where all entries have it.
    terms: terms.map(([field, name]) => [field, name, bitsOfTerm(rarity, field, name) + 1]),
    series,
  }
}

function split(words: string): string[] {
  return words === '' ? [] : words.split(' ')
}
