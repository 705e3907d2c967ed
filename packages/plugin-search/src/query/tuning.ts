/** The numbers that decide on order and on how much is read, in one place: they are set by measurement on judged queries. */

/** How soon more of a word says little more: the usual value of BM25. */
export const saturation = 1.2

/**
 * How much longer documents are held back, from 0 to 1. Usual is 0.75; here long pages answer as well as short ones, as
 * far as could be measured.
 */
export const lengthNorm = 0.1

/** The power of the share of a query that a document has: pages with more of its words come first. */
export const coordination = 1

/** A name in pieces is likely what was meant; the name itself is. */
export const parts = 0.3

/** A word that goes on after what was typed, times the share of it that was typed. */
export const prefix = 0.4

/** A word that is one edit away, and once more for the second. */
export const typo = 0.5

/** What a page gains whose words stand side by side, and less as they are further apart. */
export const nearness = 0.3

/** What a page gains whose title is the query, and less as the title says more than that. */
export const title = 0.25

/**
 * A page that lists others is worth so much of one that says the same itself. From 0.75 to 0.8 the judged queries tell hardly any
 * difference; above, names of lists crowd out pages. What their names and cards count stands in the index already.
 */
export const list = 0.8

/** A heading tells what its section is about. */
export const heading = 2

/** An excerpt of code explains little. */
export const code = 0.5

/** So many words go on from a beginning at most: those of most documents. */
export const mostPrefixed = 50

/** So many words are taken for a misspelt one. */
export const mostTypos = 10

/** From so many letters a word may have one edit, and two: in a shorter one each letter tells too much. */
export const oneEdit = 4

export const twoEdits = 8

/** After so many pages in a row that do not pass for their phrases, no more are looked at. */
export const mostVain = 30

/** Characters of an excerpt. */
export const excerpt = 180

/** Sections that are named with a page. */
export const mostSections = 3
