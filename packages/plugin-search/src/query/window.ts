/** The hits that are shown of all: their pages are looked at. */
import type { IndexedPage } from '../format/entry.js'
import type { FindOptions } from './found.js'
import type { Index } from './index-reader.js'
import { nearnessOf, titleShareOf } from './nearness.js'
import type { Passage, SeenPassage } from './passages.js'
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
export type Asked = Required<Pick<FindOptions, 'sort' | 'offset' | 'limit'>>

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
  const { ranked, rarities } = searched
  const toShown = async (ranked: Ranked): Promise<Shown> => {
    const page = await index.page(ranked.id)
    const passages = passagesOf(page).map((one) => ({ ...one, seen: searched.see(one.words) }))
    return { ...ranked, page, passages }
  }
  // Only pages tell of phrases: who asks for none loads nothing to look for them.
  const isOpen = query.phrases.length > 0 || searched.suspects.size > 0
  const { kept, ...counted } = isOpen
    ? await (await import('./sift.js')).sift(query, searched, asked, toShown)
    : { kept: ranked.first(offset + limit), total: ranked.length, isAtLeast: false }
  const shown = await Promise.all(kept.slice(offset, offset + limit).map(toShown))
  const isJudged = sort === 'relevance' && rarities.length > 0
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
