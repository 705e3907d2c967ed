// A search that looks at each document in turn, and knows neither files nor drawers: what the real one is compared with.
import { filterTerm } from '../src/format/entry.js'
import { ofImpact, toImpact } from '../src/format/impact.js'
import { standardWeights } from '../src/options.js'
import type { FindOptions } from '../src/query/found.js'
import { toQuery } from '../src/query/query.js'
import * as tuning from '../src/query/tuning.js'
import type { Term, Word, Words } from '../src/terms/word.js'
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
  const average = averageOf(read.map(({ length }) => length))
  const query = toQuery(text, words)
  const asked = query.words.map((word) => ({ word, ...weightsFor(word, isTyping && word.isOpen, read) }))
  const amounts = asked.map(({ word, weights }) => {
    return read.map((one) => (weights.size === 0 ? 0 : amountIn(one, word, weights, average)))
  })
  const rarity = amounts.map((row) => {
    const count = row.filter((amount) => amount > 0).length
    return Math.log(1 + (read.length - count + 0.5) / (count + 0.5))
  })
  const isFound = amounts.map((row) => row.some((amount) => amount > 0))
  const total = asked.reduce(
    (sum, { word }, at) => sum + (isFound[at] || word.isRequired ? (rarity[at] ?? 0) : 0),
    0,
  )
  const scored = read.map((one, at) => {
    const has = amounts.map((row) => (row[at] ?? 0) > 0)
    const sum = rarity.reduce((sum, rare, word) => sum + rare * (amounts[word]?.[at] ?? 0), 0)
    const told = rarity.reduce((sum, rare, word) => sum + (has[word] ? rare : 0), 0)
    const isWanted =
      (asked.length === 0
        ? Object.values(filters).some((values) => values.length > 0)
        : has.includes(true)) &&
      asked.every(({ word }, at) => !word.isRequired || has[at]) &&
      Object.entries(filters).every(([field, values]) => {
        return values.length === 0 || values.some((value) => one.terms.has(filterTerm(field, value)))
      }) &&
      !query.not.some((group) => group.every((word) => hasWord(one, word)))
    const holds =
      query.phrases.every((phrase) => hasPhrase(one.document, phrase, words)) &&
      !query.notPhrases.some((phrase) => hasPhrase(one.document, phrase, words))
    const score = asked.length === 0 ? 0 : sum * (told / total) ** tuning.coordination
    const { id, day = Number.NEGATIVE_INFINITY } = one.document
    return { id, day, isWanted, holds, score, words: has.filter(Boolean).length }
  })
  const byTerms = scored.filter(({ isWanted }) => isWanted)
  const isDated = sort === 'date' || asked.length === 0
  const byScore = (a: (typeof scored)[number], b: (typeof scored)[number]) => b.score - a.score || a.id - b.id
  const ordered = byTerms.sort((a, b) =>
    isDated && a.day !== b.day ? (a.day < b.day ? 1 : -1) : byScore(a, b),
  )
  // Which pages have most of the words is known before phrases are looked for.
  const most = Math.max(0, ...ordered.map((one) => one.words))
  return {
    ids: ordered.filter((one) => one.holds && (!isDated || one.words === most)).map(({ id }) => id),
    corrected: asked
      .filter(({ isCorrected }, at) => isCorrected && isFound[at])
      .map(({ word }) => word.typed),
    missing: asked.filter((_, at) => !isFound[at]).map(({ word }) => word.typed),
  }
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
  const byCount = (a: (typeof terms)[number], b: (typeof terms)[number]) =>
    b.count - a.count || (a.term < b.term ? -1 : 1)
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
  const letters = [...word.form].length
  const most = /\d/.test(word.form) ? 0 : letters >= tuning.twoEdits ? 2 : letters >= tuning.oneEdit ? 1 : 0
  const beginning = [...word.form].slice(0, 2).join('')
  const near = terms
    .map((one) => {
      const forms = one.forms.filter((form) => form.startsWith(beginning))
      return { ...one, edits: Math.min(...forms.map((form) => distance(word.form, form))) }
    })
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || byCount(a, b))
  const same = near.filter(({ edits }) => edits === 0)
  for (const { term, edits } of same.length > 0 ? same : near.slice(0, tuning.mostTypos)) {
    allow(term, tuning.typo ** edits)
  }
  return { weights, isCorrected: same.length === 0 && near.length > 0 }
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

/** The optimal string alignment, as its definition has it. */
export function distance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]]
  const known = new Map<string, number>()
  const between = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = `${i} ${j}`
    const found = known.get(key)
    if (found !== undefined) return found
    const least = Math.min(
      between(i - 1, j) + 1,
      between(i, j - 1) + 1,
      between(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]),
      i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? between(i - 2, j - 2) + 1 : i + j,
    )
    known.set(key, least)
    return least
  }
  return between(a.length, b.length)
}
