/** A language as far as search needs to know it. */

/** Brings a word, in small letters, to its stem. */
export type Stem = (word: string) => string

/** Stemmers by language, BCP 47 without region: `en`. A language without one has its words as they are. */
export type Stemmers = Readonly<Record<string, Stem>>

/** `en-GB` is `en`. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}
