/** Phrases: words that stand in a text as they stand in the query. */
import type { Word } from '../terms/word.js'

/** Words written without what is between them, and where in that row of letters words begin. */
export interface Row {
  letters: string
  /** By position, also behind the last letter: whether a word or a piece of one begins there, and if it must. */
  borders: readonly Border[]
}

/** `word`: between two words. `piece`: inside `fooBar`, or between words of a script that writes no spaces. */
type Border = 'word' | 'piece' | undefined

export function toRow(words: readonly Word[]): Row {
  const borders: Border[] = []
  let letters = ''
  let end = -1
  for (const { form, parts, start, end: wordEnd } of words) {
    borders[letters.length] = start === end ? 'piece' : 'word'
    let at = 0
    for (const part of parts) {
      if (!form.startsWith(part.form, at)) continue
      if (at > 0) borders[letters.length + at] = 'piece'
      at += part.form.length
    }
    letters += form
    end = wordEnd
  }
  borders[letters.length] = 'word'
  return { letters, borders }
}

/**
 * Whether a text has a phrase. Words may be joined in one of them and apart in the other only where the joined one has
 * pieces: `foo bar` stands in `fooBar`, and in `foobar` it does not.
 */
export function holdsPhrase(text: Row, phrase: Row): boolean {
  for (let at = text.letters.indexOf(phrase.letters); at >= 0; ) {
    if (isAligned(text, phrase, at)) return true
    at = text.letters.indexOf(phrase.letters, at + 1)
  }
  return false
}

function isAligned(text: Row, phrase: Row, at: number): boolean {
  const { length } = phrase.letters
  if (!text.borders[at] || !text.borders[at + length]) return false
  for (let inner = 1; inner < length; inner++) {
    const [here, asked] = [text.borders[at + inner], phrase.borders[inner]]
    if ((here === 'word' && !asked) || (asked === 'word' && !here)) return false
  }
  return true
}
