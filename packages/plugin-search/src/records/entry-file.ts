/** `index.json`, and the files that are asked for beside it. */
import { encodeDates } from '../format/dates.js'
import type { IndexEntry, IndexedFilter, IndexedPage } from '../format/entry.js'
import { formatVersion } from '../format/files.js'
import type { Drawer } from './drawer.js'
import { hashOf } from './hash.js'
import type { FilterEntry } from './record.js'

/** A drawer as far as the entry file tells of it. */
export interface DrawerIndex {
  /** Hashes and bounds; see `IndexEntry.terms`. */
  terms: string[]
  common: string[]
  /** Hash of the list of words, if it has one. */
  lexicon?: string
}

/** @param hashes Of its files, in their order. @param lexicon The file of its list of words. */
export function toDrawerIndex(
  { shards, common }: Drawer,
  hashes: readonly string[],
  lexicon: string | undefined,
): DrawerIndex {
  return {
    terms: shards.flatMap(({ bound }, at) => {
      const hash = hashes[at] ?? ''
      return bound === '' ? [hash] : [bound, hash]
    }),
    common,
    ...(lexicon === undefined ? {} : { lexicon: hashOf(lexicon) }),
  }
}

/** What files a drawer has. They stay while what stands in them changes. */
export interface DrawerFiles {
  bounds: string[]
  hasLexicon: boolean
}

export function toDrawerFiles({ terms, lexicon }: DrawerIndex): DrawerFiles {
  const bounds = terms.filter((_, at) => at % 2 === 1)
  return { bounds: terms.length === 0 ? [] : ['', ...bounds], hasLexicon: lexicon !== undefined }
}

/** What the entry file is made of. */
export interface EntryParts {
  documents: number
  /** Words of all of them. */
  length: number
  languages: string[]
  drawers: readonly DrawerIndex[]
  /** Hashes of the pages of each group. */
  pages: string[]
  dates: Uint8Array
  filters: string
  suggestions: string[]
}

export function toEntryFile(parts: EntryParts): string {
  const { documents, length, drawers, dates, filters, ...same } = parts
  const entry: IndexEntry = {
    version: formatVersion,
    ...same,
    documents,
    length: toOneDigit(length / Math.max(documents, 1)),
    terms: drawers.map(({ terms }) => terms),
    lexicons: Object.fromEntries(
      drawers.flatMap(({ lexicon }, at) => (lexicon === undefined ? [] : [[at, lexicon]])),
    ),
    common: drawers.flatMap(({ common }) => common).sort(),
    dates: hashOf(dates),
    filters: hashOf(filters),
  }
  return `${JSON.stringify(entry)}\n`
}

/** 456.7 is 500. */
function toOneDigit(count: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(count, 1)))
  return Math.max(Math.round(count / scale) * scale, 1)
}

export function toPageFile(page: IndexedPage): string {
  return JSON.stringify(page)
}

/** @param days Id and day of each document that has a date. */
export function toDatesFile(days: readonly (readonly [id: string, day: number])[]): Uint8Array {
  return encodeDates(new Map(days.map(([id, day]) => [Number.parseInt(id, 16), day])))
}

/** @param found Values of all documents. @param fields In the order in which they are shown. */
export function toFiltersFile(
  found: readonly FilterEntry[],
  fields: readonly string[],
  labels: Readonly<Record<string, string>>,
): string {
  const values = new Map(fields.map((field) => [field, new Map<string, IndexedFilter['values'][number]>()]))
  for (const [field, value, label] of found) {
    values.get(field)?.set(value, label === undefined ? [value] : [value, label])
  }
  const filters = [...values].map(([field, byValue]): IndexedFilter => {
    const label = Object.hasOwn(labels, field) ? (labels[field] as string) : capitalised(field)
    return { field, label, values: [...byValue.values()].sort(field === 'year' ? newest : byLabel) }
  })
  return JSON.stringify(filters.filter((filter) => filter.values.length > 0))
}

type Value = IndexedFilter['values'][number]

function newest([a]: Value, [b]: Value): number {
  return a < b ? 1 : -1
}

/** By code unit, whatever the case: how a language sorts depends on the machine. */
function byLabel(a: Value, b: Value): number {
  const [one, other] = [textOf(a), textOf(b)]
  return one < other ? -1 : 1
}

function textOf([value, label = value]: Value): string {
  return `${label.toLowerCase()} ${value}`
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
