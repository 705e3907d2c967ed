/** A query as it was typed, taken apart. */
import type { Word, Words } from '../terms/word.js'

/** A word of a query. */
export interface TypedWord extends Word {
  /** As it was typed. */
  typed: string
}

/** A word that pages are searched for. */
export interface QueryWord extends TypedWord {
  /** Whether pages must have it: it stands in a phrase. */
  isRequired: boolean
  /** Whether it may go on: the query ends with it. */
  isOpen: boolean
}

/** What is searched for. */
export interface Query {
  /** All words that pages may have, those of phrases too; each once, in order. */
  words: QueryWord[]
  phrases: (readonly TypedWord[])[]
  /** Words that a page must not have; where several stand together, all of them. */
  not: (readonly TypedWord[])[]
  notPhrases: (readonly TypedWord[])[]
}

/** More is not typed, but pasted. */
const mostCharacters = 1000
const mostWords = 32

/** A phrase, or what stands between spaces. A quotation mark inside a word, or without another one, is no such mark. */
const item = /(?<!\S)(-?)"([^"]*)"|\S+/g

/** Keyboards of telephones make them of plain ones. */
const quotationMarks = /[“”„«»]/g

/**
 * Takes a query apart. Only its first 1,000 characters and 32 words count.
 *
 * @param words Finds the words of a text, as it does for the index.
 */
export function toQuery(text: string, words: Words): Query {
  const query: Query = { words: [], phrases: [], not: [], notPhrases: [] }
  const plain = text.slice(0, mostCharacters).replace(quotationMarks, '"')
  let left = mostWords
  for (const { 0: whole, 1: minus, 2: phrase, index } of plain.matchAll(item)) {
    const isPhrase = phrase !== undefined
    const isNot = isPhrase ? minus : /^-[^-]/.test(whole)
    const source = phrase ?? whole
    const found = words.in(source).slice(0, left)
    left -= found.length
    const typed = found.map((word) => ({ ...word, typed: source.slice(word.start, word.end) }))
    if (typed.length === 0) continue
    if (isNot) {
      query[isPhrase ? 'notPhrases' : 'not'].push(typed)
      continue
    }
    if (isPhrase) query.phrases.push(typed)
    const isLast = !isPhrase && index + whole.length === text.length
    for (const word of typed) {
      const isOpen = isLast && word.end === source.length
      add(query.words, { ...word, isRequired: isPhrase, isOpen })
    }
  }
  return query
}

/** Each word once. */
function add(words: QueryWord[], word: QueryWord): void {
  const known = words.find(({ form }) => form === word.form)
  if (!known) words.push(word)
  else {
    known.isRequired ||= word.isRequired
    known.isOpen ||= word.isOpen
  }
}
