/** The order of documents by their dates, for who asks for it. */
import { decodeDates } from '../format/dates.js'
import type { Index } from './index-reader.js'
import type { Ranking } from './ranking.js'

/**
 * The latest first, those without a date last; of one day the better ones. A page with one word of three is no better for
 * being new: only those with the most of the words remain.
 */
export async function orderByDate(index: Index): Promise<(ranking: Ranking) => Ranking> {
  const days = await index.dates(decodeDates)
  const dayOf = ({ id }: { id: number }) => days.get(id) ?? -(2 ** 24)
  return (ranking) => {
    const ranked = ranking.first(ranking.length)
    const most = ranked.reduce((most, { words }) => Math.max(most, words), 0)
    const dated = ranked.filter(({ words }) => words === most).sort((a, b) => dayOf(b) - dayOf(a))
    return { length: dated.length, first: (count) => dated.slice(0, count) }
  }
}
