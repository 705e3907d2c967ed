/** Judges a search: asks it each query, and measures what it finds. */
import { type Curve, curveOf, meanCurve } from './curve.js'
import { gradesOf, type JudgedQuery } from './judged-query.js'
import { type MeasureOptions, type Measures, meanOf, measure, ndcgDepth } from './metrics.js'

/** What a search is worth. */
export interface Evaluation {
  queries: EvaluatedQuery[]
  /** Over all queries. */
  all: Summary
  /** Over those that are not held out, and those that are, where there are both. */
  open?: Summary
  held?: Summary
}

/** What was found for one query. */
export interface EvaluatedQuery {
  query: string
  held: boolean
  /** Addresses, the best first. */
  found: string[]
  /** Nothing if no page of the site answers the query. */
  measures?: Measures
  /** Those of the first ten that nobody has judged. */
  unjudged: string[]
  /** The best answers, where none of the relevant ones is among the first ten. */
  missed: string[]
}

/** Means over queries. */
export interface Summary {
  /** Queries that a page of the site answers. All means are over these. */
  answerable: number
  mean?: Measures
  curve?: Curve
  /** Queries that no page answers, and how many of them found nothing, as they should. */
  unanswerable: { queries: number; empty: number }
}

/** A search as far as it is judged: addresses (see `addressOf`), the best first. */
export type Finder = (query: string) => Promise<readonly string[]>

/** Asks each query, one after the other. */
export async function evaluate(
  queries: readonly JudgedQuery[],
  find: Finder,
  options: MeasureOptions = {},
): Promise<Evaluation> {
  const evaluated: (EvaluatedQuery & { curve?: Curve })[] = []
  for (const query of queries) evaluated.push(evaluateOne(query, await find(query.query), options))
  const [held, open] = [evaluated.filter((one) => one.held), evaluated.filter((one) => !one.held)]
  const hasBoth = held.length > 0 && open.length > 0
  return {
    queries: evaluated.map(({ curve, ...query }) => query),
    all: summaryOf(evaluated),
    ...(hasBoth && { open: summaryOf(open), held: summaryOf(held) }),
  }
}

function evaluateOne(
  judged: JudgedQuery,
  ranking: readonly string[],
  options: MeasureOptions,
): EvaluatedQuery & { curve?: Curve } {
  const { query, held } = judged
  const grades = gradesOf(judged)
  const found = [...new Set(ranking)]
  const shown = found.slice(0, ndcgDepth)
  const measures = measure(found, grades, options)
  const curve = curveOf(found, grades, options.relevantFrom)
  const isMissed = measures?.recall[ndcgDepth] === 0
  return {
    query,
    held,
    found,
    ...(measures && { measures }),
    ...(curve && { curve }),
    unjudged: shown.filter((address) => !grades.has(address)),
    missed: isMissed ? bestOf(grades) : [],
  }
}

/** The addresses that have the greatest grade, in the order of the file. */
function bestOf(grades: ReadonlyMap<string, number>): string[] {
  const best = Math.max(...grades.values())
  return [...grades].filter(([, grade]) => grade === best).map(([address]) => address)
}

function summaryOf(queries: readonly (EvaluatedQuery & { curve?: Curve })[]): Summary {
  const measures = queries.flatMap((one) => (one.measures ? [one.measures] : []))
  const mean = meanOf(measures)
  const curve = meanCurve(queries.flatMap((one) => (one.curve ? [one.curve] : [])))
  const unanswerable = queries.filter((one) => !one.measures)
  return {
    answerable: measures.length,
    ...(mean && { mean }),
    ...(curve && { curve }),
    unanswerable: {
      queries: unanswerable.length,
      empty: unanswerable.filter(({ found }) => found.length === 0).length,
    },
  }
}
