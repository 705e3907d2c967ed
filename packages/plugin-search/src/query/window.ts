/** The hits that are shown of all: their pages are looked at. */
import type { IndexedPage } from '../format/entry.js'
import type { FindOptions } from './found.js'
import type { Index } from './index-reader.js'
import { nearnessOf, titleShareOf } from './nearness.js'
import type { Passage, SeenPassage } from './passages.js'
import { holdsPhrase, type Row, toRow } from './phrase.js'
import type { Query } from './query.js'
import { byScore, type Ranked } from './ranking.js'
import type { Searched } from './term-search.js'
import * as tuning from './tuning.js'

/** A document that is shown, and its page. */
export interface Shown extends Ranked {
  page: IndexedPage
  passages: readonly SeenPassage[]
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
  asked: Asked,
  passagesOf: PassagesOf,
): Promise<{ shown: Shown[]; total: number; isAtLeast: boolean }> {
  const { sort, offset, limit } = asked
  const toShown = async (ranked: Ranked): Promise<Shown> => {
    const page = await index.page(ranked.id)
    const passages = passagesOf(page).map((one) => ({ ...one, seen: searched.see(one.words) }))
    return { ...ranked, page, passages }
  }
  const { kept, ...counted } = await sift(query, searched, asked, toShown)
  const shown = await Promise.all(kept.slice(offset, offset + limit).map(toShown))
  const isJudged = sort === 'relevance' && searched.rarities.length > 0
  return { shown: isJudged ? judged(shown, searched) : shown, ...counted }
}

/** Pages whose words stand near each other, and whose titles are the query, go up; lists, which are all name, go down. */
function judged(shown: readonly Shown[], { rarities: { length } }: Searched): Shown[] {
  const judge = (one: Shown): Shown => {
    const near = 1 + tuning.nearness * nearnessOf(one.passages, length)
    const named = tuning.title * titleShareOf(one.passages, length)
    return { ...one, score: one.score * (one.page.collection ? near + named : near * tuning.list) }
  }
  return shown.map(judge).sort(byScore)
}

/** Documents that pass, in order. Those that may pass and were not looked at are left out, and that is told. */
async function sift(
  { phrases, notPhrases }: Query,
  { ranked, suspects, verdicts }: Searched,
  { offset, limit }: Asked,
  toShown: (ranked: Ranked) => Promise<Shown>,
): Promise<{ kept: Ranked[]; total: number; isAtLeast: boolean }> {
  const [wanted, excluded] = [phrases.map(toRow), notPhrases.map(toRow)]
  // Only the page can tell of phrases.
  const isOpen = ({ id }: Ranked) => wanted.length > 0 || suspects.has(id)
  const look = async (one: Ranked) => {
    const rows = (await toShown(one)).passages.map(({ words }) => toRow(words))
    const isIn = (phrase: Row) => rows.some((row) => holdsPhrase(row, phrase))
    verdicts.set(one.id, wanted.every(isIn) && !excluded.some(isIn))
  }
  const isAnyOpen = wanted.length > 0 || suspects.size > 0
  const all = ranked.first(isAnyOpen ? ranked.length : offset + limit)
  const kept: Ranked[] = []
  let looked = 0
  let isAtLeast = false
  for (const [at, one] of all.entries()) {
    if (isOpen(one)) {
      if (kept.length >= offset + limit || looked >= offset + Math.max(limit, tuning.mostLooked)) {
        isAtLeast = true
        continue
      }
      looked++
      // So many are looked at together.
      if (!verdicts.has(one.id))
        await Promise.all(
          all
            .slice(at, at + Math.max(limit, 1))
            .filter(isOpen)
            .map(look),
        )
    }
    if (verdicts.get(one.id) !== false) kept.push(one)
  }
  return { kept, total: kept.length + ranked.length - all.length, isAtLeast }
}
