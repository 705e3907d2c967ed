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

/**
 * A whole query, whose last word is no beginning of one.
 *
 * @param {string} query
 * @param {number} limit
 */
export async function find(query, limit) {
  const { hits } = await search.find(query, { limit, isTyping: false })
  return hits.map((/** @type {any} */ { url, title }) => ({ url, title: title.map(textOf).join('') }))
}

/** @param {{ text: string }} piece */
function textOf({ text }) {
  return text
}
