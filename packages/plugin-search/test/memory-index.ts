// A small index in memory, made with the format alone: what a search is tested over.
import { createHash } from 'node:crypto'
import { encodeDates } from '../src/format/dates.js'
import { drawerOf } from '../src/format/drawer.js'
import { filterTerm, type IndexEntry, type IndexedPage, type IndexedSection } from '../src/format/entry.js'
import {
  datesPath,
  entryPath,
  filtersPath,
  formatVersion,
  type IndexFiles,
  lexiconPath,
  pagePath,
  shardPath,
} from '../src/format/files.js'
import { toImpact } from '../src/format/impact.js'
import { encodeShard, type ShardTerm } from '../src/format/shard-writer.js'
import type { Words } from '../src/terms/word.js'

/** A document to be found. */
export interface MemoryDocument {
  id: number
  title: string
  sections: IndexedSection[]
  tags?: string[]
  /** Days since 1970. */
  day?: number
  url?: string
  summary?: string
  /** Empty for a list. @default 'posts' */
  collection?: string
}

export interface MemoryIndexOptions {
  words: Words
  drawers?: number
  /** Where a drawer with these terms is cut: the first terms of all parts but the first. */
  cut?: (terms: readonly string[]) => string[]
  languages?: string[]
  common?: string[]
}

/** A term in a document: weight and the forms it is written in. */
export interface Occurrence {
  weight: number
  forms: Set<string>
}

/** What a document is found by: each word whole, and its parts with their weights. */
export function occurrencesIn(document: MemoryDocument, words: Words): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>()
  const add = (term: string, form: string, weight: number) => {
    const one = found.get(term) ?? { weight: 0, forms: new Set() }
    one.weight += weight
    one.forms.add(form)
    found.set(term, one)
  }
  const take = (text: string, field: number) => {
    for (const { stem, form, parts } of words.in(text)) {
      add(stem, form, field)
      for (const part of parts) add(part.stem, part.form, part.weight * field)
    }
  }
  take(document.title, 4)
  take(document.summary ?? '', 1)
  for (const { heading, text, code } of document.sections) {
    take(heading, 2)
    take(text, 1)
    take(code, 0.5)
  }
  for (const tag of document.tags ?? []) add(filterTerm('tags', tag), filterTerm('tags', tag), 1)
  return found
}

export function lengthOf(document: MemoryDocument, words: Words): number {
  return document.sections.reduce((length, { text }) => length + words.in(text).length, 0)
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 6)
}

/** All files of an index by path. */
export function memoryIndex(documents: readonly MemoryDocument[], options: MemoryIndexOptions) {
  const { words, drawers = 8, cut = () => [], languages = [], common = [] } = options
  const files = new Map<string, Uint8Array>()
  const put = (path: string, bytes: Uint8Array) => {
    files.set(path, bytes)
    return hashOf(bytes)
  }
  const entry: IndexEntry = {
    version: formatVersion,
    documents: documents.length,
    length: Math.max(average(documents.map((document) => lengthOf(document, words))), 1),
    languages,
    terms: [],
    lexicons: {},
    common,
    pages: ['group0', 'group1'],
    dates: put(
      datesPath,
      encodeDates(new Map(documents.flatMap(({ id, day }) => (day === undefined ? [] : [[id, day]])))),
    ),
    filters: put(filtersPath, json([{ field: 'tags', label: 'Tags', values: [['erlang'], ['c', 'C++']] }])),
    suggestions: ['kafka'],
  }
  const terms = termsOf(documents, words)
  for (let drawer = 0; drawer < drawers; drawer++) {
    const own = terms.filter(({ term }) => drawerOf(term, drawers) === drawer)
    entry.terms.push(putDrawer(drawer, own, cut(own.map(({ term }) => term)), put))
    if ((entry.terms[drawer] ?? []).length > 1) {
      entry.lexicons[drawer] = put(
        lexiconPath(drawer),
        json(own.filter(({ term }) => !term.startsWith('=')).map(({ term, forms }) => [term, ...forms])),
      )
    }
  }
  for (const document of documents) put(pagePath(nameOf(document.id)), json(pageOf(document)))
  put(entryPath, json(entry))
  return files
}

function putDrawer(
  drawer: number,
  terms: readonly ShardTerm[],
  bounds: readonly string[],
  put: (path: string, bytes: Uint8Array) => string,
): string[] {
  if (terms.length === 0) return []
  const list: string[] = []
  for (const [at, bound] of ['', ...bounds].entries()) {
    const next = bounds[at]
    const part = terms.filter(({ term }) => term >= bound && (next === undefined || term < next))
    const bytes = encodeShard(part, hashOf)
    put(shardPath(drawer, bound), bytes)
    if (at > 0) list.push(bound)
    list.push(new TextDecoder().decode(bytes.subarray(1, 7)))
  }
  return list
}

function termsOf(documents: readonly MemoryDocument[], words: Words): ShardTerm[] {
  const found = new Map<string, { forms: Set<string>; impacts: [id: number, impact: number][] }>()
  for (const document of [...documents].sort((a, b) => a.id - b.id)) {
    for (const [term, { weight, forms }] of occurrencesIn(document, words)) {
      const one = found.get(term) ?? { forms: new Set(), impacts: [] }
      for (const form of forms) one.forms.add(form)
      one.impacts.push([document.id, toImpact(weight, lengthOf(document, words))])
      found.set(term, one)
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, { forms, impacts }]) => ({
      term,
      forms: forms.size === 1 && forms.has(term) ? [] : [...forms].sort(),
      documents: {
        ids: Float64Array.from(impacts, ([id]) => id),
        impacts: Uint8Array.from(impacts, ([, impact]) => impact),
      },
    }))
}

function pageOf({
  id,
  title,
  sections,
  tags = [],
  url,
  summary,
  collection = 'posts',
}: MemoryDocument): IndexedPage {
  const page = { url: url ?? `/${nameOf(id)}/`, title, collection, tags, authors: [], sections }
  return summary === undefined ? page : { ...page, summary }
}

export function nameOf(id: number): string {
  return id.toString(16).padStart(10, '0')
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(numbers.length, 1)
}

export function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** Files that note what is read of them. */
export function readingOf(files: Map<string, Uint8Array>): IndexFiles & { reads: string[] } {
  const reads: string[] = []
  return {
    reads,
    async read(path, hash) {
      reads.push(hash === undefined ? path : `${path}?h=${hash}`)
      return files.get(path)
    },
  }
}

/** A document with one text, for short tests. */
export function simple(
  id: number,
  title: string,
  text: string,
  more: Partial<MemoryDocument> = {},
): MemoryDocument {
  return { id, title, sections: [{ anchor: '', heading: '', text, code: '' }], ...more }
}
