/** Compares what a search finds with what it found. */
import { chanceOf } from './chance.js'
import type { Evaluation } from './evaluation.js'
import { gradesOf, type JudgedQuery } from './judged-query.js'
import { type Measures, measure, ndcgDepth } from './metrics.js'
import type { Run } from './run.js'

/** What changed since an earlier run, over the queries that both have. */
export interface Comparison {
  /** Queries that were compared. */
  queries: number
  /** Mean nDCG@10 of both. */
  before: number
  now: number
  /** How often chance alone would make such a difference of the means: see `chanceOf`. */
  chance: number
  /** Queries whose nDCG@10 is another one, the greatest loss first. */
  changed: ChangedQuery[]
  /** Queries of which a relevant page was among the first ten, and is not any more. */
  lost: string[]
  /** Queries that only one of the two has. */
  added: number
  removed: number
  /** What the mean may fall by. */
  tolerance: number
  /** The mean fell by more. */
  isRegression: boolean
}

/** A query that does better or worse than before, by nDCG@10. */
export interface ChangedQuery {
  query: string
  before: number
  now: number
}

/** What the mean nDCG@10 may fall by where nobody says otherwise: less than readers notice. */
export const usualTolerance = 0.01

/** Less than this is rounding. */
const rounding = 1e-9

/** Measures an earlier run by the grades of now, and compares. */
export function compare(
  before: Run,
  evaluation: Evaluation,
  judged: readonly JudgedQuery[],
  tolerance = usualTolerance,
): Comparison {
  const pairs = pairsOf(before, evaluation, judged)
  const mean = (pick: (pair: Pair) => Measures) =>
    pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + pick(pair).ndcg, 0) / pairs.length
  const [old, now] = [mean((pair) => pair.before), mean((pair) => pair.now)]
  const asked = new Set(judged.map(({ query }) => query))
  return {
    queries: pairs.length,
    before: old,
    now,
    chance: chanceOf(pairs.map((pair) => pair.now.ndcg - pair.before.ndcg)),
    changed: changedOf(pairs),
    lost: pairs.filter((pair) => isFound(pair.before) && !isFound(pair.now)).map(({ query }) => query),
    added: [...asked].filter((query) => !before.has(query)).length,
    removed: [...before.keys()].filter((query) => !asked.has(query)).length,
    tolerance,
    isRegression: old - now > tolerance + rounding,
  }
}

interface Pair {
  query: string
  before: Measures
  now: Measures
}

function pairsOf(before: Run, { queries }: Evaluation, judged: readonly JudgedQuery[]): Pair[] {
  const found = new Map(queries.map((one) => [one.query, one.found]))
  return judged.flatMap((one) => {
    const [old, current] = [before.get(one.query), found.get(one.query)]
    if (!old || !current) return []
    // Of an earlier run no more than this is known.
    const measured = (ranking: readonly string[]) => measure(ranking.slice(0, ndcgDepth), gradesOf(one))
    const [a, b] = [measured(old), measured(current)]
    return a && b ? [{ query: one.query, before: a, now: b }] : []
  })
}

function changedOf(pairs: readonly Pair[]): ChangedQuery[] {
  return pairs
    .map(({ query, before, now }) => ({ query, before: before.ndcg, now: now.ndcg }))
    .filter(({ before, now }) => Math.abs(now - before) > rounding)
    .sort((a, b) => a.now - a.before - (b.now - b.before) || (a.query < b.query ? -1 : 1))
}

function isFound({ recall }: Measures): boolean {
  return recall[ndcgDepth] > 0
}
