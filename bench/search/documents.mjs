/** Rendered pages as the documents that MiniSearch, and Pagefind's own records, are made of. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn } from '../floor.mjs'

/**
 * @typedef {object} Document
 * @property {string} id Address of the page.
 * @property {string} title
 * @property {string} headings
 * @property {string} text All that stands in `<main>`, code included.
 */

/**
 * The documents of a built site, by address.
 *
 * @param {string} output
 * @param {string} [under] Only pages whose addresses begin so.
 * @returns {Document[]}
 */
export function documentsIn(output, under = '/') {
  const paths = filesIn(output).map((path) => path.slice(output.length))
  const pages = paths.filter((path) => path.startsWith(under) && path.endsWith('/index.html'))
  return pages.sort().map((path) => documentAt(output, path.slice(0, -'index.html'.length)))
}

/**
 * @param {string} output
 * @param {string} address
 * @returns {Document}
 */
export function documentAt(output, address) {
  const html = readFileSync(join(output, address, 'index.html'), 'utf8')
  const main = /<main\b[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? ''
  return {
    id: address,
    title: textOf(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? ''),
    headings: [...main.matchAll(/<h[1-6]\b[^>]*>(.*?)<\/h[1-6]>/gs)]
      .map(([, heading = '']) => textOf(heading))
      .join('\n'),
    text: textOf(main),
  }
}

/** @type {Record<string, string>} */
const named = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** Elements that stand in a line of text; at all others a word ends. */
const inline = /^<\/?(?:a|abbr|b|code|del|em|i|kbd|mark|s|small|span|strong|sub|sup|time|var)\b/

/** @param {string} html */
function textOf(html) {
  return html
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, ' ')
    .replace(/<[a-z/!][^>]*>/gi, (tag) => (inline.test(tag) ? '' : '\n'))
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
      name ? (named[name] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}
