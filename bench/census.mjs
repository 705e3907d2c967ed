/** Counts what a generator made, so that only equal sites are compared. */

import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { slugOf } from './corpus.mjs'
import { filesIn } from './floor.mjs'

/** @import { Place } from './scenarios.mjs' */

/**
 * @typedef {object} Census
 * @property {number} posts Pages of posts.
 * @property {number} lists The home page, the archive, pages of tags, and all further pages of lists.
 * @property {number} pictures
 * @property {number} inFeed Entries of the Atom feed.
 * @property {number} inSitemap Addresses in the sitemap.
 * @property {string} text Hash of what readers see of all posts, code included.
 * @property {number} megabytes Of all files; markup differs, above all that of highlighted code.
 * @property {number} redirects Pages of Hugo from `page/1/` to the list; the others have none.
 */

/**
 * Counts the output of the last build.
 *
 * @param {Place} place
 * @returns {Census}
 */
export function census({ tool, folder, posts }) {
  const output = join(folder, tool.output)
  const files = filesIn(output)
  const count = (/** @type {RegExp} */ pattern) => files.filter((path) => pattern.test(path)).length
  const pages = count(/\/index\.html$/)
  const redirects = count(/\/page\/1\/index\.html$/)
  const ofPosts = count(/\/posts\/[^/]+\/index\.html$/)
  return {
    posts: ofPosts,
    lists: pages - ofPosts - redirects,
    pictures: count(/\.(png|svg)$/),
    inFeed: countIn(join(output, 'feed.xml'), '<entry>'),
    inSitemap: countIn(join(output, 'sitemap.xml'), '<loc>'),
    text: textOf(output, posts),
    megabytes: Math.round(files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6),
    redirects,
  }
}

/**
 * What differs between two sites that should show the same; nothing if they do.
 *
 * @param {Census} a
 * @param {Census} b
 */
export function difference(a, b) {
  const keys = /** @type {const} */ (['posts', 'lists', 'pictures', 'inFeed', 'inSitemap', 'text'])
  return keys.filter((key) => a[key] !== b[key]).map((key) => `${key}: ${a[key]} and ${b[key]}`)
}

/**
 * @param {string} path
 * @param {string} text
 */
function countIn(path, text) {
  return readFileSync(path, 'utf8').split(text).length - 1
}

/**
 * @param {string} output
 * @param {number} posts
 */
function textOf(output, posts) {
  const hash = createHash('sha256')
  for (let number = 0; number < posts; number++) {
    hash.update(visible(readFileSync(join(output, 'posts', slugOf(number), 'index.html'), 'utf8')))
  }
  return hash.digest('hex').slice(0, 16)
}

/** @type {Record<string, string>} */
const named = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** The text of a post without its tags, and without white space, which markup moves. @param {string} html */
function visible(html) {
  const prose = /<div class="prose">(.*?)<ul class="tags"/s.exec(html)?.[1]
  if (!prose) throw new Error('There is a page without the text of a post.')
  return prose
    .replace(/<[a-z/][^>]*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
      name ? (named[name] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/\s+/g, '')
}
