/** The words of a query, seen in a text. */
import type { Term, Word } from '../terms/word.js'
import type { Marked } from './found.js'

/** Says which word of the query a word of a text is, by its number, if it is any. */
export type Seen = (word: Word) => number | undefined

/** @param forms By word of the query, the forms and terms that count as it. */
export function createSeen(forms: readonly Iterable<string>[]): Seen {
  const known = new Map<string, number>()
  forms.forEach((of, at) => {
    for (const form of of) known.set(form, known.get(form) ?? at)
  })
  const seen = ({ form, stem }: Term) => known.get(form) ?? known.get(stem)
  return (word) => {
    let at = seen(word)
    for (const part of word.parts) at ??= seen(part)
    return at
  }
}

/** A stretch of a text with the words of the query marked. White space is one space. */
export function toMarked(
  text: string,
  words: readonly Word[],
  seen: Seen,
  start = 0,
  end = text.length,
): Marked {
  const pieces: { text: string; isMatch: boolean }[] = []
  let at = start
  const push = (to: number, isMatch: boolean) => {
    if (to > at) pieces.push({ text: text.slice(at, to).replace(/\s+/g, ' '), isMatch })
    at = Math.max(at, to)
  }
  for (const word of words) {
    if (word.start < at || word.end > end || seen(word) === undefined) continue
    push(word.start, false)
    push(word.end, true)
  }
  push(end, false)
  return pieces
}
