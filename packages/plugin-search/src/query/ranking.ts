/** The order of documents, as far as the terms of the index tell. */
import * as tuning from './tuning.js'

/** A document that was found. */
export interface Ranked {
  id: number
  score: number
  /** How many words of the query it has. */
  words: number
}

/** What one word of the query says of documents. */
export interface Evidence {
  documents: ReadonlyMap<number, number>
  isRequired: boolean
}

/** How much a word tells, by the share of the documents that have it. */
export function rarityOf(count: number, documents: number): number {
  const all = Math.max(documents, count)
  return Math.log(1 + (all - count + 0.5) / (count + 0.5))
}

/**
 * Ranks documents that have any of the words, and all that are required.
 *
 * @param documents How many the index has.
 * @param isWanted What filters and excluded words leave.
 * @returns The best first; of equal ones that with the smaller id.
 */
export function rank(
  evidence: readonly Evidence[],
  documents: number,
  isWanted: (id: number) => boolean,
): Ranked[] {
  const found = new Map<
    number,
    { id: number; score: number; told: number; words: number; required: number }
  >()
  let all = 0
  let required = 0
  for (const { documents: having, isRequired } of evidence) {
    const rarity = rarityOf(having.size, documents)
    // A word that stands nowhere speaks against no page: what is left of a query is often answered.
    if (having.size > 0 || isRequired) all += rarity
    required += Number(isRequired)
    for (const [id, amount] of having) {
      const one = found.get(id) ?? { id, score: 0, told: 0, words: 0, required: 0 }
      one.score += rarity * amount
      one.told += rarity
      one.words++
      one.required += Number(isRequired)
      found.set(id, one)
    }
  }
  return [...found.values()]
    .filter((one) => one.required === required && isWanted(one.id))
    .map(({ id, score, told, words }) => ({ id, score: score * (told / all) ** tuning.coordination, words }))
    .sort(byScore)
}

export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.id - b.id
}

/**
 * The latest first, those without a date last. A page with one word of three is no better for being new: only those
 * with the most of the words remain.
 *
 * @param days Days since 1970, by id.
 */
export function byDate(ranked: readonly Ranked[], days: ReadonlyMap<number, number>): Ranked[] {
  const most = ranked.reduce((most, { words }) => Math.max(most, words), 0)
  const dayOf = ({ id }: Ranked) => days.get(id) ?? -(2 ** 24)
  return ranked.filter(({ words }) => words === most).sort((a, b) => dayOf(b) - dayOf(a) || byScore(a, b))
}
