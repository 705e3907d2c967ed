/** What lies where while searching is measured: sites, their documents, and indexes. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from '../measure.mjs'
import { blogBuild } from '../sites/blog-build.mjs'
import { engines } from './engines.mjs'
import { indexFolder } from './sites.mjs'

/** @import { Cost } from './contest.mjs' */
/** @import { Document } from './documents.mjs' */

const indexJob = fileURLToPath(new URL('./index-job.mjs', import.meta.url))

/** Pages of posts, as Pagefind's glob. */
const postPages = 'posts/*/index.html'

/**
 * Where the index of each engine lies, of those that are there.
 *
 * @param {string} folder
 */
export function indexesIn(folder) {
  /** @type {Record<string, string>} */
  const places = {
    'blog-build': join(folder, 'with', blogBuild.output, indexFolder),
    Pagefind: join(folder, 'pages'),
    MiniSearch: join(folder, 'minisearch'),
  }
  return engines
    .map((engine) => ({ ...engine, index: places[engine.name] ?? '' }))
    .filter(({ index }) => existsSync(index))
}

/**
 * Makes the index of a rival, of the rendered pages of a site or of their documents.
 *
 * @param {string} job
 * @param {{ folder: string, installed: string, output: string, site?: string, glob?: string }} where `glob` tells
 *   Pagefind which pages count.
 * @returns {Cost}
 */
export function indexRival(job, { folder, installed, output, site = 'without', glob = postPages }) {
  rmSync(output, { recursive: true, force: true })
  const input = job === 'pages' ? outputOf(folder, site) : documentsPath(folder)
  return runJob([indexJob, job, installed, input, output, glob])
}

/**
 * @param {string[]} parameters
 * @returns {any} What it writes, as JSON.
 */
export function runJob(parameters) {
  return JSON.parse(measure([process.execPath, ...parameters]).stdout)
}

/**
 * Where the pages of a site lie.
 *
 * @param {string} folder
 * @param {string} [site]
 */
export function outputOf(folder, site = 'without') {
  return join(folder, site, blogBuild.output)
}

/** @param {string} folder */
function documentsPath(folder) {
  return join(folder, 'documents.json')
}

/**
 * @param {string} folder
 * @param {Document[]} documents
 */
export function writeDocuments(folder, documents) {
  writeFileSync(documentsPath(folder), JSON.stringify(documents))
}

/**
 * @param {string} folder
 * @returns {Document[]}
 */
export function readDocuments(folder) {
  return JSON.parse(readFileSync(documentsPath(folder), 'utf8'))
}
