/** The door for programs that search an index, in Node or a browser. */
export type { IndexFiles } from './format/files.js'
export type {
  Correction,
  FilterField,
  FilterValue,
  FindOptions,
  Found,
  Hit,
  Marked,
  MarkedPiece,
  Search,
  SectionHit,
} from './query/found.js'
export { IndexError, type IndexErrorKind } from './query/index-error.js'
export { createSearch, type SearchOptions } from './query/search.js'
export type { Stem, Stemmers } from './terms/language.js'
export { loadStemmers } from './terms/stemmers.js'
