/** What is said about the site, and how texts are shown. The benchmark writes `site.json` beside this file. */

import { readFileSync } from 'node:fs'

/** @type {{ title: string, description: string, url: string, author: string }} */
export const site = JSON.parse(readFileSync(new URL('./site.json', import.meta.url), 'utf8'))

/** Posts on one page of a list. */
export const perPage = 10

/** @type {Record<string, string>} */
const references = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => references[sign] ?? sign)
}

const long = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/**
 * @param {Date} date
 * @param {'long' | 'short'} [form]
 */
export function time(date, form = 'long') {
  return `<time datetime="${date.toISOString()}">${(form === 'long' ? long : short).format(date)}</time>`
}

/** @type {Map<string, number>} */
const known = new Map()

/**
 * Minutes to read a post, counted once.
 *
 * @param {{ inputPath: string, rawInput: string }} page
 */
export function minutes({ inputPath, rawInput }) {
  const before = known.get(inputPath)
  if (before !== undefined) return before
  const counted = Math.max(1, Math.round((rawInput.match(/\S+/g)?.length ?? 0) / 220))
  known.set(inputPath, counted)
  return counted
}

/** @param {string[]} tags */
export function tagList(tags) {
  const items = tags.map((tag) => `<li><a href="/tags/${tag}/">${escaped(tag)}</a></li>`)
  return `<ul class="tags" aria-label="Tags">${items.join('')}</ul>`
}
