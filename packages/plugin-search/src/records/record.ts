/** What an index keeps of one document. */
import { filterTerm, type IndexedPage } from '../format/entry.js'
import { toImpact } from '../format/impact.js'
import type { Words } from '../terms/word.js'
import { type ListedTerm, toLines } from './listed-term.js'

/** Parts of a document whose words count differently. */
export interface FieldWeights {
  title: number
  headings: number
  tags: number
  authors: number
  summary: number
  text: number
  code: number
}

/** A document in the form in which a group takes it up. */
export interface Record {
  /** Its terms, with their impact as a character; see `listed-term.ts`. */
  terms: string
  /** Words of its text. */
  length: number
  /** Day of its date: since 1970. */
  day?: number
  /** What it can be filtered by. */
  filters: FilterEntry[]
}

/** A value of a field, and how people read it where that is something else. */
export type FilterEntry = [field: string, value: string] | [field: string, value: string, label: string]

/** @param page What is shown of it. @param weights Of its fields. */
export function toRecord(
  page: IndexedPage,
  filters: readonly FilterEntry[],
  words: Words,
  weights: FieldWeights,
): Record {
  const counts = createCounts(words)
  counts.add(page.title, weights.title)
  for (const name of page.tags) counts.add(name, weights.tags)
  for (const name of page.authors) counts.add(name, weights.authors)
  counts.add(page.summary ?? '', weights.summary)
  let length = 0
  for (const { heading, text, code } of page.sections) {
    counts.add(heading, weights.headings)
    length += counts.add(text, weights.text)
    counts.add(code, weights.code)
  }
  const ofFilters = filters.map(([field, value]): ListedTerm => {
    return { term: filterTerm(field, value), forms: [], rest: characterOf(toImpact(1, length)) }
  })
  const day = dayOf(page.date)
  return {
    terms: toLines([...ofFilters, ...counts.terms(length)].sort((a, b) => (a.term < b.term ? -1 : 1))),
    length,
    ...(day === undefined ? {} : { day }),
    filters: [...filters],
  }
}

/** An impact is a byte; as a character of Latin it is no white space, and stays one character in JSON. */
const firstCharacter = 0x100

function characterOf(impact: number): string {
  return String.fromCharCode(firstCharacter + impact)
}

/** The impact that `terms` of a record has for a term. */
export function impactOf(rest: string): number {
  return rest.charCodeAt(0) - firstCharacter
}

/** Whole days since 1970, of a date as an entry has it; nothing if it has none. */
function dayOf(date: string | undefined): number | undefined {
  const day = Math.floor(Date.parse((date ?? '').slice(0, '2024-01-31'.length)) / 86_400_000)
  return Number.isNaN(day) ? undefined : day
}

function createCounts(words: Words) {
  const counts = new Map<string, { weight: number; forms: Set<string> }>()
  const count = (stem: string, form: string, weight: number) => {
    const found = counts.get(stem)
    if (!found) {
      counts.set(stem, { weight, forms: new Set(form === stem ? [] : [form]) })
      return
    }
    found.weight += weight
    if (form !== stem) found.forms.add(form)
  }
  return {
    /** @returns How many words there are. */
    add(text: string, weight: number): number {
      const found = words.in(text)
      if (weight === 0) return found.length
      for (const { stem, form, parts } of found) {
        count(stem, form, weight)
        for (const part of parts) count(part.stem, part.form, weight * part.weight)
      }
      return found.length
    },
    terms: (length: number): ListedTerm[] =>
      [...counts].map(([term, { weight, forms }]) => ({
        term,
        forms: [...forms].sort(),
        rest: characterOf(toImpact(weight, length)),
      })),
  }
}
