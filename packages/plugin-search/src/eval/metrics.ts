/**
 * How good a ranking is, by the grades of its pages. A page that nobody judged counts as one that does not answer.
 *
 * nDCG is that of Järvelin and Kekäläinen ("Cumulated gain-based evaluation of IR techniques", ACM Transactions on
 * Information Systems 20(4), 2002), with the gain 2^grade - 1, which sets a full answer well above several that touch on
 * it. The others are as in Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8.
 */

/** Numbers from 0 to 1, the greater the better. */
export interface Measures {
  /** Normalised discounted cumulated gain of the first ten: do the best answers come first? */
  ndcg: number
  /** Mean precision at the ranks of the relevant pages; those that were not found count as 0. */
  averagePrecision: number
  /** One by the rank of the first relevant page. */
  reciprocalRank: number
  /** Share of the first 1, 3, 5, 10 that is relevant. */
  precision: AtRanks
  /** Share of the relevant pages that stands among the first 1, 3, 5, 10. */
  recall: AtRanks
}

/** One number for each length of list that a visitor may look at. */
export type AtRanks = Record<Rank, number>

export const ranks = [1, 3, 5, 10] as const
export type Rank = (typeof ranks)[number]

/** Ranks that nDCG looks at. */
export const ndcgDepth = 10

/** How to measure. */
export interface MeasureOptions {
  /** The least grade of a relevant page; nDCG knows all grades. @default 1 */
  relevantFrom?: number
}

/**
 * Measures one ranking.
 *
 * @param ranking Addresses, the best first; of one that stands twice, the first counts.
 * @returns Nothing if no page is relevant: then there is nothing to be found, and no ranking is better than another.
 */
export function measure(
  ranking: readonly string[],
  grades: ReadonlyMap<string, number>,
  { relevantFrom = 1 }: MeasureOptions = {},
): Measures | undefined {
  const found = [...new Set(ranking)].map((address) => grades.get(address) ?? 0)
  const relevant = [...grades.values()].filter((grade) => grade >= relevantFrom).length
  if (relevant === 0) return undefined
  const isHit = found.map((grade) => grade >= relevantFrom)
  const first = isHit.indexOf(true)
  return {
    ndcg: ndcgOf(found, [...grades.values()]),
    averagePrecision: averagePrecisionOf(isHit, relevant),
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
    precision: atRanks((rank) => hitsIn(isHit, rank) / rank),
    recall: atRanks((rank) => hitsIn(isHit, rank) / relevant),
  }
}

/** The means of several; nothing of none. */
export function meanOf(all: readonly Measures[]): Measures | undefined {
  if (all.length === 0) return undefined
  const mean = (pick: (one: Measures) => number) => all.reduce((sum, one) => sum + pick(one), 0) / all.length
  return {
    ndcg: mean(({ ndcg }) => ndcg),
    averagePrecision: mean(({ averagePrecision }) => averagePrecision),
    reciprocalRank: mean(({ reciprocalRank }) => reciprocalRank),
    precision: atRanks((rank) => mean(({ precision }) => precision[rank])),
    recall: atRanks((rank) => mean(({ recall }) => recall[rank])),
  }
}

function ndcgOf(found: readonly number[], judged: readonly number[]): number {
  const ideal = cumulatedGain(judged.toSorted((a, b) => b - a))
  // The same terms are summed in both, but for their order: rounding must not lead above 1.
  return ideal === 0 ? 0 : Math.min(cumulatedGain(found) / ideal, 1)
}

function cumulatedGain(grades: readonly number[]): number {
  return grades.slice(0, ndcgDepth).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
}

function averagePrecisionOf(isHit: readonly boolean[], relevant: number): number {
  let hits = 0
  let sum = 0
  for (const [at, isOne] of isHit.entries()) {
    if (!isOne) continue
    hits++
    sum += hits / (at + 1)
  }
  return sum / relevant
}

function hitsIn(isHit: readonly boolean[], rank: number): number {
  return isHit.slice(0, rank).filter(Boolean).length
}

function atRanks(of: (rank: Rank) => number): AtRanks {
  return { 1: of(1), 3: of(3), 5: of(5), 10: of(10) }
}
