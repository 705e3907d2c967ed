/** `index.json`: the one file that is asked for before any word is known. */

/** What an index consists of. Counts are coarse, so that the file stays as it is while they hardly change. */
export interface IndexEntry {
  version: number
  /** Documents, to two digits. */
  documents: number
  /** Words of a document on the average, to one digit. */
  length: number
  /** Languages (BCP 47) whose words were brought to their stems. */
  languages: string[]
  /**
   * The files of terms, by drawer: the hash of its only file; or hashes and between two of them the first term that the
   * second may hold, as in `['hash', 'config', 'hash']`; or nothing.
   */
  terms: string[][]
  /** Hashes of the lists of words of drawers with several files, by drawer. */
  lexicons: Record<string, string>
  /** Terms that more than half of the documents have, and whose lists are long: beside others they say too little to be loaded. Sorted. */
  common: string[]
  /** Hashes of the pages, by group: ranges of ids, by their first byte; see `pageGroup`. */
  pages: string[]
  dates: string
  filters: string
  suggestions: string[]
}

/** `lexicon/12.json`: terms with their forms, as in a file of terms, by rising term; with them it is known which file to ask for. */
export type Lexicon = [term: string, ...forms: string[]][]

/** `pages/0f/0f12ab34cd.json`: what is shown of a document, and looked at for phrases. */
export interface IndexedPage {
  url: string
  title: string
  collection: string
  date?: string
  /** The date as people read it, in the language of the site: the first formatter of a page costs its browser 20 ms. */
  day?: string
  summary?: string
  tags: string[]
  authors: string[]
  sections: IndexedSection[]
}

/** The text under a heading. Anchor and heading are `''` before the first one. */
export interface IndexedSection {
  anchor: string
  heading: string
  text: string
  code: string
}

/** A field by which pages can be filtered: `filters.json` is a list of them. */
export interface IndexedFilter {
  field: string
  label: string
  /** Value, and what people see where that is something else. */
  values: ([value: string] | [value: string, label: string])[]
}

/** The term that stands for a value of a field. No word begins with `=`. */
export function filterTerm(field: string, value: string): string {
  return `=${field}=${value}`
}

/** The group of a document: ranges of ids, so that groups in their order have documents in theirs. */
export function pageGroup(document: string, groups: number): number {
  return Math.floor((Number.parseInt(document.slice(0, 2), 16) * groups) / 256)
}
