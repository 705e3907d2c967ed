/** Which documents have a word of a query, and how much of it. */
import { beginningOf } from '../format/drawer.js'
import { ofImpact } from '../format/impact.js'
import type { IndexTerm } from '../format/shard.js'
import type { Term, Word } from '../terms/word.js'
import { type Amounts, joined } from './amounts.js'
import { editsBetween } from './edits.js'
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
type Likeness = { term: IndexTerm; weight: number }
/** Edits from the word that was typed, and how it may be meant to be written: a stem is for no one to read. */
type Near = Likeness & { edits: number; form: string }

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
  const near = exact.ids.length === 0 && isMisspelt ? await termsNear(index, word) : []
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
  const most = [tuning.oneEdit, tuning.twoEdits].filter(
    (least) => letters.length >= least && !/\p{N}/u.test(word),
  ).length
  const beginning = letters.slice(0, 2).join('')
  const rest = letters.slice(2)
  const editsOf = (form: string) =>
    form.startsWith(beginning) ? editsBetween(rest, [...form.slice(beginning.length)], most) : most + 1
  const near = (await index.termsLike(word, (form) => editsOf(form) <= most)).map((term) => {
    const [form = ''] = [...term.forms].sort((a, b) => editsOf(a) - editsOf(b))
    const edits = editsOf(form)
    return { term, edits, form, weight: tuning.typo ** edits }
  })
  near.sort((a, b) => a.edits - b.edits || byCount(a.term, b.term))
  // The word itself, in a language that was not thought of, is not misspelt.
  const same = near.filter(({ edits }) => edits === 0)
  return same.length > 0 ? same : near.slice(0, tuning.mostTypos)
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

function byCount(a: IndexTerm, b: IndexTerm): number {
  return b.count - a.count || (a.term < b.term ? -1 : 1)
}
