/** The documents of an index: what a search can find. */
import { createHash } from 'node:crypto'
import type { OwnedPage } from '@blog-build/core/plugin'

/** A page that can be found. */
export interface Document {
  /** Ten hexadecimal digits: the first 40 bits of the SHA-256 of its key. */
  id: string
  /** Id of the entry that it shows; of a page without one, its permalink. */
  key: string
  /** Address of the page that shows it: of an entry, its own one where it has one. */
  permalink: string
  /** Of a page without an entry: what there is to find of it. */
  page?: ListPage
}

/** A page without an entry, mostly a list. */
export interface ListPage {
  title: string
  description?: string
  /** Of the list of a term: field and name, and whose entries are meant. */
  term?: { field: string; name: string; collection?: string | string[] }
}

/** Length of an id in hexadecimal digits. */
export const idLength = 10

/**
 * The documents of a site, by id. Unlisted pages are none, nor the further pages of a list, nor pages without a title
 * of their own.
 *
 * @param isWanted Whether the entry of a page is to be found.
 * @throws if two keys have the same id, of which there is one chance in 20,000 at 10,000 documents.
 */
export function toDocuments(
  pages: readonly OwnedPage[],
  isWanted: (page: OwnedPage) => boolean,
  idOf: (key: string) => string = idOfKey,
): Document[] {
  const byId = new Map<string, Document>()
  for (const page of pages) {
    const key = keyOf(page)
    if (key === undefined || !isWanted(page)) continue
    const id = idOf(key)
    const other = byId.get(id)?.key
    if (other !== undefined && other !== key) throw new Error(collisionText(key, other))
    byId.set(id, toDocument(id, key, page))
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function toDocument(id: string, key: string, page: OwnedPage): Document {
  const { entry, permalink } = page
  return { id, key, permalink, ...(entry === undefined && { page: toListPage(page) }) }
}

function toListPage({ title = '', description, params }: OwnedPage): ListPage {
  const { field, term, collection } = params
  const isTerm = typeof field === 'string' && typeof term === 'string'
  return {
    title,
    ...(description === undefined ? {} : { description }),
    ...(isTerm && {
      term: {
        field,
        name: term,
        ...(isCollection(collection) && { collection }),
      },
    }),
  }
}

function keyOf({ entry, permalink, title, unlisted, params }: OwnedPage): string | undefined {
  if (unlisted || permalink === '/404.html') return undefined
  if (entry !== undefined) return entry
  return title === undefined || isFurther(params) ? undefined : permalink
}

/** Whether a page goes on with a list: its params are those of a part of one, and not of the first. */
function isFurther({ number, pages }: OwnedPage['params']): boolean {
  return typeof number === 'number' && number > 1 && typeof pages === 'number'
}

function isCollection(value: unknown): value is string | string[] {
  return [value].flat().every((one) => typeof one === 'string')
}

function idOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, idLength)
}

function collisionText(key: string, other: string): string {
  return `\`${key}\` and \`${other}\` have the same id in the index of the search. This happens by chance; rename one of the two.`
}
