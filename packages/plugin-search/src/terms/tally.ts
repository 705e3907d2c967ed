/** How often words stand in a text: all that an index needs to know of most texts. */
import type { WholeTerm, Words } from './word.js'

/** Calls back with what `words.in` finds, the same words at once: how many there are. */
export function tally(words: Words, text: string, found: (term: WholeTerm, times: number) => void): void {
  const counts = new Map<readonly WholeTerm[], number>()
  words.each(text, (terms) => counts.set(terms, (counts.get(terms) ?? 0) + 1))
  for (const [terms, times] of counts) for (const term of terms) found(term, times)
}
