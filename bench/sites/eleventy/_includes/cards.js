/** Posts one below the other, and the way to the next ones. */

import { escaped, minutes, tagList, time } from './site.js'

/** @param {any[]} posts */
export function cards(posts) {
  return `<div class="cards">${posts.map(card).join('')}</div>`
}

/** @param {any} post */
function card({ url, date, data, page }) {
  return `<article class="card"><p class="meta">${time(date)}<span>${minutes(page)} min read</span></p><h2><a href="${url}">${escaped(data.title)}</a></h2><p>${escaped(data.summary)}</p>${tagList(data.tags)}</article>`
}

/**
 * @param {string} base Address of the first page.
 * @param {number} number
 * @param {number} pages
 */
export function pagination(base, number, pages) {
  if (pages <= 1) return ''
  const address = (/** @type {number} */ target) => (target > 1 ? `${base}page/${target}/` : base)
  const newer = `<a class="newer" rel="prev" href="${address(number - 1)}"><span aria-hidden="true">←</span> Newer</a>`
  const older = `<a class="older" rel="next" href="${address(number + 1)}">Older <span aria-hidden="true">→</span></a>`
  return `<nav class="pagination" aria-label="Pages">${number > 1 ? newer : ''}<span class="place">Page ${number} of ${pages}</span>${number < pages ? older : ''}</nav>`
}
