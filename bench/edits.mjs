/** What a writer does to a site while a generator watches, and how its output shows that it was seen. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCorpus, createPost, slugOf, tags } from './corpus.mjs'
import { pageOf } from './scenarios.mjs'
import { postPath } from './sites/post-file.mjs'

/** @import { Place } from './scenarios.mjs' */

/**
 * @typedef {object} Edit
 * @property {string} kind
 * @property {() => void} save
 * @property {string} page The file of the output in which it shows.
 * @property {(html: string) => boolean} shows Whether it does.
 * @property {string} [gone] A file of the output that has no source any more.
 */

/** What is done, in this order, over and over: mostly people write text. */
const order = 'body,title,body,tags,body,link,body,layout,body,deleted,restored,body'.split(',')

/** What the kinds of edit are called in tables. @type {Record<string, string>} */
export const editTitles = {
  body: 'a word of the text',
  title: 'the title',
  tags: 'a tag added',
  link: 'a link to another post added',
  deleted: 'a post deleted',
  restored: 'and put back',
  layout: 'the template of posts',
}

/**
 * Edits of posts all over the corpus.
 *
 * @param {Place} place
 * @param {number} count
 * @returns {Generator<Edit>}
 */
export function* createEdits(place, count) {
  const lonely = unlinkedPosts(place.posts)
  let kept = ''
  for (let index = 0; index < count; index++) {
    const kind = order[index % order.length] ?? 'body'
    const number = 1 + Math.floor(spread(index) * (place.posts - 2))
    const round = Math.floor(index / order.length)
    if (kind === 'layout') yield layoutEdit(place, index)
    else if (kind === 'deleted' || kind === 'restored') {
      // The two stand beside each other, so that both get the same post.
      const victim = lonely[Math.floor(spread(round) * lonely.length)]
      if (victim === undefined) throw new Error('A corpus this small has no post that nothing links to.')
      if (kind === 'deleted') kept = readFileSync(sourceOf(place, victim), 'utf8')
      yield kind === 'deleted' ? deletion(place, victim) : restoration(place, victim, kept)
    } else yield postEdit(place, kind, number, index)
  }
}

/** From 0 to 1: steps of the golden section reach all parts early. @param {number} index */
function spread(index) {
  return (0.5 + index * 0.618034) % 1
}

/**
 * Replaces the first word of the text, each time by a new one.
 *
 * @param {Place} place
 * @param {number} number
 * @param {number | string} index
 * @returns {Edit & { mark: string }}
 */
export function bodyEdit(place, number, index) {
  const mark = `Edited${index}x`
  return {
    ...rewriting(place, 'body', number, (text) => text.replace(/(?<=^---\n\n)\S+/m, mark), mark),
    mark,
  }
}

/**
 * @param {Place} place
 * @param {string} kind
 * @param {number} number
 * @param {number} index
 * @returns {Edit}
 */
function postEdit(place, kind, number, index) {
  if (kind === 'title') return titleEdit(place, number, `again${index}x`)
  if (kind === 'tags') return tagEdit(place, number)
  if (kind === 'link') return linkEdit(place, number, `Linked${index}x`)
  return bodyEdit(place, number, index)
}

/**
 * @param {Place} place
 * @param {number} number
 * @param {string} mark
 */
function titleEdit(place, number, mark) {
  const title = `title: ${JSON.stringify(`${createPost(number).title} ${mark}`)}`
  return rewriting(place, 'title', number, (text) => text.replace(/^title: .*$/m, title), mark)
}

/**
 * Adds a tag that other posts have.
 *
 * @param {Place} place
 * @param {number} number
 */
function tagEdit(place, number) {
  const text = readFileSync(sourceOf(place, number), 'utf8')
  const own = /^tags: \[(.*)\]$/m.exec(text)?.[1]?.split(', ') ?? []
  const added = tags.find((tag) => !own.includes(tag)) ?? ''
  const list = `tags: [${[...own, added].join(', ')}]`
  return rewriting(place, 'tags', number, (all) => all.replace(/^tags: .*$/m, list), `/tags/${added}/`)
}

/**
 * Links to the oldest post, which is never deleted.
 *
 * @param {Place} place
 * @param {number} number
 * @param {string} mark
 */
function linkEdit(place, number, mark) {
  const address = place.tool.addresses.post(0, postPath(number).endsWith('index.md'))
  return rewriting(place, 'link', number, (text) => `${text}\nSee [${mark}](${address}).\n`, `>${mark}</a>`)
}

/**
 * @param {Place} place
 * @param {number} index
 * @returns {Edit}
 */
function layoutEdit({ tool, folder, posts }, index) {
  const path = join(folder, tool.postTemplate)
  const mark = `data-edit="layout${index}x"`
  const before = readFileSync(path, 'utf8')
  const after = before.replace(
    /<article class="post"(?: data-edit="\w+")?>/,
    `<article class="post" ${mark}>`,
  )
  if (after === before) throw new Error(`${path} has no article to edit.`)
  const page = pageOf({ tool, folder, posts }, Math.floor(posts / 2))
  return {
    kind: 'layout',
    save: () => writeFileSync(path, after),
    page,
    shows: (html) => html.includes(mark),
  }
}

/**
 * The next post stops linking to it as the one before.
 *
 * @param {Place} place
 * @param {number} number
 * @returns {Edit}
 */
function deletion(place, number) {
  return {
    kind: 'deleted',
    save: () => rmSync(sourceOf(place, number)),
    page: pageOf(place, number + 1),
    shows: (html) => !html.includes(`/posts/${slugOf(number)}/`),
    gone: pageOf(place, number),
  }
}

/**
 * @param {Place} place
 * @param {number} number
 * @param {string} text
 * @returns {Edit}
 */
function restoration(place, number, text) {
  return {
    kind: 'restored',
    save: () => writeFileSync(sourceOf(place, number), text),
    page: pageOf(place, number + 1),
    shows: (html) => html.includes(`/posts/${slugOf(number)}/`),
  }
}

/**
 * @param {Place} place
 * @param {string} kind
 * @param {number} number
 * @param {(text: string) => string} change
 * @param {string} mark
 * @returns {Edit}
 */
function rewriting(place, kind, number, change, mark) {
  const path = sourceOf(place, number)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${path} was not changed by the edit`)
  const page = pageOf(place, number)
  return { kind, save: () => writeFileSync(path, after), page, shows: (html) => html.includes(mark) }
}

/**
 * @param {Place} place
 * @param {number} number
 */
function sourceOf({ tool, folder }, number) {
  return join(folder, tool.sources, postPath(number))
}

/**
 * Posts without pictures that can be deleted without breaking a link, apart from the ends and the middle
 * of the corpus, where others look.
 *
 * @param {number} posts
 */
function unlinkedPosts(posts) {
  const linked = new Set([0, Math.floor(posts / 2), posts - 1])
  for (const { number, body, pictures } of createCorpus(posts)) {
    if (pictures.length > 0) linked.add(number)
    for (const [, target] of body.matchAll(/\]\(post:(\d+)\)/g)) linked.add(Number(target))
  }
  return Array.from({ length: posts }, (_, number) => number).filter((number) => !linked.has(number))
}
