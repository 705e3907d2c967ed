/**
 * The files of an index, and where they are read from. All lie under one folder:
 *
 *     index.json                      what there is, with the hashes of all others
 *     terms/12.bin, terms/12-x1Yz.bin terms and where they stand: a drawer, or a part of one
 *     lexicon/12.json                 all words of a drawer that has several parts
 *     pages/0f/0f12ab34cd.json        a page: title, address, text
 *     dates.bin, filters.json         what is needed to sort by date, and to offer filters
 *
 * Names stay as they are while sites change; an address is followed by `?h=` and a hash, so that what is cached serves as
 * long as it is right.
 */

/** The form of all files. A client that meets another one must be loaded anew. */
export const formatVersion = 2

/** Where the files of an index are had from. */
export interface IndexFiles {
  /**
   * @param path Relative to the folder of the index.
   * @param hash What is put behind it to name this version; without one, that of now is wanted, from no cache.
   * @param isStale Whether caches are passed by: one of them had a file of another build under this name.
   * @returns Nothing if there is no such file.
   */
  read(path: string, hash?: string, isStale?: boolean): Promise<Uint8Array | undefined>
}

export const entryPath = 'index.json'
export const datesPath = 'dates.bin'
export const filtersPath = 'filters.json'

/** A page, by the id of its document. */
export function pagePath(document: string): string {
  return `pages/${document.slice(0, 2)}/${document}.json`
}

/** A part of a drawer, by the first term that may stand in it; the first part has none. */
export function shardPath(drawer: number, bound: string): string {
  return bound === '' ? `terms/${drawer}.bin` : `terms/${drawer}-${hexOf(bound)}.bin`
}

export function lexiconPath(drawer: number): string {
  return `lexicon/${drawer}.json`
}

/** A number in hexadecimal digits, so many at least. */
export function hexDigits(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

/** A text as a part of a file's name, whatever it consists of: its UTF-8 in hexadecimal digits. */
function hexOf(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => hexDigits(byte, 2)).join('')
}
