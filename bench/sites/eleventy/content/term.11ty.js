import { cards, pagination } from '../_includes/cards.js'
import { document } from '../_includes/document.js'
import { escaped } from '../_includes/site.js'

export const data = {
  pagination: { data: 'collections.termParts', size: 1, alias: 'part', addAllPagesToCollections: true },
  permalink: (/** @type {any} */ { part: { name, number } }) =>
    number === 1 ? `/tags/${name}/` : `/tags/${name}/page/${number}/`,
}

/** @param {any} data */
export function render({ part: { name, count, number, pages, posts }, page }) {
  const title = number > 1 ? `${name} (Page ${number} of ${pages})` : name
  const main = `<header class="list-header"><p class="eyebrow"><a href="/tags/">Tags</a></p><h1>${escaped(name)}</h1><p class="meta"><span>${count} ${count === 1 ? 'post' : 'posts'}</span></p></header>${cards(posts)}${pagination(`/tags/${name}/`, number, pages)}`
  return document({ url: page.url, layout: 'term', title }, main)
}
