/** The words of a text and how often each stands there, in any script. */

/** A text, and how many times each of its words counts: a title says more than a paragraph. */
export interface WeighedText {
  text: string
  times: number
}

/** Beyond these an entry has no more words: the rarest in it, which say little of a text of that length. */
const most = 512

/** A word in scripts that put spaces between words; what is longer is a hash or an address. */
const word = /(?<![\p{L}\p{M}\p{N}])\p{L}[\p{L}\p{M}\p{N}]{1,39}(?![\p{L}\p{M}\p{N}])/gu

/** Scripts without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

/**
 * Words with how often they stand in the texts, most often first, then by code unit; at most 512. They are
 * in small letters and in the form NFKC. Single letters and numbers are none.
 *
 * @param language BCP 47, for scripts that put no spaces between words.
 */
export function countWords(texts: readonly WeighedText[], language: string): [word: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { text, times } of texts) {
    for (const one of wordsOf(text, language)) counts.set(one, (counts.get(one) ?? 0) + times)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, most)
}

/** A segmenter knows all scripts, but takes ten times as long: it is asked only where there are no spaces. */
function wordsOf(text: string, language: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase()
  const runs = plain.match(unspaced)
  if (!runs) return plain.match(word) ?? []
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const segmented = runs.flatMap((run) =>
    [...segmenter.segment(run)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
  )
  return [...(plain.replace(unspaced, ' ').match(word) ?? []), ...segmented]
}
