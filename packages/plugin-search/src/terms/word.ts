/** A word of a text, as search knows it. Index and query have their words from the same function: `createWords`. */

/** What a word is found by. */
export interface Term {
  /** The word without capitals and marks. */
  form: string
  /** What words of one stem share: `cach` for `cache` and `caching`. The index has this. */
  stem: string
}

/** A part of a word that was written as one. */
export interface Part extends Term {
  /** How much of a word it is: 1 where it could stand alone, less where it was cut out. */
  weight: number
}

/** A term with what it is made of: `getUserId` of `get`, `user`, `id`; a word that is one piece has no parts. */
export interface WholeTerm extends Term {
  parts: readonly Part[]
}

/** A word of a text. */
export interface Word extends WholeTerm {
  /** Where it stands in the text, in UTF-16 units. */
  start: number
  end: number
}

/** Finds the words of a text in one language. */
export interface Words {
  in(text: string): Word[]
  /** Calls back with each stretch that is written as one word, and where it begins. */
  each(text: string, found: (written: string, start: number) => void): void
  /** What such a stretch is found by: mostly one term. */
  terms(written: string): readonly WholeTerm[]
}
