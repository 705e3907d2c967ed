/** What a search is asked and what it finds, as plain data. */

/** How to search. */
export interface FindOptions {
  /** Only what has one of these values in each of these fields: `{ tags: ['erlang'], year: ['2024'] }`. @default {} */
  filters?: Readonly<Record<string, readonly string[]>>
  /** @default 'relevance' */
  sort?: 'relevance' | 'date'
  /** How many hits are passed over: a multiple of `limit`. @default 0 */
  offset?: number
  /** Greatest number of hits. @default 5 */
  limit?: number
  /** Whether the last word may be the beginning of one, as while it is typed; a word of the index is taken for itself. @default true */
  isTyping?: boolean
}

/** What was found. */
export interface Found {
  hits: Hit[]
  /** How many pages there are, those beyond `limit` too. */
  total: number
  /** Whether there may be more than `total`: of quoted phrases only the nearest pages are looked at. */
  isAtLeast: boolean
  /** Words that stand nowhere, and the words that were searched instead. */
  corrections: Correction[]
  /** Words that stand nowhere, and nothing like them. */
  missing: string[]
}

/** A word that stands nowhere, and those that look like it. */
export interface Correction {
  word: string
  used: string[]
}

/** A page that was found. */
export interface Hit {
  /** The document's id: ten hexadecimal digits. */
  document: string
  /** Address of the page, with the base path. */
  url: string
  title: Marked
  collection: string
  /** As the entry has it: `2024-01-31`, or an instant. */
  date?: string
  /** For people, in the language of the site: `Jan 31, 2024`. */
  day?: string
  /** Greater is better; of no unit. */
  score: number
  /** The part of the text that tells most, from any section; of a list, nothing if a hit shown above it says the same. */
  excerpt: Marked
  /** Sections that have words of the query, the best first; at most three. */
  sections: SectionHit[]
}

/** A section of a page that was found. */
export interface SectionHit {
  /** Address of the section: that of the page with the heading's id behind `#`. */
  url: string
  heading: Marked
}

/** A text in pieces: what was searched for is marked. */
export type Marked = readonly MarkedPiece[]

/** A piece of a text. It is text, and never HTML. */
export interface MarkedPiece {
  text: string
  isMatch: boolean
}

/** A field by which hits can be filtered, with its values. */
export interface FilterField {
  /** `tags`, `authors`, `collection`, `year` or what the options of the plugin name. */
  field: string
  /** For people: `Tags`. */
  label: string
  values: FilterValue[]
}

/** A value of a field: what `filters` takes, and what people see. */
export interface FilterValue {
  value: string
  label: string
}

/** Searches an index. Its methods may be called at the same time. */
export interface Search {
  /**
   * Finds pages. The query is words, `"exact phrases"`, and `-words` that a page must not have.
   *
   * @throws {IndexError} if the index can't be read.
   * @throws {RangeError} if `limit` or `offset` is below 0 or no number.
   */
  find(query: string, options?: FindOptions): Promise<Found>
  /** The fields by which hits can be filtered; an own file, asked for when it is needed. */
  filters(): Promise<FilterField[]>
  /** Queries that show what there is to find. */
  suggestions(): Promise<readonly string[]>
}
