import { document } from './document.js'
import { escaped, minutes, tagList, time } from './site.js'

/** @param {any} data */
export function render(data) {
  const { title, author, tags, summary, content, page, collections } = data
  const { previous, next } = neighbours(collections.posts, page.url)
  const main = `<article class="post"><header class="post-header"><h1>${escaped(title)}</h1><p class="meta"><span>By <span class="authors">${escaped(author)}</span></span>${time(page.date)}<span>${minutes(page)} min read</span></p></header>${toc(content)}<div class="prose">${content}</div>${tagList(tags)}</article>${around(previous, next)}`
  const post = { date: page.date, author, tags }
  return document({ url: page.url, layout: 'post', title, description: summary, post }, main)
}

/** @type {WeakMap<any[], Map<string, number>>} */
const places = new WeakMap()

/**
 * The posts around one, found in a table; Eleventy's own filter walks the list for each post.
 *
 * @param {any[]} posts
 * @param {string} url
 */
function neighbours(posts, url) {
  const table = places.get(posts) ?? new Map(posts.map((post, index) => [post.url, index]))
  places.set(posts, table)
  const place = table.get(url) ?? 0
  return { previous: posts[place + 1], next: posts[place - 1] }
}

/**
 * @param {any} previous
 * @param {any} next
 */
function around(previous, next) {
  const older = `<span class="direction"><span aria-hidden="true">←</span> Older</span>`
  const newer = `<span class="direction">Newer <span aria-hidden="true">→</span></span>`
  const link = (/** @type {any} */ post, /** @type {string} */ name, /** @type {string} */ rel) =>
    post
      ? `<a class="${name}" rel="${rel}" href="${post.url}">${rel === 'prev' ? older : newer}<span class="title">${escaped(post.data.title)}</span></a>`
      : ''
  return `<nav class="prev-next" aria-label="More posts">${link(previous, 'previous', 'prev')}${link(next, 'next', 'next')}</nav>`
}

/** Two levels of headings. @param {string} content */
function toc(content) {
  let items = ''
  let depth = 2
  for (const [, level, id, text] of content.matchAll(/<h([23]) id="([^"]*)">(.*?)<\/h\1>/g)) {
    const item = `<a href="#${id}">${text}</a>`
    if (Number(level) > depth) items += `<ol><li>${item}`
    else items += `${depth > Number(level) ? '</li></ol>' : ''}${items === '' ? '' : '</li>'}<li>${item}`
    depth = Number(level)
  }
  return `<nav class="toc" aria-label="On this page"><details><summary>On this page</summary><ol>${items}${depth > 2 ? '</li></ol>' : ''}</li></ol></details></nav>`
}
