/** Eleventy as a blog would set it up; where there is a choice, the quicker one. */

import { existsSync } from 'node:fs'
// @ts-expect-error: the benchmark installs it, in a folder of its own, and the workspace does not.
import syntaxHighlight from '@11ty/eleventy-plugin-syntaxhighlight'
import { headingIds } from './_includes/heading-ids.js'
import { perPage } from './_includes/site.js'

/** @param {any} eleventy */
export default function configure(eleventy) {
  if (existsSync(new URL('./highlight', import.meta.url))) eleventy.addPlugin(syntaxHighlight)
  eleventy.amendLibrary('md', headingIds)
  eleventy.addPassthroughCopy('content/posts/**/*.{png,svg}')
  eleventy.addPassthroughCopy({ 'style.css': 'style.css' })
  eleventy.addCollection('posts', newestFirst)
  eleventy.addCollection('terms', (/** @type {any} */ api) => termsOf(newestFirst(api)))
  eleventy.addCollection('termParts', (/** @type {any} */ api) => partsOf(termsOf(newestFirst(api))))
  return {
    // Posts hold nothing that a template language should run.
    markdownTemplateEngine: false,
    dir: { input: 'content', includes: '../_includes', output: '_site' },
  }
}

/** @param {any} api */
function newestFirst(api) {
  const posts = api.getFilteredByGlob('content/posts/**/*.md')
  return posts.sort((/** @type {any} */ a, /** @type {any} */ b) => b.date - a.date)
}

/** The tags, the most frequent first. @param {any[]} posts */
function termsOf(posts) {
  /** @type {Map<string, any[]>} */
  const terms = new Map()
  for (const post of posts) {
    for (const tag of post.data.tags) {
      const list = terms.get(tag)
      if (list) list.push(post)
      else terms.set(tag, [post])
    }
  }
  return [...terms]
    .map(([name, list]) => ({ name, posts: list }))
    .sort((a, b) => b.posts.length - a.posts.length || (a.name < b.name ? -1 : 1))
}

/** Ten posts of a tag at a time. @param {{ name: string, posts: any[] }[]} terms */
function partsOf(terms) {
  return terms.flatMap(({ name, posts }) => {
    const pages = Math.ceil(posts.length / perPage)
    return Array.from({ length: pages }, (_, index) => ({
      name,
      count: posts.length,
      number: index + 1,
      pages,
      posts: posts.slice(index * perPage, (index + 1) * perPage),
    }))
  })
}
