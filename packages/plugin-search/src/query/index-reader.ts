/** An index as it is read: each file once, as one state of the site. */
import { decodeDates } from '../format/dates.js'
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
  type IndexFiles,
  lexiconPath,
  pagePath,
  shardPath,
} from '../format/files.js'
import { type Documents, decodeShard, hashLength, headOf } from '../format/shard.js'
import { IndexError } from './index-error.js'
import { createShelf } from './shelf.js'

/** A term of the index. */
export interface IndexTerm {
  term: string
  /** Words that it stands for; at least one. */
  forms: readonly string[]
  count: number
  documents(): Documents
}

/** An index as one entry describes it. */
export interface Index {
  entry: IndexEntry
  term(term: string): Promise<IndexTerm | undefined>
  /** All terms that are wanted or have a wanted form, from the drawer of this word; no file is read that has none. */
  termsLike(word: string, isWanted: (form: string) => boolean): Promise<IndexTerm[]>
  page(document: number): Promise<IndexedPage>
  dates(): Promise<Map<number, number>>
  filters(): Promise<IndexedFilter[]>
}

type Shard = ReadonlyMap<string, IndexTerm>
/** A file of terms: a drawer, or a part of one. */
type Part = { drawer: number; bound: string; hash: string }
type Read = (path: string, hash?: string) => Promise<Uint8Array>

/** The ten digits by which a document is known. */
export function documentName(document: number): string {
  return document.toString(16).padStart(10, '0')
}

/**
 * Reads what it is asked for, and remembers it.
 *
 * @returns Does something with the index as it is. If that meets files of another build, the entry is read again, and
 * it is done once more: a site may have been published meanwhile.
 */
export function createIndexReader(files: IndexFiles): <T>(work: (index: Index) => Promise<T>) => Promise<T> {
  const open = createOpen(readerOf(files))
  let current: Promise<Index> | undefined
  const renewed = () => {
    const opened = open()
    opened.catch(() => {
      if (current === opened) current = undefined
    })
    current = opened
    return opened
  }
  return async (work) => {
    const known = current ?? renewed()
    try {
      return await work(await known)
    } catch (error) {
      if (!(error instanceof IndexError) || error.kind !== 'changed') throw error
      return work(await (current === known ? renewed() : (current ?? renewed())))
    }
  }
}

/** So many files are remembered: the pages that were shown, and terms of a few long queries. */
const remembered = 256

/** What is remembered outlives an entry: it is known by its hash. */
function createOpen(read: Read): () => Promise<Index> {
  const shelf = createShelf<unknown>(remembered)
  const load = <T>(path: string, hash = '', decode: (bytes: Uint8Array, path: string) => T = fromJson) =>
    shelf(`${path}?${hash}`, async () => decode(await read(path, hash), path)) as Promise<T>
  return async () => {
    const entry = fromJson<IndexEntry>(await read(entryPath), entryPath)
    if (entry.version !== formatVersion) throw new IndexError('version', entryPath)
    return {
      entry,
      ...termsOf(
        entry,
        ({ drawer, bound, hash }) =>
          load(shardPath(drawer, bound), hash, (bytes, path) => toShard(path, hash, bytes)),
        (drawer) => load(lexiconPath(drawer), entry.lexicons[drawer]),
      ),
      page(document) {
        const name = documentName(document)
        return load(pagePath(name), entry.pages[pageGroup(name, entry.pages.length)])
      },
      dates: () => load(datesPath, entry.dates, decodeDates),
      filters: () => load(filtersPath, entry.filters),
    }
  }
}

function termsOf(
  entry: IndexEntry,
  shard: (part: Part) => Promise<Shard>,
  lexicon: (drawer: number) => Promise<Lexicon>,
): Pick<Index, 'term' | 'termsLike'> {
  const drawerWith = (word: string) => {
    const drawer = drawerOf(word, entry.terms.length)
    return { drawer, parts: partsOf(drawer, entry.terms[drawer] ?? []) }
  }
  return {
    async term(term) {
      const part = partWith(term, drawerWith(term).parts)
      return part && (await shard(part)).get(term)
    },
    async termsLike(word, isWanted) {
      const { drawer, parts } = drawerWith(word)
      const isLike = ([term, ...forms]: Lexicon[number]) => formsOf(term, forms).some(isWanted)
      let wanted = parts
      // Of two parts, both cost no more than the lexicon and one of them.
      if (parts.length > 2) {
        const like = (await lexicon(drawer)).filter(isLike)
        const holding = new Set(like.map(([term]) => partWith(term, parts)))
        wanted = parts.filter((part) => holding.has(part))
      }
      const loaded = await Promise.all(wanted.map(shard))
      return loaded.flatMap((terms) =>
        [...terms.values()].filter(({ term, forms }) => isLike([term, ...forms])),
      )
    },
  }
}

function partsOf(drawer: number, list: readonly string[]): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < list.length; at += 2) {
    parts.push({ drawer, bound: at === 0 ? '' : (list[at - 1] as string), hash: list[at] as string })
  }
  return parts
}

function partWith(term: string, parts: readonly Part[]): Part | undefined {
  return parts.filter(({ bound }) => bound <= term).pop()
}

function toShard(path: string, hash: string, bytes: Uint8Array): Shard {
  const head = headOf(bytes)
  if (head.version !== formatVersion) throw new IndexError('version', path)
  if (head.hash !== hash.slice(0, hashLength)) throw new IndexError('changed', path)
  return whole(path, () => {
    const terms = [...decodeShard(bytes)].map(([term, { forms, count, documents }]): IndexTerm => {
      return { term, forms: formsOf(term, forms), count, documents: () => whole(path, documents) }
    })
    return new Map(terms.map((term) => [term.term, term]))
  })
}

function fromJson<T>(bytes: Uint8Array, path: string): T {
  const value = whole(path, () => JSON.parse(new TextDecoder().decode(bytes)) as T)
  if (typeof value !== 'object' || value === null) throw new IndexError('damaged', path)
  return value
}

/** What can't be decoded is damaged. */
function whole<T>(path: string, decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    throw new IndexError('damaged', path, { cause })
  }
}

/** A file that the entry names and that is not there was taken away meanwhile. */
function readerOf(files: IndexFiles): Read {
  return async (path, hash) => {
    let bytes: Uint8Array | undefined
    try {
      bytes = await files.read(path, hash)
    } catch (cause) {
      throw new IndexError('unreachable', path, { cause })
    }
    if (bytes) return bytes
    throw new IndexError(path === entryPath ? 'missing' : 'changed', path)
  }
}

/** A term that is a word, and the only one that it stands for, has no list of them. */
function formsOf(term: string, forms: readonly string[]): readonly string[] {
  return forms.length > 0 ? forms : [term]
}
