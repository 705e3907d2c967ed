// @ts-expect-error: bundled for the page.
import { load } from '/minisearch.js'

/** @type {Promise<any> | undefined} */
let loading

export function prepare() {
  loading ??= fetch('/minisearch/index.json').then(async (response) => load(await response.text()))
  return loading
}

/**
 * @param {string} query
 * @param {number} limit
 */
export async function find(query, limit) {
  const index = await prepare()
  return index
    .search(query)
    .slice(0, limit)
    .map((/** @type {{ id: string, title: string }} */ { id, title }) => ({ url: id, title }))
}
