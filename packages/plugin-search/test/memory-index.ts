// A small index in memory, made as the plugin makes one, but for where it is cut: what a search is tested over.
import { drawerOf } from '../src/format/drawer.js'
import { type IndexedPage, type IndexedSection, type Lexicon, pageGroup } from '../src/format/entry.js'
import {
  datesPath,
  entryPath,
  filtersPath,
  hexDigits,
  type IndexFiles,
  lexiconPath,
  pagePath,
  shardPath,
} from '../src/format/files.js'
import { headOf } from '../src/format/shard.js'
import { standardWeights } from '../src/options.js'
import { type Drawer, toDrawer, toShardFile } from '../src/records/drawer.js'
import {
  type DrawerIndex,
  toDatesFile,
  toDrawerIndex,
  toEntryFile,
  toFiltersFile,
  toPageFile,
} from '../src/records/entry-file.js'
import { type Group, type Member, toGroup } from '../src/records/group.js'
import { eachListed, type ListedTerm, splitForms, toList } from '../src/records/listed-term.js'
import { type FilterEntry, toRecord } from '../src/records/record.js'
import type { Words } from '../src/terms/word.js'

/** A document to be found. */
export interface MemoryDocument {
  id: number
  title: string
  sections: IndexedSection[]
  tags?: string[]
  authors?: string[]
  /** What it can be filtered by. @default its tags */
  filters?: FilterEntry[]
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
  /** Where a drawer with these terms is cut: the first terms of all parts but the first. @default by their size */
  cut?: (terms: readonly string[]) => string[]
  languages?: string[]
  /** Terms that are common in an index of this size already. */
  common?: string[]
}

type Put = (path: string, file: string | Uint8Array) => void

/** Enough to have something joined. */
const groupCount = 2

/** All files of an index by path. */
export function memoryIndex(documents: readonly MemoryDocument[], options: MemoryIndexOptions) {
  const { words, drawers: drawerCount = 8, cut, languages = [], common = [] } = options
  const files = new Map<string, Uint8Array>()
  const put: Put = (path, file) => {
    files.set(path, typeof file === 'string' ? new TextEncoder().encode(file) : file)
  }
  const groups = groupsOf(documents, words, drawerCount)
  const drawers = Array.from({ length: drawerCount }, (_, number) => {
    const lists = groups.map(({ drawers }) => drawers[number] ?? '')
    const drawer = toDrawer(lists, documents.length)
    const own = common.filter((term) => drawerOf(term, drawerCount) === number)
    const made = cut ? recut(drawer, cut) : drawer
    return putDrawer(number, { ...made, common: [...made.common, ...own] }, put)
  })
  for (const document of documents) put(pagePath(nameOf(document.id)), toPageFile(pageOf(document)))
  const dates = toDatesFile(groups.flatMap(({ days }) => days))
  const found = groups.flatMap(({ filters }) => filters.map(({ filter }) => filter))
  const filters = toFiltersFile(found, ['tags'], {})
  put(datesPath, dates)
  put(filtersPath, filters)
  const length = groups.reduce((sum, { length }) => sum + length, 0)
  const pages = groups.map(({ pages }) => pages)
  const suggestions = ['kafka']
  const parts = {
    documents: documents.length,
    length,
    languages,
    drawers,
    pages,
    dates,
    filters,
    suggestions,
  }
  put(entryPath, toEntryFile(parts))
  return files
}

function groupsOf(documents: readonly MemoryDocument[], words: Words, drawers: number): Group[] {
  const members = [...documents].sort((a, b) => a.id - b.id).map((document) => toMember(document, words))
  return Array.from({ length: groupCount }, (_, group) => {
    const own = members.filter(({ document }) => pageGroup(document.id, groupCount) === group)
    return toGroup(own, drawers)
  })
}

function toMember(document: MemoryDocument, words: Words): Member {
  const id = nameOf(document.id)
  const { filters = (document.tags ?? []).map((tag): FilterEntry => ['tags', tag]) } = document
  const record = toRecord(toPageFile(pageOf(document)), filters, words, standardWeights)
  return { document: { id, key: id, permalink: `/${id}/` }, record }
}

/** A drawer that is cut elsewhere: small ones are cut by nobody else. */
function recut(drawer: Drawer, cut: (terms: readonly string[]) => string[]): Drawer {
  const terms: ListedTerm[] = []
  for (const { list } of drawer.shards) {
    eachListed(list, (term, forms, rest) => {
      terms.push({ term, forms: forms === '' ? [] : splitForms(term, forms), rest })
    })
  }
  if (terms.length === 0) return drawer
  const bounds = ['', ...cut(terms.map(({ term }) => term))]
  const shards = bounds.map((bound, at) => {
    const next = bounds[at + 1]
    const own = terms.filter(({ term }) => term >= bound && (next === undefined || term < next))
    return { bound, list: toList(own) }
  })
  const listed = terms.filter(({ term }) => !term.startsWith('='))
  const lexicon = listed.map(({ term, forms }): Lexicon[number] => [term, ...forms])
  return { shards, common: drawer.common, ...(shards.length > 1 && { lexicon }) }
}

function putDrawer(number: number, drawer: Drawer, put: Put): DrawerIndex {
  const hashes = drawer.shards.map(({ bound, list }) => {
    const file = toShardFile(list)
    put(shardPath(number, bound), file)
    return headOf(file).hash
  })
  const lexicon = drawer.lexicon && JSON.stringify(drawer.lexicon)
  if (lexicon !== undefined) put(lexiconPath(number), lexicon)
  return toDrawerIndex(drawer, hashes, lexicon)
}

function pageOf(document: MemoryDocument): IndexedPage {
  const { id, title, sections, tags = [], authors = [], summary, day, collection = 'posts' } = document
  return {
    url: document.url ?? `/${nameOf(id)}/`,
    title,
    collection,
    ...(day === undefined ? {} : { date: new Date(day * 86_400_000).toISOString().slice(0, 10) }),
    ...(summary === undefined ? {} : { summary }),
    tags,
    authors,
    sections,
  }
}

export function nameOf(id: number): string {
  return hexDigits(id, 10)
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
