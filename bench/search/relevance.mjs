/** How well all three answer the judged queries, over the same pages. */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn } from '../floor.mjs'
import { measure } from '../measure.mjs'
import { blogBuild } from '../sites/blog-build.mjs'
import { documentsIn } from './documents.mjs'
import { layOutClient } from './engines.mjs'
import { indexesIn, indexRival, outputOf } from './places.mjs'
import { createVisitor } from './visitor.mjs'
import { spellingOf } from './visits.mjs'
import { rareWords } from './words.mjs'

/** @import { Spelling } from './words.mjs' */

/**
 * @typedef {object} Relevance What one engine is worth on one site.
 * @property {string} site
 * @property {string} engine
 * @property {Record<Half, Worth>} halves
 * @property {Record<Spelling, number>} spelling
 */

/** @typedef {'open' | 'held'} Half Of the queries: those that the search may be tuned with, and those it may not. */

/**
 * @typedef {object} Worth Means over the queries that a page answers.
 * @property {number} queries
 * @property {number} ndcg Of the first ten.
 * @property {number} recall Of the first ten.
 * @property {number} reciprocalRank
 * @property {{ queries: number, empty: number }} unanswerable Queries that no page answers; of how many nothing was found.
 */

const content = fileURLToPath(new URL('../../content/', import.meta.url))
const manual = fileURLToPath(new URL('../../docs/', import.meta.url))

/** How each site is laid out. Names are those of the files of queries. @type {Record<string, (folder: string) => void>} */
const sites = {
  flagship: (folder) => {
    const isMade = (/** @type {string} */ path) =>
      ['dist', '.blog-build', 'node_modules'].includes(basename(path))
    cpSync(content, folder, { recursive: true, filter: (path) => !isMade(path) })
  },
  manual: (folder) => {
    for (const path of filesIn(manual.slice(0, -1)).filter((path) => path.endsWith('.md'))) {
      const name = path.slice(manual.length)
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), withoutOuterLinks(readFileSync(path, 'utf8'), name))
    }
    writeFileSync(join(folder, 'blog.config.ts'), configuration)
  },
}

const configuration = [
  "import { defineConfig } from '@blog-build/core'",
  "import { search } from '@blog-build/plugin-search'\n",
  'export default defineConfig({ plugins: [search()] })\n',
].join('\n')

/**
 * Links that lead out of the folder are replaced by their text, as when the pages were judged; and none leads to a
 * heading, so that one that is not there keeps nobody from searching.
 *
 * @param {string} text
 * @param {string} name Path below the folder.
 */
function withoutOuterLinks(text, name) {
  const depth = name.split('/').length - 1
  return text
    .replace(/\[([^[\]]*)\]\(((?:\.\.\/)+)[^)\s]*\)/g, (link, shown, up) =>
      up.length / '../'.length > depth ? shown : link,
    )
    .replace(/(\]\([^)\s#]+\.md)#[^)\s]+\)/g, '$1)')
}

/**
 * Builds both sites, indexes them, and asks everything.
 *
 * @param {{ folder: string, installed: string, words: number, say: (text: string) => void }} options
 * @returns {Promise<Relevance[]>}
 */
export async function judge({ folder, installed, words, say }) {
  /** @type {Relevance[]} */
  const all = []
  for (const [site, layOut] of Object.entries(sites)) {
    const root = join(folder, site)
    rmSync(root, { recursive: true, force: true })
    mkdirSync(join(root, 'with'), { recursive: true })
    layOut(join(root, 'with'))
    measure(blogBuild.build(join(root, 'with')), { cwd: root })
    const documents = documentsIn(outputOf(root, 'with'))
    writeFileSync(join(root, 'documents.json'), JSON.stringify(documents))
    for (const job of ['pages', 'minisearch'])
      indexRival(job, {
        folder: root,
        site: 'with',
        installed,
        output: join(root, job),
        glob: '**/index.html',
      })
    const rare = rareWords(documents, words)
    for (const engine of indexesIn(root)) {
      say(`${site}: ${engine.name}, ${documents.length} pages`)
      layOutClient(engine, { folder: join(root, 'client'), index: engine.index, installed })
      const visitor = await createVisitor([join(root, 'client')])
      try {
        const halves = await halvesOf(site, async (query) => (await visitor.ask([query], 10))[0] ?? [])
        all.push({ site, engine: engine.name, halves, spelling: await spellingOf(visitor, rare) })
      } finally {
        await visitor.close()
      }
    }
  }
  rmSync(folder, { recursive: true })
  return all
}

/** Judged queries by site: the flagship has its own beside it, as sites do. @type {Record<string, string>} */
const queriesOf = { flagship: '../../content/search.queries.yml', manual: './manual.queries.yml' }

/**
 * @param {string} site
 * @param {(query: string) => Promise<string[]>} find
 * @returns {Promise<Record<Half, Worth>>}
 */
async function halvesOf(site, find) {
  const { evaluate, readQueries } = await import('@blog-build/plugin-search/eval')
  const path = fileURLToPath(new URL(queriesOf[site] ?? '', import.meta.url))
  const { queries, messages } = readQueries(readFileSync(path, 'utf8'), path)
  if (messages.length > 0) throw new Error(JSON.stringify(messages))
  const { open, held } = await evaluate(queries, find)
  if (!open || !held) throw new Error(`${path} has no halves.`)
  return { open: worthOf(open), held: worthOf(held) }
}

/**
 * @param {import('@blog-build/plugin-search/eval').Summary} summary
 * @returns {Worth}
 */
function worthOf({ answerable, mean, unanswerable }) {
  const { ndcg = 0, recall = { 10: 0 }, reciprocalRank = 0 } = mean ?? {}
  return { queries: answerable, ndcg, recall: recall[10], reciprocalRank, unanswerable }
}
