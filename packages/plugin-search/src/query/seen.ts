/** The words of a query, seen in a text. */
import type { Term, Word } from '../terms/word.js'
import type { Marked } from './found.js'

/** A word of a text that is one of the query. */
export interface Sighting {
  /** Which word of the query. */
  number: number
  /** Which word of the text. */
  at: number
  /** Where it stands, in UTF-16 units. */
  start: number
  end: number
}

/** Finds the words of the query among those of a text. */
export type See = (words: readonly Word[]) => Sighting[]

/** @param forms By word of the query, the forms and terms that count as it. */
export function createSee(forms: readonly Iterable<string>[]): See {
  const known = new Map<string, number>()
  forms.forEach((of, at) => {
    for (const form of of) known.set(form, known.get(form) ?? at)
  })
  const numberOf = ({ form, stem }: Term) => known.get(form) ?? known.get(stem)
  return (words) => {
    const seen: Sighting[] = []
    words.forEach((word, at) => {
      let number = numberOf(word)
      for (const part of word.parts) number ??= numberOf(part)
      if (number !== undefined) seen.push({ number, at, start: word.start, end: word.end })
    })
    return seen
  }
}

/** Which words of the query were seen. */
export function numbersIn(seen: readonly Sighting[]): Set<number> {
  return new Set(seen.map(({ number }) => number))
}

/** A stretch of a text with the words of the query marked. White space is one space. */
export function toMarked(text: string, seen: readonly Sighting[], start = 0, end = text.length): Marked {
  const pieces: { text: string; isMatch: boolean }[] = []
  let at = start
  const push = (to: number, isMatch: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at, to).replace(/\s+/g, ' '), isMatch })
    at = Math.max(at, to)
  }
  for (const word of seen) {
    if (word.start < at || word.end > end) continue
    push(word.start, false)
    push(word.end, true)
  }
  push(end, false)
  return pieces
}
