/** Relevance as Markdown. */

import { spellingTable, table } from './table.mjs'

/** @import { Half, Relevance } from './relevance.mjs' */
/** @import { Row } from './table.mjs' */

/**
 * Of each site, both halves of its judged queries, and words that few of its pages have.
 *
 * @param {Relevance[]} relevance
 */
export function relevanceTables(relevance) {
  if (relevance.length === 0) return []
  const sites = [...new Set(relevance.map(({ site }) => site))]
  const lines = ['### Search: relevance', '']
  for (const site of sites) {
    const own = relevance.filter((each) => each.site === site)
    lines.push(...halfTable(own, site, 'open'), ...halfTable(own, site, 'held'))
    /** @type {[string, Record<string, number>][]} */
    const shares = own.map(({ engine, spelling }) => [engine, spelling])
    lines.push(...spellingTable(shares, `${site}: words of five pages or fewer`))
  }
  return lines
}

/**
 * @param {Relevance[]} relevance
 * @param {string} site
 * @param {Half} half
 */
function halfTable(relevance, site, half) {
  const rows = relevance.map(({ engine, halves }) => {
    const { queries, ndcg, recall, reciprocalRank, unanswerable } = halves[half]
    const figures = [ndcg, recall, reciprocalRank].map((value) => value.toFixed(3))
    return /** @type {Row} */ ([
      engine,
      String(queries),
      ...figures,
      `${unanswerable.empty} of ${unanswerable.queries}`,
    ])
  })
  const title = `${site}, ${half === 'held' ? 'held out' : 'open'}`
  return table([title, 'Queries', 'nDCG@10', 'Recall@10', 'MRR', 'Nothing where nothing is'], rows)
}
