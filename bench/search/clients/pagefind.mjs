// @ts-expect-error: written by Pagefind beside its index.
import * as pagefind from '/pagefind/pagefind.js'

export const prepare = () => pagefind.init()

/**
 * @param {string} query
 * @param {number} limit
 */
export async function find(query, limit) {
  const { results } = await pagefind.search(query)
  /** @type {Promise<{ url: string, meta: { title: string }, excerpt: string }>[]} */
  const shown = results.slice(0, limit).map((/** @type {any} */ result) => result.data())
  return (await Promise.all(shown)).map(({ url, meta, excerpt }) => ({ url, title: meta.title, excerpt }))
}
