/** The terms that a word of a query may be in an index. */
import type { Stemmers } from '../terms/language.js'
import { createWords } from '../terms/words.js'
import type { TypedWord } from './query.js'

/** The terms of a word: its stem in each language of the index, and the word as it is. */
export type Stems = (word: TypedWord) => readonly string[]

/** @param own The language of queries: their words have stems in it. */
export function createStems(stemmers: Stemmers, own: string): (languages: readonly string[]) => Stems {
  return (languages) => {
    const others = languages
      .filter((language) => language !== own && Object.hasOwn(stemmers, language))
      .map((language) => createWords(language, stemmers[language]))
    return ({ typed, form, stem }) => {
      const foreign = others.flatMap((words) => words.in(typed))
      const same = foreign.filter((word) => word.form === form)
      return [...new Set([stem, ...same.map((word) => word.stem), form])]
    }
  }
}
