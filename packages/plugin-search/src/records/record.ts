/** What an index keeps of one document. */
import { filterTerm, type IndexedPage } from '../format/entry.js'
import { toImpact } from '../format/impact.js'
import type { Words } from '../terms/word.js'
import { counterOf } from './counter.js'
import { hashOf } from './hash.js'
import { listed, toTermText } from './listed-term.js'
import { impactText } from './posting.js'

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
  /** Its terms, with their impact; see `listed-term.ts`. */
  terms: string
  /** Words of its text. */
  length: number
  /** Day of its date: since 1970. */
  day?: number
  /** What it can be filtered by. */
  filters: FilterEntry[]
  /** Hash of what is shown of it. */
  page: string
}

/** A value of a field, and how people read it where that is something else. */
export type FilterEntry = [field: string, value: string] | [field: string, value: string, label: string]

/** Fields whose words are there already, or are no words. */
const told = new Set(['tags', 'authors', 'collection', 'year'])

/**
 * What the name of a list counts of what a title does, its words together: pages say what they are about once more in tags and
 * summary, a list has but its name. A word of it never counts less than one of a title.
 */
const ofName = 3

/**
 * What the cards of a list count of what a text does, all together: each says of its page no more than that page, which so comes
 * first. Below 0.4 lists also come behind pages that hardly answer, and the judged queries lose by it.
 */
const ofCards = 0.4

/** @param file What is shown of it, as its file. @param given Weights of its fields. */
export function toRecord(
  file: string,
  filters: readonly FilterEntry[],
  words: Words,
  given: FieldWeights,
): Record {
  const page: IndexedPage = JSON.parse(file)
  const weights = page.collection ? given : weightsOfList(page, words, given)
  const { title, tags, authors, summary = '', sections } = page
  const labels = filters.filter(([field]) => !told.has(field)).map(([, value, label = value]) => label)
  const counts = counterOf(words)
  counts.begin()
  counts.add([title], weights.title)
  counts.add([...tags, ...labels], weights.tags)
  counts.add(authors, weights.authors)
  counts.add([summary], weights.summary)
  const ofSections = (part: 'heading' | 'text' | 'code') => sections.map((section) => section[part])
  counts.add(ofSections('heading'), weights.headings)
  const length = counts.add(ofSections('text'), weights.text)
  counts.add(ofSections('code'), weights.code)
  const restOf = (weight: number) => impactText(toImpact(weight, length))
  const ofFilters = filters.map(([field, value]) =>
    listed(toTermText(filterTerm(field, value)), [], restOf(1)),
  )
  const day = dayNumberOf(page.date)
  return {
    terms: ofFilters.join('') + counts.list(restOf),
    length,
    ...(day === undefined ? {} : { day }),
    filters: [...filters],
    page: hashOf(file),
  }
}

/** Each section of a list is a card. */
function weightsOfList({ title, sections }: IndexedPage, words: Words, given: FieldWeights): FieldWeights {
  const name = Math.max(1, ofName / (words.in(title).length || 1))
  const cards = ofCards / (sections.length || 1)
  return { ...given, title: name * given.title, text: cards * given.text }
}

/** Whole days since 1970, of a date as an entry has it; nothing if it has none. */
function dayNumberOf(date: string | undefined): number | undefined {
  const day = Math.floor(Date.parse((date ?? '').slice(0, '2024-01-31'.length)) / 86_400_000)
  return Number.isNaN(day) ? undefined : day
}
