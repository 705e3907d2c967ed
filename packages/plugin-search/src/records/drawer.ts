/** A drawer: all terms that share their first letters, cut into files. */
import type { Lexicon } from '../format/entry.js'
import { headOf } from '../format/shard.js'
import { encodeShard, type ShardTerm } from '../format/shard-writer.js'
import { hashOf } from './hash.js'
import { createGathering, eachLine, type ListedTerm } from './listed-term.js'
import { postingLength, toDocumentList } from './posting.js'

/** A drawer as its files. */
export interface Drawer {
  shards: Shard[]
  /** Terms that more than half of the documents have, and that are much to load. */
  common: string[]
  /** All of its words, if it has several files. */
  lexicon?: Lexicon
}

/** A file of terms. */
export interface Shard {
  /** The first term that may stand in it; `''` of the first file. */
  bound: string
  hash: string
  /** Base64. */
  bytes: string
}

/** Bytes of a file, more or less: what a visitor loads for a word, and what a change of a word makes new. */
const usual = 24_000

/** A term of so many bytes has a file for itself: it is asked for alone, and others without it. */
const heavy = 8_000

/** Beyond half of a file about one term in so many begins the next. */
const oneOf = 8

/** @param lists Terms of each group, in the order of groups. @param documents How many there are in all. */
export function toDrawer(lists: readonly string[], documents: number): Drawer {
  const gathering = createGathering()
  for (const list of lists) eachLine(list, gathering.add)
  const terms = gathering.terms()
  const parts = cut(terms)
  const drawer: Drawer = {
    shards: parts.map((part, at) => toShard(part, at === 0 ? '' : (part[0]?.term ?? ''))),
    common: terms.filter((term) => isCommon(term, documents)).map(({ term }) => term),
  }
  if (parts.length < 2) return drawer
  return { ...drawer, lexicon: terms.filter(isWord).map(({ term, forms }) => [term, ...forms]) }
}

function isCommon(term: ListedTerm, documents: number): boolean {
  return sizeOf(term) > heavy && term.rest.length / postingLength > documents / 2
}

function isWord({ term }: ListedTerm): boolean {
  return !term.startsWith('=')
}

/**
 * Cuts by what stands there, and not by what was there before: whether a file ends is decided by the term that may begin
 * the next, so a change moves the ends of a file or two.
 */
function cut(terms: readonly ListedTerm[]): ListedTerm[][] {
  const parts: ListedTerm[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const term of terms) {
    const own = sizeOf(term)
    const isEnd = size > usual / 2 && hashOf(term.term).charCodeAt(0) % oneOf === 0
    if (isEnd || size + own > usual || own > heavy) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(term)
    size = own > heavy ? Number.POSITIVE_INFINITY : size + own
  }
  return parts
}

/** Bytes of a term in its file, nearly; a document takes about six. */
function sizeOf({ term, forms, rest }: ListedTerm): number {
  return term.length + 4 * forms.length + (6 * rest.length) / postingLength
}

function toShard(terms: readonly ListedTerm[], bound: string): Shard {
  const decoded = terms.map(
    ({ term, forms, rest }): ShardTerm => ({ term, forms: [...forms], documents: toDocumentList(rest) }),
  )
  const bytes = encodeShard(decoded, hashOf)
  return { bound, hash: headOf(bytes).hash, bytes: Buffer.from(bytes).toString('base64') }
}
