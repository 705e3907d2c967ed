import { document } from '../_includes/document.js'
import { escaped } from '../_includes/site.js'

export const data = { permalink: '/tags/' }

/** @param {any} data */
export function render({ collections, page }) {
  const items = collections.terms.map(
    (/** @type {any} */ { name, posts: { length } }) =>
      `<li><a href="/tags/${name}/">${escaped(name)}</a> <span class="count">${length} ${length === 1 ? 'post' : 'posts'}</span></li>`,
  )
  const main = `<header class="list-header"><h1>Tags</h1></header><ul class="terms">${items.join('')}</ul>`
  return document({ url: page.url, layout: 'terms', title: 'Tags' }, main)
}
