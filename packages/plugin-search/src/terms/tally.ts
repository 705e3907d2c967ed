/** How often words stand in a text: all that an index needs to know of most texts. */
import type { WholeTerm, Words } from './word.js'

/** Calls back with what `words.in` finds, the same words at once: how many there are. */
export function tally(words: Words, text: string, found: (term: WholeTerm, times: number) => void): void {
  const counts = new Map<string, { times: number }>()
  words.each(text, (written) => {
    const known = counts.get(written)
    if (known) known.times++
    else counts.set(written, { times: 1 })
  })
  for (const [written, { times }] of counts) for (const term of words.terms(written)) found(term, times)
}
