import { document } from '../_includes/document.js'
import { escaped, time } from '../_includes/site.js'

export const data = { permalink: '/archive/' }

/** @param {any} data */
export function render({ collections, page }) {
  /** @type {Map<number, string[]>} */
  const years = new Map()
  for (const { url, date, data } of collections.posts) {
    const year = date.getUTCFullYear()
    const row = `<li><a href="${url}">${escaped(data.title)}</a>${time(date, 'short')}</li>`
    const rows = years.get(year)
    if (rows) rows.push(row)
    else years.set(year, [row])
  }
  const sections = [...years].map(
    ([year, rows]) => `<section class="year"><h2>${year}</h2><ul>${rows.join('')}</ul></section>`,
  )
  const main = `<header class="list-header"><h1>Archive</h1></header>${sections.join('')}`
  return document({ url: page.url, layout: 'archive', title: 'Archive' }, main)
}
