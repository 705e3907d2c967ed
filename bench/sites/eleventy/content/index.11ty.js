import { cards, pagination } from '../_includes/cards.js'
import { document } from '../_includes/document.js'
import { escaped, perPage, site } from '../_includes/site.js'

export const data = {
  pagination: { data: 'collections.posts', size: perPage, alias: 'part', addAllPagesToCollections: true },
  permalink: (/** @type {any} */ { pagination: { pageNumber } }) =>
    pageNumber === 0 ? '/' : `/page/${pageNumber + 1}/`,
}

/** @param {any} data */
export function render({ part, page, pagination: { pageNumber, pages } }) {
  const number = pageNumber + 1
  const title = number > 1 ? `Page ${number} of ${pages.length}` : undefined
  const intro = `<section class="intro"><h1 class="visually-hidden">${escaped(site.title)}</h1><p class="statement">${escaped(site.description)}</p></section>`
  const main = `${title ? `<h1 class="visually-hidden">${title}</h1>` : intro}${cards(part)}${pagination('/', number, pages.length)}`
  return document({ url: page.url, layout: 'home', title }, main)
}
