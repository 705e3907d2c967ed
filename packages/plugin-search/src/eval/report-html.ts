/** An evaluation as a page of its own: no script, and nothing that is loaded. */
import type { Comparison } from './comparison.js'
import { escaped, toCurveSvg } from './curve-svg.js'
import type { EvaluatedQuery, Evaluation } from './evaluation.js'
import { measureRows, partsOf, shownMeasure } from './summary-rows.js'

/** What is told beside the evaluation. */
export interface ReportOptions {
  /** Title of the site. */
  title?: string
  comparison?: Comparison
}

const style = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.25rem 0.75rem; text-align: left }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
svg { height: auto; max-width: 100% }`

/** The page. The same for the same evaluation. */
export function toReportHtml(evaluation: Evaluation, { title, comparison }: ReportOptions = {}): string {
  const name = `Search quality${title === undefined ? '' : ` of ${title}`}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(name)}</h1>
${summaryTable(evaluation)}
${curvesOf(evaluation)}
${comparison ? comparisonOf(comparison) : ''}
${queryTable(evaluation.queries)}
</main>
</body>
</html>
`
}

function summaryTable(evaluation: Evaluation): string {
  const parts = partsOf(evaluation)
  const cells = (of: (part: (typeof parts)[number]) => string | number) =>
    parts.map((part) => `<td class="number">${of(part)}</td>`).join('')
  const lines = [
    `<tr><th>Queries with an answer</th>${cells(({ summary }) => summary.answerable)}</tr>`,
    ...measureRows.map(({ name, of }) => {
      const values = cells(({ summary: { mean } }) => shownMeasure(mean && of(mean)))
      return `<tr><th>${name}</th>${values}</tr>`
    }),
    `<tr><th>Queries without an answer</th>${cells(({ summary }) => summary.unanswerable.queries)}</tr>`,
    `<tr><th>Of these, nothing was found</th>${cells(({ summary }) => summary.unanswerable.empty)}</tr>`,
  ]
  const heads = parts.map(({ name }) => `<th class="number">${name}</th>`).join('')
  return `<table>\n<thead><tr><th></th>${heads}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`
}

function curvesOf(evaluation: Evaluation): string {
  const curves = partsOf(evaluation).flatMap(({ name, summary: { curve } }) =>
    curve ? [{ name, curve }] : [],
  )
  return curves.length === 0 ? '' : `<h2>Precision and recall</h2>\n${toCurveSvg(curves)}`
}

function comparisonOf({ queries, before, now, chance, changed, lost, isRegression }: Comparison): string {
  const line = `Over ${queries} queries that both have, nDCG@10 was ${shownMeasure(before)} and is ${shownMeasure(now)}${
    isRegression ? ': a regression' : ''
  }. Chance alone would make as great a difference with p = ${shownMeasure(chance)}.`
  const lines = changed.map(
    (one) =>
      `<tr><td>${escaped(one.query)}</td><td class="number">${shownMeasure(one.before)}</td><td class="number">${shownMeasure(one.now)}</td><td>${lost.includes(one.query) ? 'not found any more' : ''}</td></tr>`,
  )
  const heads = '<tr><th>Query</th><th class="number">Before</th><th class="number">Now</th><th></th></tr>'
  const table =
    changed.length === 0
      ? ''
      : `<table>\n<thead>${heads}</thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`
  return `<h2>Since the earlier run</h2>\n<p>${line}</p>\n${table}`
}

function queryTable(queries: readonly EvaluatedQuery[]): string {
  const heads = ['nDCG@10', 'Recall@10', 'First at'].map((name) => `<th class="number">${name}</th>`).join('')
  return `<h2>Queries</h2>
<table>
<thead><tr><th>Query</th>${heads}<th>First ten, unjudged</th></tr></thead>
<tbody>
${queries.map(queryLine).join('\n')}
</tbody>
</table>`
}

function queryLine({ query, held, measures, unjudged, found }: EvaluatedQuery): string {
  const first = measures && measures.reciprocalRank > 0 ? Math.round(1 / measures.reciprocalRank) : '–'
  const numbers = measures
    ? [shownMeasure(measures.ndcg), shownMeasure(measures.recall[10]), first]
    : [found.length === 0 ? 'nothing found, rightly' : `no answer, ${found.length} found`, '', '']
  const cells = numbers.map((value) => `<td class="number">${value}</td>`).join('')
  return `<tr><td>${escaped(query)}${held ? ' (held out)' : ''}</td>${cells}<td>${unjudged.map(escaped).join('<br>')}</td></tr>`
}
