/** The words of a text: the one function by which index and query have theirs. */
import { expression, isPlain } from './expression.js'
import { lower, withoutMarks } from './fold.js'
import type { Stem } from './language.js'
import { type Piece, toPieces, versionOf } from './pieces.js'
import type { Term, WholeTerm, Word, Words } from './word.js'

/** Scripts that put no spaces between words. A segmenter takes four times as long for twice the length: a run is cut. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]{1,1000}/gu

/** Letters and digits, those joined as in `foo_bar`, `node.js`, `don't`, and `C++` and `C#`. */
const spaced = expression(
  String.raw`[\p{L}\p{N}\p{M}]+(?:(?:[-.'’]|_+)[\p{L}\p{N}\p{M}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?`,
  'gu',
)

const han = /^\p{sc=Han}{2,}$/u
const letters = expression(String.raw`^[\p{L}\p{M}]+$`)

/** Most words are nothing else, in English: what is said of them needs no more looking. */
const simple = /^[A-Za-z][a-z]{0,38}$/

/** Some characters are written as several in the form NFKC, a space or a full stop among them. */
const spacing = expression(String.raw`[^\p{L}\p{N}\p{M}+#]+`, 'gu')

/** A longer word is a hash or an address: its beginning serves, and it has no stem. */
const longest = 40

/** The first half of a character whose second one was cut off: a file can't hold it. */
const half = /[\ud800-\udbff]$/

/** Of a word of Chinese characters, each is a part: not all segmenters agree on words. */
const ofCharacter = 0.5

/** So many different words are remembered with what became of them. */
const remembered = 100_000

/**
 * @param language BCP 47; decides on words where no spaces stand between them.
 * @param stem Without it, words are their own stems.
 */
export function createWords(language: string, stem: Stem = (word) => word): Words {
  let known = new Map<string, readonly WholeTerm[]>()
  let segmenter: Intl.Segmenter | undefined
  const terms: Words['terms'] = (word) => {
    const found = known.get(word)
    if (found) return found
    if (known.size === remembered) known = new Map()
    // A copy: a part of a text keeps all of it in memory, and is read as slowly as its strangest letter.
    const copy = word.split('').join('')
    const made = toKnown(copy, stem)
    known.set(copy, made)
    return made
  }
  const each: Words['each'] = (text, found) => {
    const eachSpaced = (from: number, to: number) => {
      const part = text.slice(from, to)
      // There are thousands of words: so none of them is an object of its own.
      part.replace(spaced(part), (word, index) => {
        found(word, from + index)
        return word
      })
    }
    let end = 0
    for (const { 0: run, index } of isPlain(text) ? [] : text.matchAll(unspaced)) {
      if (end < index) eachSpaced(end, index)
      segmenter ??= new Intl.Segmenter(language, { granularity: 'word' })
      end = index + run.length
      for (const { segment, index: at, isWordLike } of segmenter.segment(run)) {
        if (isWordLike) found(segment, index + at)
      }
    }
    eachSpaced(end, text.length)
  }
  return {
    each,
    terms,
    in(text) {
      const words: Word[] = []
      each(text, (written, start) => {
        const end = start + written.length
        for (const term of terms(written)) words.push({ ...term, start, end })
      })
      return words
    },
  }
}

function toKnown(word: string, stem: Stem): WholeTerm[] {
  if (simple.test(word)) {
    const form = word.toLowerCase()
    return [{ form, stem: (form.length > 2 && withoutMarks(stem(form))) || form, parts: [] }]
  }
  const number = versionOf(word)?.slice(0, longest)
  if (number !== undefined) return [{ form: number, stem: number, parts: [] }]
  return withoutElisions(word).flatMap((one) => {
    const { whole, pieces } = toPieces(one)
    return termsOf(whole, stem).map((term) => ({
      ...term,
      parts: [...pieces, ...charactersOf(whole)].flatMap(({ text, weight }) =>
        termsOf(text, stem).map((part) => ({ ...part, weight })),
      ),
    }))
  })
}

function charactersOf(word: string): Piece[] {
  return han.test(word) ? [...word].map((text) => ({ text, weight: ofCharacter })) : []
}

/** What an apostrophe joins: `l'eau` is two words, `Ada's` is `Ada`, and `don't` is one. */
function withoutElisions(word: string): string[] {
  const [first = '', ...rest] = word.split(/['’]/)
  if (rest.length === 0) return [word]
  if (first.length <= 2) return rest
  return [[first, ...rest.filter((part) => lower(part) !== 's')].join('')]
}

/** A term, or none where no letter is left. */
function termsOf(text: string, stem: Stem): Term[] {
  const word = lower(text)
  const cut = withoutMarks(word).replace(spacing(word), '').slice(0, longest)
  const form = cut.replace(half, '')
  const isStemmed = form.length > 2 && cut.length < longest && letters(word).test(word)
  return form ? [{ form, stem: (isStemmed && withoutMarks(stem(word))) || form }] : []
}
