/** What a search shows to a visitor who goes on and on. */
import type { FindOptions, Found, Hit, Search } from '../query/found.js'
import { addressOf } from './judged-query.js'

/** Hits that a visitor is shown at once. The order within is one of its own: see `Search`. */
const shown = 5

/** Ranks that are looked at; what comes later, nobody sees. */
export const usualDepth = 100

/**
 * Finds as many as are wanted, in the order in which a visitor sees them.
 *
 * @param limit How many, at most.
 */
export async function findMany(
  search: Search,
  query: string,
  limit: number,
  options: Omit<FindOptions, 'offset' | 'limit'> = {},
): Promise<Found> {
  const hits: Hit[] = []
  for (let offset = 0; ; offset += shown) {
    const found = await search.find(query, { ...options, limit: shown, offset })
    hits.push(...found.hits)
    if (hits.length >= limit || found.hits.length < shown) return { ...found, hits: hits.slice(0, limit) }
  }
}

/** A search as it is judged. @param base Path under which the site lives. */
export function finderOf(search: Search, base: string): (query: string) => Promise<string[]> {
  return async (query) => {
    const { hits } = await findMany(search, query, usualDepth)
    return hits.map(({ url }) => addressOf(url, base))
  }
}
