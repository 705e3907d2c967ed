/** The hits that are shown of all: their pages are looked at. */
import type { IndexedPage } from '../format/entry.js'
import type { FindOptions } from './found.js'
import type { Index } from './index-reader.js'
import { nearnessOf, titleShareOf } from './nearness.js'
import type { Passage } from './passages.js'
import { holdsPhrase, toRow } from './phrase.js'
import type { Query } from './query.js'
import { byScore, type Ranked } from './ranking.js'
import type { Searched } from './term-search.js'
import * as tuning from './tuning.js'

/** A document that is shown, and its page. */
export interface Shown {
  page: IndexedPage
  ranked: Ranked
}

type PassagesOf = (page: IndexedPage) => readonly Passage[]
type Asked = Required<Pick<FindOptions, 'sort' | 'offset' | 'limit'>>

/**
 * Takes the window that is asked for, and brings its hits in order by what their pages show. Pages outside of it are
 * not looked at, but for phrases: so all programs have the same order, and none reads more than it shows.
 */
export async function windowOf(
  index: Index,
  query: Query,
  searched: Searched,
  { sort, offset, limit }: Asked,
  passagesOf: PassagesOf,
): Promise<{ shown: Shown[]; total: number; isAtLeast: boolean }> {
  const holds = phraseTest(query, passagesOf)
  const { kept, isAtLeast } = await sift(searched.ranked, {
    isOpen: ({ id }) => query.phrases.length > 0 || searched.suspects.has(id),
    holds: async ({ id }) => holds(await index.page(id)),
    wanted: offset + limit,
    size: Math.max(limit, 1),
    most: offset + Math.max(limit, tuning.mostLooked),
  })
  const shown = await Promise.all(
    kept.slice(offset, offset + limit).map(async (ranked) => ({ ranked, page: await index.page(ranked.id) })),
  )
  const isJudged = sort === 'relevance' && searched.rarities.length > 0
  return { shown: isJudged ? judged(shown, searched, passagesOf) : shown, total: kept.length, isAtLeast }
}

/** Pages whose words stand near each other, and whose titles are the query, go up. */
function judged(shown: readonly Shown[], { seen, rarities }: Searched, passagesOf: PassagesOf): Shown[] {
  const count = rarities.length
  const judge = ({ page, ranked }: Shown): Shown => {
    const passages = passagesOf(page)
    const gain =
      tuning.nearness * nearnessOf(passages, seen, count) +
      tuning.title * titleShareOf(passages, seen, count)
    return { page, ranked: { ...ranked, score: ranked.score * (1 + gain) } }
  }
  return shown.map(judge).sort((a, b) => byScore(a.ranked, b.ranked))
}

function phraseTest(query: Query, passagesOf: PassagesOf): (page: IndexedPage) => boolean {
  const [wanted, excluded] = [query.phrases.map(toRow), query.notPhrases.map(toRow)]
  return (page) => {
    const rows = passagesOf(page).map(({ words }) => toRow(words))
    const isIn = (phrase: (typeof wanted)[number]) => rows.some((row) => holdsPhrase(row, phrase))
    return wanted.every(isIn) && !excluded.some(isIn)
  }
}

interface Sieve {
  /** Whether only the page can tell. */
  isOpen(ranked: Ranked): boolean
  holds(ranked: Ranked): Promise<boolean>
  /** With so many, no more pages are looked at; nor after `most`. */
  wanted: number
  most: number
  /** How many are looked at together. */
  size: number
}

/** Documents that pass, in order. Those that may pass and were not looked at are left out, and that is told. */
async function sift(
  ranked: readonly Ranked[],
  sieve: Sieve,
): Promise<{ kept: Ranked[]; isAtLeast: boolean }> {
  const kept: Ranked[] = []
  let looked = 0
  let isAtLeast = false
  const verdict = (one: Ranked) => {
    if (!sieve.isOpen(one)) return true
    if (kept.length >= sieve.wanted || looked >= sieve.most) return undefined
    looked++
    return sieve.holds(one)
  }
  for (let at = 0; at < ranked.length; at += sieve.size) {
    const batch = ranked.slice(at, at + sieve.size)
    const verdicts = await Promise.all(batch.map(verdict))
    kept.push(...batch.filter((_, at) => verdicts[at]))
    isAtLeast ||= verdicts.includes(undefined)
  }
  return { kept, isAtLeast }
}
