/** Which documents have a word of a query, and how much of it. */
import { beginningOf } from '../format/drawer.js'
import { ofImpact } from '../format/impact.js'
import type { IndexTerm } from '../format/shard.js'
import type { Term, Word } from '../terms/word.js'
import { editsBetween } from './edits.js'
import type { Index } from './index-reader.js'
import { sharedIds } from './shared-ids.js'
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
  const documents = new Map<number, number>()
  const seenAs = new Set<string>()
  const amounts = amountsAt(index.entry.length)
  const add = (id: number, amount: number) => documents.set(id, Math.max(documents.get(id) ?? 0, amount))
  const see = (words: readonly string[]) => {
    for (const word of words) seenAs.add(word)
  }
  const take = ({ term, weight }: Likeness) => {
    see([term.term, ...term.forms])
    for (const [id, impact] of term.documents()) add(id, (amounts[impact] as number) * weight)
  }
  for (const term of whole) if (term) take({ term, weight: 1 })
  // A document with all of the parts has something of the whole.
  const lists = parts.map((part) => part?.documents() ?? new Map<number, number>())
  for (const id of sharedIds(lists)) {
    const sum = lists.reduce((sum, list) => sum + (amounts[list.get(id) as number] as number), 0)
    add(id, (sum / lists.length) * tuning.parts)
  }
  if (!parts.includes(undefined)) see(parts.flatMap((part) => (part ? [part.term, ...part.forms] : [])))
  longer.forEach(take)
  const near = documents.size === 0 && isMisspelt ? await termsNear(index, word) : []
  near.forEach(take)
  if (documents.size > 0) see([word.stem, word.form])
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

/** What each impact says: the weight of a field grows without bound, what it says of a document does not. */
function amountsAt(average: number): number[] {
  return Array.from({ length: 256 }, (_, impact) => {
    const { weight, length } = ofImpact(impact)
    const evened = weight / (1 - tuning.lengthNorm + (tuning.lengthNorm * length) / Math.max(average, 1))
    return (evened * (tuning.saturation + 1)) / (evened + tuning.saturation)
  })
}

function byCount(a: IndexTerm, b: IndexTerm): number {
  return b.count - a.count || (a.term < b.term ? -1 : 1)
}
