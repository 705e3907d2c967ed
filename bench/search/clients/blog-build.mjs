// @ts-expect-error: bundled for the page.
import { open } from '/blog-build.js'

/** @type {any} */
let search

export async function prepare() {
  search ??= open({ read })
}

/**
 * @param {string} path
 * @param {string} [hash]
 */
async function read(path, hash) {
  const response = await fetch(`/search-index/${path}${hash ? `?h=${hash}` : ''}`)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
}

/** Hits come in windows of five, as the element shows them; each has an order of its own. */
const window = 5

/**
 * @param {string} query
 * @param {number} limit
 */
export async function find(query, limit) {
  /** @type {{ url: string, title: string }[]} */
  const all = []
  while (all.length < limit) {
    const { hits } = await search.find(query, { limit: window, offset: all.length })
    all.push(...hits.map((/** @type {any} */ { url, title }) => ({ url, title: title.map(textOf).join('') })))
    if (hits.length < window) break
  }
  return all
}

/** @param {{ text: string }} piece */
function textOf({ text }) {
  return text
}
