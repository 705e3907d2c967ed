/** All that is measured of searching, one after the other. */

import { join } from 'node:path'
import { beginSearchContest, holdSearchContest } from './contest.mjs'
import { judge } from './relevance.mjs'
import { corpora } from './sites.mjs'

/** @import { SearchResults } from './report.mjs' */

/** How many words are misspelt, and how many first queries there are. */
const [words, queries] = [200, 10]

/**
 * Judges what is found on both sites, then holds a contest for each corpus and size.
 *
 * @param {SearchResults} results Gets what is measured.
 * @param {{ sizes: number[], installed: string, runs: number, edits: number, folder: string,
 *   say: (text: string) => void, onRound: () => void }} options
 */
export async function searchAll(results, { sizes, onRound, ...options }) {
  const { installed, folder, say } = options
  results.relevance = await judge({ folder: join(folder, 'judged'), installed, words, say })
  onRound()
  for (const posts of sizes) {
    for (const corpus of Object.keys(corpora)) {
      const contest = beginSearchContest(corpus, posts)
      results.contests.push(contest)
      await holdSearchContest(contest, { ...options, words, queries, onRound })
    }
  }
}
