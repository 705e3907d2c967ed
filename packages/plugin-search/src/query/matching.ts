/** Which documents have a word of a query, and how much of it. */
import { beginningOf } from '../format/drawer.js'
import { ofImpact } from '../format/impact.js'
import type { IndexTerm } from '../format/shard.js'
import type { Term, Word } from '../terms/word.js'
import { editsBetween } from './edits.js'
import type { Index } from './index-reader.js'
import * as tuning from './tuning.js'

/** What is found by one word of a query. */
export interface Match {
  /** How much of it each document has, its length considered: from 0 to a bound. */
  documents: Map<number, number>
  /** The forms and terms by which the word is seen in a text. */
  seenAs: Set<string>
  /** What was searched in place of a word that stands nowhere. */
  used: string[]
}

/** What may count as the word besides itself. */
export interface Leeway {
  /** Longer words that begin with it, if it is none itself. */
  isOpen?: boolean
  /** Words that look like it, if it stands nowhere. */
  isMisspelt?: boolean
}

/** A term that counts as the word, and how much. */
type Likeness = { term: IndexTerm; weight: number }
/** Edits from the word that was typed, and how it may be meant to be written: a stem is for no one to read. */
type Near = Likeness & { edits: number; form: string }

/** @param stems The terms that the word may be in the index. */
export async function matchWord(
  index: Index,
  word: Word,
  stems: readonly string[],
  { isOpen = false, isMisspelt = false }: Leeway = {},
): Promise<Match> {
  const [whole, parts] = await Promise.all([
    termsAs(index, stems),
    termsAs(index, [...new Set(word.parts.map(({ stem }) => stem))]),
  ])
  // What is a word as it stands is taken for it: to look for longer ones, more files would have to be read.
  const isWord = whole.some((term) => term?.forms.includes(word.form))
  const longer = isOpen && !isWord ? await termsFrom(index, word.form) : []
  const match: Match = { documents: new Map(), seenAs: new Set(), used: [] }
  const amountOf = amounts(index.entry.length)
  const take = ({ term, weight }: Likeness) => {
    see(match, term)
    for (const [id, amount] of amountsOf(term, amountOf)) add(match, id, amount * weight)
  }
  for (const term of whole) if (term) take({ term, weight: 1 })
  if (parts.length > 0) takeParts(match, parts, amountOf)
  for (const likeness of longer) take(likeness)
  if (match.documents.size === 0 && isMisspelt) {
    const like = await termsNear(index, word)
    for (const likeness of like) take(likeness)
    match.used = like.filter(({ edits }) => edits > 0).map(({ form }) => form)
  }
  if (match.documents.size > 0) see(match, { term: word.stem, forms: [word.form] })
  return match
}

function termsAs(index: Index, terms: readonly string[]): Promise<(IndexTerm | undefined)[]> {
  return Promise.all(terms.map((term) => index.term(term)))
}

/** A document with all of the parts has something of the whole. */
function takeParts(
  match: Match,
  parts: readonly (IndexTerm | undefined)[],
  amountOf: (impact: number) => number,
): void {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const part of parts) {
    if (part === undefined) return
    for (const [id, amount] of amountsOf(part, amountOf)) {
      const { sum, count } = sums.get(id) ?? { sum: 0, count: 0 }
      sums.set(id, { sum: sum + amount, count: count + 1 })
    }
  }
  for (const [id, { sum, count }] of sums) {
    if (count === parts.length) add(match, id, (sum / count) * tuning.parts)
  }
  for (const part of parts) see(match, part as IndexTerm)
}

/** Terms with a form that begins so: those of most documents, and the less the more is still to type. */
async function termsFrom(index: Index, beginning: string): Promise<Likeness[]> {
  // A letter alone does not say in which drawer to look, in most scripts.
  if (beginningOf(`${beginning}x`) !== beginningOf(beginning)) return []
  const goesOn = (form: string) => form.startsWith(beginning)
  const terms = (await index.termsLike(beginning, goesOn)).sort(byCount).slice(0, tuning.mostPrefixed)
  return terms.map((term) => {
    const shortest = Math.min(...term.forms.filter(goesOn).map(({ length }) => length))
    return { term, weight: (tuning.prefix * beginning.length) / shortest }
  })
}

/**
 * Terms with a form that is this word, or nearly. The first two letters must be right, or it would have to be looked for
 * everywhere; in numbers each digit counts.
 */
async function termsNear(index: Index, { form: word }: Term): Promise<Near[]> {
  const letters = [...word]
  const most = /\p{N}/u.test(word)
    ? 0
    : Number(letters.length >= tuning.oneEdit) + Number(letters.length >= tuning.twoEdits)
  const beginning = letters.slice(0, 2).join('')
  const rest = letters.slice(2)
  const editsOf = (form: string) =>
    form.startsWith(beginning) ? editsBetween(rest, [...form.slice(beginning.length)], most) : most + 1
  const near = (await index.termsLike(word, (form) => editsOf(form) <= most)).map((term) => {
    const forms = [...term.forms].sort((a, b) => editsOf(a) - editsOf(b))
    const edits = Math.min(...forms.map(editsOf))
    return { term, edits, form: forms[0] ?? term.term, weight: tuning.typo ** edits }
  })
  near.sort((a, b) => a.edits - b.edits || byCount(a.term, b.term))
  // The word itself, in a language that was not thought of, is not misspelt.
  const same = near.filter(({ edits }) => edits === 0)
  if (same.length > 0) return same
  return near.slice(0, tuning.mostTypos)
}

/** The weight of a field grows without bound, what it says of a document does not. */
function amounts(average: number): (impact: number) => number {
  const known = Array.from({ length: 256 }, (_, impact) => {
    const { weight, length } = ofImpact(impact)
    const evened = weight / (1 - tuning.lengthNorm + (tuning.lengthNorm * length) / Math.max(average, 1))
    return (evened * (tuning.saturation + 1)) / (evened + tuning.saturation)
  })
  return (impact) => known[impact] as number
}

function* amountsOf(
  term: IndexTerm,
  amountOf: (impact: number) => number,
): Generator<[id: number, amount: number]> {
  const { ids, impacts } = term.documents()
  for (let at = 0; at < ids.length; at++) yield [ids[at] as number, amountOf(impacts[at] as number)]
}

function add({ documents }: Match, id: number, amount: number): void {
  documents.set(id, Math.max(documents.get(id) ?? 0, amount))
}

function see({ seenAs }: Match, { term, forms }: Pick<IndexTerm, 'term' | 'forms'>): void {
  seenAs.add(term)
  for (const form of forms) seenAs.add(form)
}

function byCount(a: IndexTerm, b: IndexTerm): number {
  return b.count - a.count || compare(a.term, b.term)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
