/** What happens to a site between two builds. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPost, slugOf } from './corpus.mjs'
import { postPath } from './sites/post-file.mjs'

/** @import { Tool } from './sites/tool.mjs' */

/**
 * @typedef {object} Place A site of one generator on the disk.
 * @property {Tool} tool
 * @property {string} folder
 * @property {number} posts
 */

/**
 * @typedef {object} Scenario
 * @property {string} title
 * @property {(place: Place, run: number) => void} prepare Makes the change; `run` makes each one new.
 * @property {(place: Place, run: number) => string | undefined} fault What is wrong with the result, if something is.
 */

/** @type {Record<string, Scenario>} */
export const scenarios = {
  cold: {
    title: 'cold: no output, no cache',
    prepare: ({ tool, folder }) => {
      for (const path of [tool.output, ...tool.caches])
        rmSync(join(folder, path), { recursive: true, force: true })
    },
    fault: (place) => (existsSync(pageOf(place, middle(place))) ? undefined : 'there is no page'),
  },
  unchanged: {
    title: 'nothing changed',
    prepare: () => {},
    fault: (place) => (existsSync(pageOf(place, middle(place))) ? undefined : 'there is no page'),
  },
  body: {
    title: 'one body edited, an old post',
    prepare: (place, run) => editBody(place, middle(place), run),
    fault: (place, run) => lacks(place, middle(place), bodyMark(run)),
  },
  newest: {
    title: 'one body edited, the newest post',
    prepare: (place, run) => editBody(place, place.posts - 1, run),
    fault: (place, run) => lacks(place, place.posts - 1, bodyMark(run)),
  },
  title: {
    title: 'one title edited, an old post',
    prepare: (place, run) => {
      const title = createPost(middle(place)).title
      edit(place, middle(place), /^title: .*$/m, `title: ${JSON.stringify(`${title} ${titleMark(run)}`)}`)
    },
    fault: (place, run) => lacks(place, middle(place), titleMark(run)),
  },
  restored: {
    title: 'one output deleted',
    prepare: (place) => rmSync(pageOf(place, middle(place))),
    fault: (place) => (existsSync(pageOf(place, middle(place))) ? undefined : 'the page is not there again'),
  },
}

/**
 * A post that is in no feed and on no first page.
 *
 * @param {Place} place
 */
function middle({ posts }) {
  return Math.floor(posts / 2)
}

/** @param {number} run */
const bodyMark = (run) => `Edited${run}`

/** @param {number} run */
const titleMark = (run) => `again${run}`

/**
 * Replaces the first word of the text by another one.
 *
 * @param {Place} place
 * @param {number} number
 * @param {number} run
 */
function editBody(place, number, run) {
  edit(place, number, /(?<=^---\n\n)\S+/m, bodyMark(run))
}

/**
 * @param {Place} place
 * @param {number} number
 * @param {RegExp} what
 * @param {string} text
 */
function edit({ tool, folder }, number, what, text) {
  const path = join(folder, tool.sources, postPath(number))
  const before = readFileSync(path, 'utf8')
  const after = before.replace(what, text)
  if (after === before) throw new Error(`${path} was not changed by the edit`)
  writeFileSync(path, after)
}

/**
 * Where the page of a post is in the output.
 *
 * @param {Place} place
 * @param {number} number
 */
export function pageOf({ tool, folder }, number) {
  return join(folder, tool.output, 'posts', slugOf(number), 'index.html')
}

/**
 * @param {Place} place
 * @param {number} number
 * @param {string} text
 */
function lacks(place, number, text) {
  return readFileSync(pageOf(place, number), 'utf8').includes(text) ? undefined : `the page lacks "${text}"`
}
