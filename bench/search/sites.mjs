/** The corpus as a site that is searched: ours with the plugin and without, and the pages that the others read. */

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createPost } from '../corpus.mjs'
import { title } from '../prose.mjs'
import { blogBuild } from '../sites/blog-build.mjs'
import { emptyFolder, writeSource } from '../sites/files.mjs'
import { writePost } from '../sites/post-file.mjs'
import { site } from '../sites/site.mjs'
import { createVariedPost, variedSentence } from './varied-post.mjs'

/** @import { Post } from '../corpus.mjs' */
/** @import { Random } from '../random.mjs' */

/**
 * @typedef {object} Corpus
 * @property {string} title
 * @property {(number: number) => Post} post
 * @property {(random: Random, sentence: string) => string} sentence Another one, in words of this corpus.
 */

/** What is searched, by the name that results have. @type {Record<string, Corpus>} */
export const corpora = {
  few: {
    title: 'a vocabulary of 1,500 words',
    post: createPost,
    sentence: (random, sentence) => `${title(random, sentence.split(' ').length)}.`,
  },
  many: { title: 'a vocabulary of 40,000 words', post: createVariedPost, sentence: variedSentence },
}

/** Where the index lies in our output. */
export const indexFolder = 'search-index'

/**
 * Writes the posts, and a configuration.
 *
 * @param {string} folder
 * @param {{ corpus: Corpus, posts: number, isSearched: boolean }} options
 */
export function layOutSite(folder, { corpus, posts, isSearched }) {
  emptyFolder(folder)
  writeSource(folder, 'blog.config.ts', configuration(isSearched))
  for (let number = 0; number < posts; number++) {
    writePost(`${folder}/content`, corpus.post(number), blogBuild.addresses)
  }
}

/**
 * Code is plain, so that neither highlighting nor its markup is in anybody's time.
 *
 * @param {boolean} isSearched
 */
function configuration(isSearched) {
  const fields = JSON.stringify({ ...site, markdown: { highlight: false } }, null, 2).slice(1, -2)
  return [
    "import { defineConfig } from '@blog-build/core'",
    ...(isSearched ? ["import { search } from '@blog-build/plugin-search'"] : []),
    '',
    `export default defineConfig({${fields}${isSearched ? ',\n  plugins: [search()],' : ','}\n})\n`,
  ].join('\n')
}

/** Why our search can't be measured, if so. */
export function cannotSearch() {
  const door = fileURLToPath(new URL('../../packages/plugin-search/dist/index.js', import.meta.url))
  const isThere =
    existsSync(door) && /\bsearch\b/.test(readFileSync(door, 'utf8').split('export {').at(-1) ?? '')
  return isThere ? blogBuild.missing() : 'the plugin is not compiled: npm run build'
}
