/** The door for programs that judge a search, ours or another one. */
export { chanceOf } from './eval/chance.js'
export { type ChangedQuery, type Comparison, compare, usualTolerance } from './eval/comparison.js'
export { type Curve, curveOf, meanCurve, recalls } from './eval/curve.js'
export { type NamedCurve, toCurveSvg } from './eval/curve-svg.js'
export {
  type EvaluatedQuery,
  type Evaluation,
  evaluate,
  type Finder,
  type Summary,
} from './eval/evaluation.js'
export { type Answer, addressOf, type Grade, gradesOf, type JudgedQuery } from './eval/judged-query.js'
export {
  type AtRanks,
  type MeasureOptions,
  type Measures,
  meanOf,
  measure,
  type Rank,
  ranks,
} from './eval/metrics.js'
export { missingAnswers, type QueryFile, queriesPath, readQueries } from './eval/query-file.js'
export { finderOf, findMany, usualDepth } from './eval/ranking.js'
export { toReportHtml } from './eval/report-html.js'
export { decodeRun, encodeRun, type Run, runOf } from './eval/run.js'
export { draftQueries, isUnjudged, type SeedPage } from './eval/seed.js'
export { measureRows, type Part, partsOf, shownMeasure } from './eval/summary-rows.js'
