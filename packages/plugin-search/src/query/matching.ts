/** Which documents have a word of a query, and how much of it. */
import { beginningOf } from '../format/drawer.js'
import { ofImpact } from '../format/impact.js'
import type { IndexTerm } from '../format/shard.js'
import type { Word } from '../terms/word.js'
import { type Amounts, joined } from './amounts.js'
import type { Index } from './index-reader.js'
import { sum } from './sum.js'
import * as tuning from './tuning.js'

/** What is found by one word of a query. */
export interface Match {
  /** How much of it each document has, its length considered: from 0 to a bound. */
  documents: Amounts
  /** The forms and terms by which the word is seen in a text. */
  seenAs: Set<string>
  /** What was searched in place of a word that stands nowhere. */
  used: string[]
}

/** What may count as the word besides itself. */
export interface Leeway {
  /** Longer words that begin with it, if it is none itself. */
  isOpen?: boolean
  /** Not by its parts: it is meant as it is written. */
  isWhole?: boolean
  /** Words that look like it, if it stands nowhere. */
  isMisspelt?: boolean
}

/** A term that counts as the word, and how much. */
export type Likeness = { term: IndexTerm; weight: number }

/** @param stems The terms that the word may be in the index. */
export async function matchWord(
  index: Index,
  word: Word,
  stems: readonly string[],
  { isOpen = false, isWhole = false, isMisspelt = false }: Leeway = {},
): Promise<Match> {
  const [whole, parts] = await Promise.all([
    termsAs(index, stems),
    termsAs(index, isWhole ? [] : [...new Set(word.parts.map(({ stem }) => stem))]),
  ])
  // What is a word as it stands is taken for it: to look for longer ones, more files would have to be read.
  const isWord = whole.some((term) => term?.forms.includes(word.form))
  const longer = isOpen && !isWord ? await termsFrom(index, word.form) : []
  const found = [...whole.flatMap((term) => (term ? [{ term, weight: 1 }] : [])), ...longer]
  // A document with all of the parts has something of the whole.
  const pieces = parts.every((part) => part !== undefined) ? parts.map((term) => ({ term, weight: 1 })) : []
  const listOf = toList(index.entry.length)
  const most = (amounts: readonly number[]) => Math.max(...amounts)
  const ofParts = (amounts: readonly number[]) =>
    amounts.includes(-1) ? -1 : (sum(amounts) / amounts.length) * tuning.parts
  const lists = found.map(listOf)
  if (pieces.length > 0) lists.push(joined(pieces.map(listOf), ofParts))
  const exact = lists.length === 1 ? (lists[0] as Amounts) : joined(lists, most)
  // Most words are there: only who misspells one loads what that takes.
  const near =
    exact.ids.length === 0 && isMisspelt ? await (await import('./near.js')).termsNear(index, word) : []
  const documents = near.length > 0 ? joined(near.map(listOf), most) : exact
  const seenAs = new Set(
    [...found, ...pieces, ...near].flatMap(({ term: { term, forms } }) => [term, ...forms]),
  )
  if (documents.ids.length > 0) seenAs.add(word.stem).add(word.form)
  return { documents, seenAs, used: near.filter(({ edits }) => edits > 0).map(({ form }) => form) }
}

function termsAs(index: Index, terms: readonly string[]): Promise<(IndexTerm | undefined)[]> {
  return Promise.all(terms.map((term) => index.term(term)))
}

/** Terms with a form that begins so: those of most documents, and the less the more is still to type. */
async function termsFrom(index: Index, beginning: string): Promise<Likeness[]> {
  // A letter alone does not say in which drawer to look, in most scripts.
  if (beginningOf(`${beginning}x`) !== beginningOf(beginning)) return []
  const goesOn = (form: string) => form.startsWith(beginning)
  const terms = (await index.termsLike(beginning, goesOn)).slice(0, tuning.mostPrefixed)
  return terms.map((term) => {
    const shortest = Math.min(...term.forms.filter(goesOn).map(({ length }) => length))
    return { term, weight: (tuning.prefix * beginning.length) / shortest }
  })
}

/** How much documents have of a term: the weight of a field grows without bound, what it says of a document does not. */
function toList(average: number): (likeness: Likeness) => Amounts {
  const says = Float64Array.from({ length: 256 }, (_, impact) => {
    const { weight, length } = ofImpact(impact)
    const evened = weight / (1 - tuning.lengthNorm + (tuning.lengthNorm * length) / Math.max(average, 1))
    return (evened * (tuning.saturation + 1)) / (evened + tuning.saturation)
  })
  return ({ term, weight }) => {
    const { ids, impacts } = term.documents()
    const amounts = new Float64Array(ids.length)
    for (let at = 0; at < ids.length; at++) amounts[at] = (says[impacts[at] as number] as number) * weight
    return { ids, amounts }
  }
}
