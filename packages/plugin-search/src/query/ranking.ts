/** The order of documents, as far as the terms of the index tell. */
import { type Amounts, joined } from './amounts.js'
import { sum } from './sum.js'
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
  documents: Amounts
  isRequired: boolean
}

/** Documents in order. Most of them are never shown: they are brought in order as far as somebody asks. */
export interface Ranking {
  length: number
  /** The best so many. */
  first(count: number): Ranked[]
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
): Ranking {
  const lists = evidence.map((one) => one.documents)
  // A word that stands nowhere speaks against no page: what is left of a query is often answered.
  const rarities = lists.map(({ ids }) => ids.length && rarityOf(ids.length, documents))
  const all = sum(rarities)
  const words: number[] = []
  const { ids, amounts: scores } = joined(lists, (amounts, id) => {
    let [score, told, count] = [0, 0, 0]
    for (let at = 0; at < amounts.length; at++) {
      const amount = amounts[at] as number
      if (amount >= 0) {
        score += (rarities[at] as number) * amount
        told += rarities[at] as number
        count++
      } else if (evidence[at]?.isRequired) return -1
    }
    if (!isWanted(id)) return -1
    words.push(count)
    return score * (told / all) ** tuning.coordination
  })
  return {
    length: ids.length,
    first(count) {
      // Only those are compared that are as good as the last one that is asked for.
      const least = scores.slice().sort()[ids.length - count] ?? 0
      const best: Ranked[] = []
      scores.forEach((score, at) => {
        if (score >= least) best.push({ id: ids[at] as number, score, words: words[at] as number })
      })
      return best.sort(byScore).slice(0, count)
    },
  }
}

export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.id - b.id
}
