/** A drawer: all terms that share their first letters, cut into files. */
import type { Lexicon } from '../format/entry.js'
import { encodeShard, type ShardTerm } from '../format/shard-writer.js'
import { cut } from './cut.js'
import { hashOf } from './hash.js'
import { createGathering, eachListed, type ListedTerm, splitForms, toList } from './listed-term.js'
import { postingLength, toDocumentList } from './posting.js'

/** A drawer as its files. */
export interface Drawer {
  shards: Shard[]
  /** Terms that more than half of the documents have, and that are much to load. */
  common: string[]
  /** All of its words, if it has several files. */
  lexicon?: Lexicon
}

/** What stands in a file of terms. */
export interface Shard {
  /** The first term that may stand in it; `''` of the first file. */
  bound: string
  /** Its terms with their postings; see `listed-term.ts`. */
  list: string
}

/** A term of so many bytes has a file for itself: it is asked for alone, and others without it. */
const heavy = 8_000

/** @param lists Terms of each group, in the order of groups. @param documents How many there are in all. */
export function toDrawer(lists: readonly string[], documents: number): Drawer {
  const gathering = createGathering()
  for (const list of lists) eachListed(list, gathering.add)
  const terms = gathering.terms()
  const parts = cut(terms, (term) => ({ name: term.term, size: sizeOf(term), isAlone: sizeOf(term) > heavy }))
  const drawer: Drawer = {
    shards: parts.map((part, at) => ({ bound: at === 0 ? '' : (part[0]?.term ?? ''), list: toList(part) })),
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

/** Bytes of a term in its file, nearly; a document takes about six. */
function sizeOf({ term, forms, rest }: ListedTerm): number {
  return term.length + 4 * forms.length + (6 * rest.length) / postingLength
}

/** The bytes of a file of terms. @param list What stands in it. */
export function toShardFile(list: string): Uint8Array {
  const terms: ShardTerm[] = []
  eachListed(list, (term, forms, postings) => {
    terms.push({
      term,
      forms: forms === '' ? [] : splitForms(term, forms),
      documents: toDocumentList(postings),
    })
  })
  return encodeShard(terms, hashOf)
}
