/** What visitors of a corpus load and find: first queries, and words that are misspelt. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slugOf } from '../corpus.mjs'
import { blogBuild } from '../sites/blog-build.mjs'
import { layOutClient } from './engines.mjs'
import { indexesIn, readDocuments } from './places.mjs'
import { createVisitor, plainPage } from './visitor.mjs'
import { rareWords, spellings, titleQueries } from './words.mjs'

/** @import { SearchContest, SearchContestOptions } from './contest.mjs' */
/** @import { Rare, Spelling } from './words.mjs' */
/** @import { SearchPage, Visitor } from './visitor.mjs' */

/** How many hits a visitor looks through. */
const looked = 10

/**
 * The engines in turn: each query in a page of its own, of which nothing is cached; then all words in one page.
 *
 * @param {SearchContest} contest Gets the results.
 * @param {SearchContestOptions} options
 */
export async function askVisitors(contest, { folder, installed, queries, words, say }) {
  const documents = readDocuments(folder)
  const first = titleQueries(documents, queries)
  const rare = rareWords(documents, words)
  for (const engine of indexesIn(folder)) {
    say(`${engine.name}: ${first.length} first queries, ${rare.length} words`)
    const client = join(folder, 'client')
    layOutClient(engine, { folder: client, index: engine.index, installed })
    const visitor = await createVisitor([client, join(folder, 'with', blogBuild.output)])
    try {
      const page = engine.name === 'blog-build' ? ownPage(folder) : plainPage
      contest.visits[engine.name] = []
      for (const query of first) contest.visits[engine.name]?.push(await visitor.visit(query, page))
      if (rare.length === words) contest.spelling[engine.name] = await spellingOf(visitor, rare)
    } finally {
      await visitor.close()
    }
  }
}

/**
 * The page of a post with the element as the theme shows it, or where it shows none the plain one.
 *
 * @param {string} folder
 * @returns {SearchPage}
 */
function ownPage(folder) {
  const path = `/posts/${slugOf(0)}/`
  const file = join(folder, 'with', blogBuild.output, path, 'index.html')
  const hasElement = existsSync(file) && readFileSync(file, 'utf8').includes('<blog-search')
  return hasElement ? { path, field: 'blog-search input', hit: 'blog-search .search-hit' } : plainPage
}

/**
 * The share of words of which all pages are among the first hits, by how they are spelt.
 *
 * @param {Visitor} visitor
 * @param {Rare[]} rare
 * @returns {Promise<Record<Spelling, number>>}
 */
export async function spellingOf(visitor, rare) {
  const shares = { right: 0, behind: 0, anywhere: 0, cut: 0 }
  for (const key of /** @type {Spelling[]} */ (Object.keys(spellings))) {
    const answers = await visitor.ask(
      rare.map(({ spelt }) => spelt[key]),
      looked,
    )
    const found = rare.filter(({ pages }, at) => pages.every((page) => answers[at]?.includes(page)))
    shares[key] = found.length / rare.length
  }
  return shares
}
