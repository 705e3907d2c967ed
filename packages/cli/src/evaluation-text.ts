/** How good a search is, as text for people. */
import {
  type Comparison,
  type EvaluatedQuery,
  type Evaluation,
  measureRows,
  partsOf,
  recalls,
  shownMeasure,
} from '@blog-build/plugin-search/eval'
import type { Colors } from './colors.js'
import { counted } from './reporter.js'
import { visibleLine } from './visible.js'

/** What is told beside the evaluation. */
export interface EvaluationTextOptions {
  colors: Colors
  comparison?: Comparison | undefined
  /** What became of files: a line each. */
  notes: readonly string[]
}

/** So many queries are named in one list. */
const most = 10

/** A table of measures, the curve, the queries that do worst, and what changed. */
export function evaluationText(evaluation: Evaluation, options: EvaluationTextOptions): string {
  const { colors, comparison, notes } = options
  const blocks = [
    headLines(evaluation),
    tableLines(evaluation, colors),
    curveLines(evaluation),
    worstLines(evaluation.queries, colors),
    unjudgedLines(evaluation.queries),
    comparison ? comparisonLines(comparison, colors) : [],
    notes.map((note) => colors.dim(note)),
  ]
  return `${blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headLines({ all }: Evaluation): string[] {
  const { answerable, unanswerable } = all
  const head = `Judged over ${answerable === 1 ? '1 query' : `${answerable} queries`} that a page of the site answers.`
  if (unanswerable.queries === 0) return [head]
  const { queries, empty } = unanswerable
  return [head, `Answers nothing: ${queries}, of which ${empty} found nothing. These are in no mean.`]
}

function tableLines(evaluation: Evaluation, colors: Colors): string[] {
  const parts = partsOf(evaluation)
  const cell = (text: string) => text.padStart(10)
  const head = `${''.padEnd(18)}${parts.map(({ name }) => cell(name)).join('')}`
  const counts = parts.map(({ summary }) => cell(String(summary.answerable))).join('')
  const lines = measureRows.map(({ name, of }, at) => {
    const line =
      name.padEnd(18) + parts.map(({ summary: { mean } }) => cell(shownMeasure(mean && of(mean)))).join('')
    return at === 0 ? colors.bold(line) : line
  })
  return [colors.dim(head), `${'Queries'.padEnd(18)}${counts}`, ...lines]
}

function curveLines({ all: { curve } }: Evaluation): string[] {
  if (!curve) return []
  const row = (name: string, values: readonly string[]) =>
    name.padEnd(12) + values.map((value) => value.padStart(6)).join('')
  return [
    row(
      'Recall',
      recalls.map((recall) => recall.toFixed(1)),
    ),
    row(
      'Precision',
      curve.map((one) => one.toFixed(2)),
    ),
  ]
}

/** Those that are held out are not named: who looks at them one by one begins to tune by them. */
function worstLines(queries: readonly EvaluatedQuery[], colors: Colors): string[] {
  const open = queries.some(({ held }) => !held) ? queries.filter(({ held }) => !held) : queries
  const weak = open.flatMap((one) =>
    one.measures && one.measures.ndcg < 1 ? [{ ...one, ndcg: one.measures.ndcg }] : [],
  )
  const worst = weak.sort((a, b) => a.ndcg - b.ndcg || (a.query < b.query ? -1 : 1)).slice(0, most)
  const lines = worst.map(({ query, ndcg, missed }) => {
    const [first] = missed
    const why = first === undefined ? '' : colors.dim(`  not in the first ten: ${visibleLine(first)}`)
    return `  ${shownMeasure(ndcg)}  ${name(query)}${why}`
  })
  return lines.length === 0 ? [] : ['Least well answered, by nDCG@10:', ...lines]
}

function unjudgedLines(queries: readonly EvaluatedQuery[]): string[] {
  const of = queries.filter(({ unjudged }) => unjudged.length > 0)
  if (of.length === 0) return []
  const pages = of.reduce((sum, { unjudged }) => sum + unjudged.length, 0)
  return [
    `${counted(pages, 'page')} among the first ten of ${of.length === 1 ? '1 query' : `${of.length} queries`} ${pages === 1 ? 'is' : 'are'} not judged, and ${pages === 1 ? 'counts' : 'count'} as no answer. \`--report\` lists them.`,
  ]
}

function comparisonLines(comparison: Comparison, colors: Colors): string[] {
  const { queries, before, now, chance, changed, lost, added, removed, tolerance, isRegression } = comparison
  if (queries === 0) return ['Compared with the earlier run: no query in common.']
  const better = changed.filter((one) => one.now > one.before).length
  const numbers = `nDCG@10 ${shownMeasure(before)} → ${shownMeasure(now)} over ${queries === 1 ? '1 query' : `${queries} queries`}`
  const counts = `${better} better, ${changed.length - better} worse, p = ${shownMeasure(chance)}`
  const others = [added > 0 ? `${added} new` : '', removed > 0 ? `${removed} gone` : ''].filter(
    (part) => part !== '',
  )
  const head = `Compared with the earlier run: ${numbers} (${[counts, ...others].join(', ')}).`
  const lines = [isRegression ? colors.red(head) : head]
  lines.push(...changed.slice(0, most).map((one) => `  ${signed(one.now - one.before)}  ${name(one.query)}`))
  if (changed.length > most) lines.push(`  … and ${changed.length - most} more`)
  for (const query of lost)
    lines.push(colors.yellow(`Not found any more: ${name(query)} has no relevant page among the first ten.`))
  if (isRegression)
    lines.push(
      colors.red(
        `Regression: the mean fell by ${shownMeasure(before - now)}, and the tolerance is ${tolerance}.`,
      ),
    )
  return lines
}

function name(query: string): string {
  return `"${visibleLine(query)}"`
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`
}
