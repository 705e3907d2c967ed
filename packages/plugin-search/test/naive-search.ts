// A search that looks at each document in turn, and knows neither files nor drawers: what the real one is compared with.
import { filterTerm } from '../src/format/entry.js'
import { ofImpact, toImpact } from '../src/format/impact.js'
import { standardWeights } from '../src/options.js'
import type { FindOptions } from '../src/query/found.js'
import { type Query, type QueryWord, toQuery } from '../src/query/query.js'
import * as tuning from '../src/query/tuning.js'
import type { Term, Word, Words } from '../src/terms/word.js'
import { distance } from './edit-distance.js'
import type { MemoryDocument } from './memory-index.js'

/** A term in a document: weight and the forms it is written in. */
interface Occurrence {
  weight: number
  forms: Set<string>
}

/** A document with its terms. */
interface Read {
  document: MemoryDocument
  terms: Map<string, Occurrence>
  length: number
}

/** Documents as `find` has them in windows of one: ids in order, and how words were understood. */
export interface NaiveFound {
  ids: number[]
  corrected: string[]
  missing: string[]
}

export function naiveSearch(
  documents: readonly MemoryDocument[],
  text: string,
  { filters = {}, sort = 'relevance', isTyping = true }: FindOptions,
  words: Words,
): NaiveFound {
  const read = documents.map((document) => {
    return { document, terms: occurrencesIn(document, words), length: lengthOf(document, words) }
  })
  const query = toQuery(text, words)
  const asked = query.words.map((word) => ask(word, isTyping && word.isOpen, read))
  const isDated = sort === 'date' || asked.length === 0
  const ordered = read
    .map((one, at) => ({ one, ...score(asked, at), day: one.document.day ?? Number.NEGATIVE_INFINITY }))
    .filter(({ one, has }) => isWanted(one, has, query, filters))
    .sort((a, b) => {
      if (isDated && a.day !== b.day) return a.day < b.day ? 1 : -1
      return b.score - a.score || a.one.document.id - b.one.document.id
    })
  // Which pages have most of the words is known before phrases are looked for.
  const most = Math.max(0, ...ordered.map(({ has }) => has.filter(Boolean).length))
  const holds = ({ document }: Read) =>
    query.phrases.every((phrase) => hasPhrase(document, phrase, words)) &&
    !query.notPhrases.some((phrase) => hasPhrase(document, phrase, words))
  return {
    ids: ordered
      .filter(({ one, has }) => holds(one) && (!isDated || has.filter(Boolean).length === most))
      .map(({ one }) => one.document.id),
    corrected: asked
      .filter(({ isCorrected, isFound }) => isCorrected && isFound)
      .map(({ word }) => word.typed),
    missing: asked.filter(({ isFound }) => !isFound).map(({ word }) => word.typed),
  }
}

/** A word of a query, looked for in each document. */
interface Asked {
  word: QueryWord
  /** How much of it each document has. */
  amounts: number[]
  rarity: number
  isFound: boolean
  isCorrected: boolean
}

function ask(word: QueryWord, isOpen: boolean, read: readonly Read[]): Asked {
  const average = averageOf(read.map(({ length }) => length))
  const { weights, isCorrected } = weightsFor(word, isOpen, read)
  const amounts = read.map((one) => (weights.size === 0 ? 0 : amountIn(one, word, weights, average)))
  const count = amounts.filter((amount) => amount > 0).length
  const rarity = Math.log(1 + (read.length - count + 0.5) / (count + 0.5))
  return { word, amounts, rarity, isFound: count > 0, isCorrected }
}

/** What a document is worth, and which of the words it has. @param at Its place among all. */
function score(asked: readonly Asked[], at: number): { score: number; has: boolean[] } {
  const has = asked.map(({ amounts }) => (amounts[at] ?? 0) > 0)
  const sumOf = (part: (one: Asked, word: number) => number) =>
    asked.reduce((sum, one, word) => sum + part(one, word), 0)
  const sum = sumOf(({ rarity, amounts }) => rarity * (amounts[at] ?? 0))
  const told = sumOf(({ rarity }, word) => (has[word] ? rarity : 0))
  const total = sumOf(({ rarity, isFound, word }) => (isFound || word.isRequired ? rarity : 0))
  return { has, score: asked.length === 0 ? 0 : sum * (told / total) ** tuning.coordination }
}

/** As far as terms tell. */
function isWanted(
  one: Read,
  has: readonly boolean[],
  query: Query,
  filters: NonNullable<FindOptions['filters']>,
): boolean {
  const fields = Object.entries(filters).filter(([, values]) => values.length > 0)
  return (
    (query.words.length === 0 ? fields.length > 0 : has.includes(true)) &&
    query.words.every(({ isRequired }, word) => !isRequired || has[word]) &&
    fields.every(([field, values]) => values.some((value) => one.terms.has(filterTerm(field, value)))) &&
    !query.not.some((group) => group.every((word) => hasWord(one, word)))
  )
}

/** What a document is found by: each word whole, and its parts with their weights. */
function occurrencesIn(document: MemoryDocument, words: Words): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>()
  const add = (term: string, form: string, weight: number) => {
    const one = found.get(term) ?? { weight: 0, forms: new Set() }
    one.weight += weight
    one.forms.add(form)
    found.set(term, one)
  }
  const take = (texts: readonly string[], field: number) => {
    for (const { stem, form, parts } of texts.flatMap((text) => words.in(text))) {
      add(stem, form, field)
      for (const part of parts) add(part.stem, part.form, part.weight * field)
    }
  }
  const { title, tags = [], authors = [], summary = '', sections } = document
  take([title], standardWeights.title)
  take(tags, standardWeights.tags)
  take(authors, standardWeights.authors)
  take([summary], standardWeights.summary)
  for (const { heading, text, code } of sections) {
    take([heading], standardWeights.headings)
    take([text], standardWeights.text)
    take([code], standardWeights.code)
  }
  for (const tag of tags) add(filterTerm('tags', tag), filterTerm('tags', tag), 1)
  return found
}

function lengthOf({ sections }: MemoryDocument, words: Words): number {
  return sections.reduce((length, { text }) => length + words.in(text).length, 0)
}

/** As an index knows it: to one digit. */
function averageOf(numbers: readonly number[]): number {
  const average = numbers.reduce((sum, number) => sum + number, 0) / Math.max(numbers.length, 1)
  return Math.max(Number(average.toPrecision(1)), 1)
}

/** The terms that count as a word, by brute force over all terms of all documents. */
function weightsFor(word: Word & { isRequired: boolean }, isOpen: boolean, read: readonly Read[]) {
  const weights = new Map<string, number>()
  const allow = (term: string, weight: number) => weights.set(term, Math.max(weights.get(term) ?? 0, weight))
  for (const term of [word.stem, word.form]) allow(term, 1)
  const terms = [...new Set(read.flatMap(({ terms }) => [...terms.keys()]))].map((term) => {
    const having = read.filter((one) => one.terms.has(term))
    const forms = new Set(having.flatMap((one) => [...(one.terms.get(term)?.forms ?? [])]))
    return { term, forms: [...forms], count: having.length }
  })
  const isWord = terms.some(
    ({ term, forms }) => (term === word.stem || term === word.form) && forms.includes(word.form),
  )
  const isDense = /^\p{Script=Han}/u.test(word.form)
  if (isOpen && !isWord && (isDense || [...word.form].length >= 2)) {
    const longer = terms.filter(({ forms }) => forms.some((form) => form.startsWith(word.form)))
    for (const { term, forms } of longer.sort(byCount).slice(0, tuning.mostPrefixed)) {
      const lengths = forms.filter((form) => form.startsWith(word.form)).map(({ length }) => length)
      allow(term, (tuning.prefix * word.form.length) / Math.min(...lengths))
    }
  }
  const isKnown = read.some((one) => amountIn(one, word, weights, 1) > 0)
  if (isKnown || word.isRequired) return { weights, isCorrected: false }
  const near = termsNear(word.form, terms)
  const same = near.filter(({ edits }) => edits === 0)
  for (const { term, edits } of same.length > 0 ? same : near.slice(0, tuning.mostTypos)) {
    allow(term, tuning.typo ** edits)
  }
  return { weights, isCorrected: same.length === 0 && near.length > 0 }
}

interface Counted {
  term: string
  forms: string[]
  count: number
}

const byCount = (a: Counted, b: Counted) => b.count - a.count || (a.term < b.term ? -1 : 1)

/** The nearest first. */
function termsNear(word: string, terms: readonly Counted[]): (Counted & { edits: number })[] {
  const { length } = [...word]
  const most = /\d/.test(word) ? 0 : length >= tuning.twoEdits ? 2 : length >= tuning.oneEdit ? 1 : 0
  const beginning = [...word].slice(0, 2).join('')
  return terms
    .map((one) => {
      const forms = one.forms.filter((form) => form.startsWith(beginning))
      return { ...one, edits: Math.min(...forms.map((form) => distance(word, form))) }
    })
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || byCount(a, b))
}

function amountIn(
  one: Read,
  word: Pick<Word, 'parts'>,
  weights: Map<string, number>,
  average: number,
): number {
  const amount = (term: string) => {
    const found = one.terms.get(term)
    if (!found) return 0
    const { weight, length } = ofImpact(toImpact(found.weight, one.length))
    const share = weight / (1 - tuning.lengthNorm + tuning.lengthNorm * (length / average))
    return ((tuning.saturation + 1) * share) / (tuning.saturation + share)
  }
  const parts = [...new Set(word.parts.map(({ stem }: Term) => stem))].map(amount)
  const ofParts = parts.length > 0 && parts.every((part) => part > 0)
  const sum = parts.reduce((sum, part) => sum + part, 0)
  return Math.max(
    ofParts ? (sum / parts.length) * tuning.parts : 0,
    ...[...weights].map(([term, weight]) => amount(term) * weight),
  )
}

/** A word that is excluded is meant as it is written. */
function hasWord({ terms }: Read, { stem, form }: Word): boolean {
  return terms.has(stem) || terms.has(form)
}

/** For phrases of words that are no names in pieces. */
function hasPhrase(document: MemoryDocument, phrase: readonly Word[], words: Words): boolean {
  const asked = ` ${phrase.map(({ form }) => form).join(' ')} `
  const texts = [
    document.title,
    ...(document.tags ?? []),
    ...(document.authors ?? []),
    ...document.sections.flatMap(({ heading, text, code }) => [heading, text, code]),
  ]
  return texts.some((text) =>
    ` ${words
      .in(text)
      .map(({ form }) => form)
      .join(' ')} `.includes(asked),
  )
}
