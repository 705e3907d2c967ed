/** Documents that have the phrases of a query, and none of those that it excludes. */
import { holdsPhrase, type Row, toRow } from './phrase.js'
import type { Query } from './query.js'
import type { Ranked } from './ranking.js'
import type { Searched } from './term-search.js'
import * as tuning from './tuning.js'
import type { Asked, Shown } from './window.js'

/**
 * Documents that pass, in order. Those that may pass and were not looked at are left out, and that is told. Where it ends
 * does not depend on the window: so each has what those before had, and goes on behind it.
 */
export async function sift(
  { phrases, notPhrases }: Query,
  { ranked, suspects, verdicts }: Searched,
  { offset, limit }: Asked,
  toShown: (ranked: Ranked) => Promise<Shown>,
): Promise<{ kept: Ranked[]; total: number; isAtLeast: boolean }> {
  const [wanted, excluded] = [phrases.map(toRow), notPhrases.map(toRow)]
  const isOpen = ({ id }: Ranked) => wanted.length > 0 || suspects.has(id)
  const look = async (one: Ranked) => {
    const rows = (await toShown(one)).passages.map(({ words }) => toRow(words))
    const isIn = (phrase: Row) => rows.some((row) => holdsPhrase(row, phrase))
    verdicts.set(one.id, wanted.every(isIn) && !excluded.some(isIn))
  }
  const all = ranked.first(ranked.length)
  const kept: Ranked[] = []
  /** Pages that were looked at since the last one that passes. */
  let vain = 0
  let isAtLeast = false
  for (const [at, one] of all.entries()) {
    if (isOpen(one)) {
      if (kept.length >= offset + limit || vain >= tuning.mostVain) {
        isAtLeast = true
        continue
      }
      // So many are looked at together.
      if (!verdicts.has(one.id))
        await Promise.all(
          all
            .slice(at, at + Math.max(limit, 1))
            .filter(isOpen)
            .map(look),
        )
      vain = verdicts.get(one.id) ? 0 : vain + 1
    }
    if (verdicts.get(one.id) !== false) kept.push(one)
  }
  return { kept, total: kept.length, isAtLeast }
}
