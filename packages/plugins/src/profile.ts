/** What of an entry is compared with others. */
import { bitsOf, type Rarity } from './rarity.js'

/** What an entry says of itself, whatever others say. */
export interface Features {
  /** Its words, with how often they stand in it. */
  words: [word: string, count: number][]
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

/** A word must say more than this share of what the rarest say. */
const least = 1 / 4

/** The weights of words are kept in parts of 1. Coarse, so that a word more or less seldom moves one. */
export const parts = 16

/** The names under which words and terms are counted. */
export const featureOf = {
  word: (word: string) => `w ${word}`,
  term: (field: string, name: string) => `t ${field} ${name}`,
}

/** All that is counted of an entry. */
export function featuresOf({ words, terms }: Features): string[] {
  const names = [
    ...words.map(([word]) => featureOf.word(word)),
    ...terms.map(([field, name]) => featureOf.term(field, name)),
  ]
  return [...new Set(names)]
}

/**
 * The profile of an entry. A word weighs `(1 + log2 count) · bits`, which is tf-idf with a logarithmic count;
 * the heaviest stay. A word that stands there only once is left out, and so is most of what is edited. So are words
 * that many entries have: no list of stop words is needed, in any language.
 */
export function toProfile({ words, terms, series }: Features, rarity: Rarity): Profile {
  const weighed = words
    .filter(([, count]) => count > 1)
    .map(([word, count]) => ({ word, count, bits: bitsOf(rarity, featureOf.word(word)) }))
    .filter(({ bits }) => bits > rarity.bits * least)
    .map(({ word, count, bits }): [string, number] => [word, (1 + Math.log2(count)) * bits])
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, most)
  const length = Math.hypot(...weighed.map(([, weight]) => weight))
  return {
    words: weighed
      .map(([word, weight]): [string, number] => [word, Math.round((weight / length) * parts)])
      .filter(([, weight]) => weight > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    // One bit more: a term was chosen, so it says something even where all entries have it.
    terms: terms.map(([field, name]) => [field, name, bitsOf(rarity, featureOf.term(field, name)) + 1]),
    series,
  }
}
