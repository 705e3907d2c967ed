/** The numbers that decide on order and on how much is read, in one place: they are set by measurement on judged queries. */
export const tuning = {
  /** How soon more of a word says little more: the usual value of BM25. */
  saturation: 1.2,
  /** How much longer documents are held back, from 0 to 1. Lengths come in coarse classes, so less than the usual 0.75. */
  lengthNorm: 0.1,
  /** The power of the share of a query that a document has: pages with more of its words come first. */
  coordination: 1,
  /** A name in pieces is likely what was meant; the name itself is. */
  parts: 0.3,
  /** A word that goes on after what was typed, times the share of it that was typed. */
  prefix: 0.4,
  /** A word that is one edit away, and once more for the second. */
  typo: 0.5,
  /** What a page gains whose words stand side by side, and less as they are further apart. */
  nearness: 0.3,
  /** What a page gains whose title is the query, and less as the title says more than that. */
  title: 0.25,
  /** A heading tells what its section is about. */
  heading: 2,
  /** An excerpt of code explains little. */
  code: 0.5,
  /** So many words go on from a beginning at most: those of most documents. */
  mostPrefixed: 50,
  /** So many words are taken for a misspelt one. */
  mostTypos: 10,
  /** From so many letters a word may have one edit, and two: in a shorter one each letter tells too much. */
  oneEdit: 4,
  twoEdits: 8,
  /** So many pages are looked at for a phrase, unless more are wanted. */
  mostLooked: 30,
  /** Characters of an excerpt. */
  excerpt: 180,
  /** Sections that are named with a page. */
  mostSections: 3,
} as const
