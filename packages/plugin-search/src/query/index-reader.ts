/** An index as it is read: each file once, as one state of the site. */
import { drawerOf } from '../format/drawer.js'
import {
  type IndexEntry,
  type IndexedFilter,
  type IndexedPage,
  type Lexicon,
  pageGroup,
} from '../format/entry.js'
import {
  datesPath,
  entryPath,
  filtersPath,
  formatVersion,
  hexDigits,
  type IndexFiles,
  lexiconPath,
  pagePath,
  shardPath,
} from '../format/files.js'
import { decodeShard, hashLength, headOf, type IndexTerm } from '../format/shard.js'
import { IndexError, type IndexErrorKind } from './index-error.js'
import { createShelf } from './shelf.js'

/** An index as one entry describes it. */
export interface Index {
  entry: IndexEntry
  term(term: string): Promise<IndexTerm | undefined>
  /**
   * All terms that are wanted or have a wanted form, from the drawer of this word, those of most documents first; no file
   * is read that has none.
   */
  termsLike(word: string, isWanted: (form: string) => boolean): Promise<IndexTerm[]>
  page(document: number): Promise<IndexedPage>
  dates<T>(decode: (bytes: Uint8Array) => T): Promise<T>
  filters(): Promise<IndexedFilter[]>
  /** Remembers the latest of what was made of this index. */
  latest: Make
}

type Shard = ReadonlyMap<string, IndexTerm>
/** A file of terms: a drawer, or a part of one. */
type Part = { path: string; bound: string; hash: string }
type Decode<T> = (bytes: Uint8Array, path: string, hash?: string) => T
type Make = <T>(key: string, make: () => Promise<T>) => Promise<T>
type Load = <T>(path: string, hash: string | undefined, decode: Decode<T>) => Promise<T>

/** The ten digits by which a document is known. */
export function documentName(document: number): string {
  return hexDigits(document, 10)
}

/**
 * Reads what it is asked for, and remembers it.
 *
 * @returns Does something with the index as it is. If that meets files of another build, the entry is read again, and
 * it is done once more: a site may have been published meanwhile.
 */
export function createIndexReader(files: IndexFiles): <T>(work: (index: Index) => Promise<T>) => Promise<T> {
  const opened = createShelf<Index>(1)
  let looks = 0
  const open = createOpen(files, () => looks > 0)
  return async (work) => {
    const seen = looks
    try {
      return await work(await opened(`${seen}`, open))
    } catch (error) {
      if (!(error instanceof IndexError) || error.kind !== 'changed') throw error
      // Whoever meets it first looks again for all.
      if (looks === seen) looks++
      return work(await opened(`${looks}`, open))
    }
  }
}

/** So many files are remembered: the pages that were shown, and terms of a few long queries. */
const remembered = 256

/** What is remembered outlives an entry: it is known by its hash. */
function createOpen(files: IndexFiles, isStale: () => boolean): () => Promise<Index> {
  const load = loadFrom(files, isStale)
  const shelf = createShelf<unknown>(remembered)
  const keep: Load = (path, hash, decode) =>
    shelf(`${path}?${hash}`, () => load(path, hash, decode)) as ReturnType<typeof load<never>>
  return async () => {
    const entry = await load(entryPath, undefined, toEntry)
    return {
      entry,
      ...termsOf(entry, keep),
      page(document) {
        const name = documentName(document)
        return keep(pagePath(name), entry.pages[pageGroup(name, entry.pages.length)], toPage)
      },
      dates: (decode) => keep(datesPath, entry.dates, decode),
      filters: () => keep(filtersPath, entry.filters, toList<IndexedFilter>),
      latest: createShelf<unknown>(1) as Make,
    }
  }
}

function termsOf({ terms, lexicons }: IndexEntry, load: Load): Pick<Index, 'term' | 'termsLike'> {
  const shard = ({ path, hash }: Part) => load(path, hash, toShard)
  return {
    async term(term) {
      const part = partWith(term, partsOf(drawerOf(term, terms.length), terms))
      return part && (await shard(part)).get(term)
    },
    async termsLike(word, isWanted) {
      const drawer = drawerOf(word, terms.length)
      let parts = partsOf(drawer, terms)
      // Of two parts, both cost no more than the lexicon and one of them.
      if (parts.length > 2) {
        const lexicon = await load(lexiconPath(drawer), lexicons[drawer], toList<Lexicon[number]>)
        const like = lexicon.filter((words) => words.slice(words.length > 1 ? 1 : 0).some(isWanted))
        const holding = new Set(like.map(([term]) => partWith(term, parts)))
        parts = parts.filter((part) => holding.has(part))
      }
      const loaded = await Promise.all(parts.map(shard))
      return loaded
        .flatMap((found) => [...found.values()].filter(({ forms }) => forms.some(isWanted)))
        .sort(byCount)
    },
  }
}

function byCount(a: IndexTerm, b: IndexTerm): number {
  return b.count - a.count || (a.term < b.term ? -1 : 1)
}

function partsOf(drawer: number, terms: IndexEntry['terms']): Part[] {
  const list = terms[drawer] ?? []
  return list.flatMap((hash, at) => {
    const bound = list[at - 1] ?? ''
    return at % 2 ? [] : [{ path: shardPath(drawer, bound), bound, hash }]
  })
}

function partWith(term: string, parts: readonly Part[]): Part | undefined {
  return parts.filter(({ bound }) => bound <= term).pop()
}

function toShard(bytes: Uint8Array, path: string, hash = ''): Shard {
  const head = headOf(bytes)
  if (head.version !== formatVersion) throw new IndexError('version', path)
  if (head.hash !== hash.slice(0, hashLength)) throw new IndexError('changed', path)
  return decodeShard(bytes, () => new IndexError('damaged', path))
}

function toEntry(bytes: Uint8Array, path: string): IndexEntry {
  const entry = fromJson<IndexEntry>(bytes)
  if (entry.version && entry.version !== formatVersion) throw new IndexError('version', path)
  return having(entry, entry.terms, entry.common, entry.pages, entry.languages, entry.suggestions)
}

function toPage(bytes: Uint8Array): IndexedPage {
  const page = fromJson<IndexedPage>(bytes)
  return having(page, page.sections, page.tags, page.authors)
}

function toList<T>(bytes: Uint8Array): T[] {
  const list = fromJson<T[]>(bytes)
  return having(list, list)
}

function fromJson<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** What has lists where it should, and is not what some hosts answer where there is no such file. */
function having<T>(value: T, ...lists: unknown[]): T {
  if (!lists.every(Array.isArray)) throw new TypeError('no list')
  return value
}

/** @param isStale Whether a cache was met that has files of another build. */
function loadFrom(files: IndexFiles, isStale: () => boolean): Load {
  return async (path, hash, decode) => {
    let kind: IndexErrorKind = 'unreachable'
    try {
      const bytes = await files.read(path, hash, isStale())
      // A file that the entry names and that is not there was taken away meanwhile.
      if (!bytes) throw new IndexError(path === entryPath ? 'missing' : 'changed', path)
      // What can't be decoded is damaged.
      kind = 'damaged'
      return decode(bytes, path, hash)
    } catch (cause) {
      throw cause instanceof IndexError ? cause : new IndexError(kind, path, cause)
    }
  }
}
