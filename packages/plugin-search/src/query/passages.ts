/** A page as texts that are each read for themselves: a phrase stands in one of them. */
import type { IndexedPage } from '../format/entry.js'
import type { Word, Words } from '../terms/word.js'
import type { Sighting } from './seen.js'

export interface Passage {
  kind: 'title' | 'summary' | 'heading' | 'text' | 'code'
  /** The place of its section in the page; title and summary are in none, nor are tags and authors, which are headings. */
  section: number
  text: string
  words: readonly Word[]
}

/** A passage in which the words of a query were looked for. */
export interface SeenPassage extends Passage {
  seen: readonly Sighting[]
}

/** Reads pages; what was read of one is kept as long as the page is. */
export function createPassages(words: Words): (page: IndexedPage) => readonly Passage[] {
  const known = new WeakMap<IndexedPage, readonly Passage[]>()
  return (page) => {
    const passages = known.get(page) ?? toPassages(page, words)
    known.set(page, passages)
    return passages
  }
}

function toPassages(page: IndexedPage, words: Words): Passage[] {
  const passage = (kind: Passage['kind'], section: number, text: string): Passage => {
    return { kind, section, text, words: words.in(text) }
  }
  const sections = page.sections.flatMap(({ heading, text, code }, at) => [
    passage('heading', at, heading),
    passage('text', at, text),
    passage('code', at, code),
  ])
  const names = [...page.tags, ...page.authors].map((name) => passage('heading', -1, name))
  return [passage('title', -1, page.title), passage('summary', -1, page.summary ?? ''), ...names, ...sections]
}
