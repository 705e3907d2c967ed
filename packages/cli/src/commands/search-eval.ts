/** `blog-build search eval`: measures the search by judged queries, and drafts such queries. */
import { type Message, messageUrl } from '@blog-build/core'
import {
  type Comparison,
  compare,
  decodeRun,
  draftQueries,
  type Evaluation,
  encodeRun,
  evaluate,
  finderOf,
  isUnjudged,
  type JudgedQuery,
  missingAnswers,
  partsOf,
  queriesPath,
  type Run,
  readQueries,
  runOf,
  type SeedPage,
  toCurveSvg,
  toReportHtml,
} from '@blog-build/plugin-search/eval'
import { evaluationText } from '../evaluation-text.js'
import { readText, writeText } from '../project-file.js'
import {
  type Outcome,
  type Problem,
  problemOf,
  runSearch,
  type SearchedSite,
  type SearchRun,
  type SearchWorld,
  usingIndex,
} from '../search-run.js'
import { type SiteIndex, type WithIndex, withIndex } from '../site-index.js'
import { visibleLine } from '../visible.js'

/** The options of the command line, checked. */
export interface SearchEvalOptions extends SearchedSite {
  /** File of the judged queries. */
  queries?: string
  /** File of the earlier run. */
  baseline?: string
  /** The run is kept as the earlier one, whatever it is like. */
  update?: boolean
  /** What the mean nDCG@10 may fall by. */
  tolerance?: number
  /** Folder for a report. */
  report?: string
  /** Queries are drafted, and nothing is measured. */
  seed?: boolean
}

/** What `--json` writes to stdout where there was something to measure. */
export interface SearchEvalReport extends Evaluation {
  status: 'kept' | 'regression'
  /** Nothing if there is no earlier run. */
  comparison: Comparison | null
  messages: Message[]
}

/** Where the latest run is kept, for the next one. */
const usualBaseline = '.blog-build/search-eval.json'

/** Exit codes: 0 measured; 1 a regression, or the content has errors; 2 configuration; 3 a fault of the program. */
export async function searchEval(
  root: string,
  options: SearchEvalOptions,
  world: SearchWorld = process,
  open: WithIndex = withIndex,
): Promise<void> {
  await runSearch(root, options, world, (run) =>
    options.seed ? seed(run, options, open) : judge(run, options, open),
  )
}

async function judge(run: SearchRun, options: SearchEvalOptions, open: WithIndex): Promise<Outcome> {
  const { root } = run
  const judged = judgedIn(root, options)
  if ('outcome' in judged) return judged.outcome
  const before = earlierRun(root, options)
  if ('problem' in before) return problemOf(before.problem)
  return usingIndex(run, open, async (index) => {
    const evaluation = await evaluate(judged.queries, finderOf(index.search, index.base))
    const comparison = before.run && compare(before.run, evaluation, judged.queries, options.tolerance)
    const messages = [...judged.messages, ...missingAnswers(judged.queries, index.addresses, judged.path)]
    const isRegression = comparison?.isRegression === true
    const kept = keep(run, options, evaluation, comparison)
    if ('problem' in kept) return problemOf(kept.problem)
    const { notes } = kept
    const document: SearchEvalReport = {
      status: isRegression ? 'regression' : 'kept',
      ...evaluation,
      comparison: comparison ?? null,
      messages,
    }
    return {
      code: isRegression && !options.update ? 1 : 0,
      document,
      text: evaluationText(evaluation, { colors: run.colors, comparison, notes }),
      urlOf: messageUrl,
    }
  })
}

interface Judged {
  path: string
  queries: JudgedQuery[]
  messages: Message[]
}

function judgedIn(root: string, { queries }: SearchEvalOptions): Judged | { outcome: Outcome } {
  const path = queries ?? queriesPath
  const file = readText(root, path)
  if ('problem' in file) return { outcome: problemOf(file.problem) }
  if (file.text === undefined) {
    const text = `There is no file ${visibleLine(path)} with judged queries.`
    return {
      outcome: problemOf({ text, remedy: 'Draft one with `blog-build search eval --seed`, and judge it.' }),
    }
  }
  const found = readQueries(file.text, path)
  if (found.messages.some(({ severity }) => severity === 'error')) {
    return {
      outcome: { code: 2, document: { status: 'config', messages: found.messages }, urlOf: messageUrl },
    }
  }
  const problem = unmeasured(file.text, found.queries, path)
  return problem ? { outcome: problemOf(problem) } : { path, ...found }
}

/** Of what nobody has judged, any number would be one of chance, or of how the draft was made. */
function unmeasured(text: string, queries: readonly JudgedQuery[], path: string): Problem | undefined {
  if (isUnjudged(text)) {
    return {
      text: `${visibleLine(path)} is a draft that nobody has judged: the search finds the words of titles in any case.`,
      remedy: 'Do what its first lines say, then take out the first one.',
    }
  }
  if (queries.some(({ answers }) => answers.some(({ grade }) => grade > 0))) return undefined
  return {
    text: `No query in ${visibleLine(path)} has an answer with a grade from 1 to 3, so there is nothing to measure.`,
    remedy:
      'Grade the pages that answer it: 3 if a page answers the need, 2 if it helps much, 1 if it touches on it.',
  }
}

/** One that was named must be there, unless it is to be made; what is kept in the cache may be lost at any time. */
function earlierRun(
  root: string,
  { baseline, update }: SearchEvalOptions,
): { run?: Run | undefined } | { problem: Problem } {
  const path = baseline ?? usualBaseline
  const file = readText(root, path)
  if ('problem' in file) return baseline === undefined ? {} : file
  const run = file.text === undefined ? undefined : decodeRun(file.text)
  if (run || baseline === undefined) return { run }
  if (file.text === undefined) {
    const text = `There is no earlier run at ${visibleLine(path)}.`
    return update ? {} : { problem: { text, remedy: 'Make it with `--update`, and commit it.' } }
  }
  // It may be anything, and is not written over.
  const text = `${visibleLine(path)} is no run that \`search eval\` has kept.`
  return { problem: { text, remedy: 'Name another file, or take this one away.' } }
}

/** Writes the run and the report. A regression does not become what the next run is compared with, unless it is asked for. */
function keep(
  { root }: SearchRun,
  { baseline, update, report }: SearchEvalOptions,
  evaluation: Evaluation,
  comparison: Comparison | undefined,
): { notes: string[] } | { problem: Problem } {
  const notes: string[] = []
  if (update || (baseline === undefined && !comparison?.isRegression)) {
    const path = baseline ?? usualBaseline
    const problem = writeText(root, path, encodeRun(runOf(evaluation)))
    // What is kept in the cache is kept where that is possible.
    if (problem && baseline !== undefined) return { problem }
    notes.push(problem ? problem.text : `Kept as the earlier run: ${visibleLine(path)}`)
  }
  if (report === undefined) return { notes }
  const curves = partsOf(evaluation).flatMap(({ name, summary: { curve } }) =>
    curve ? [{ name, curve }] : [],
  )
  const files = {
    'index.html': toReportHtml(evaluation, comparison && { comparison }),
    'precision-recall.svg': toCurveSvg(curves),
    'evaluation.json': `${JSON.stringify({ ...evaluation, comparison: comparison ?? null }, undefined, 2)}\n`,
  }
  for (const [name, text] of Object.entries(files)) {
    const problem = writeText(root, `${report}/${name}`, text)
    if (problem) return { problem }
  }
  return { notes: [...notes, `Report: ${visibleLine(report)}/index.html`] }
}

async function seed(run: SearchRun, { queries }: SearchEvalOptions, open: WithIndex): Promise<Outcome> {
  const path = queries ?? queriesPath
  const there = readText(run.root, path)
  if (!('text' in there) && 'problem' in there) return problemOf(there.problem)
  if (there.text !== undefined) return problemOf(isThere(path))
  return usingIndex(run, open, async (index) => {
    const pages = await pagesOf(index)
    const problem = writeText(run.root, path, draftQueries(pages, index.base), true)
    if (problem) return problemOf(problem)
    const text = `Drafted ${visibleLine(path)}. Nobody has judged it yet: its first lines say what to do.\n`
    return { code: 0, document: { status: 'drafted', messages: [] }, text }
  })
}

async function pagesOf(index: SiteIndex): Promise<SeedPage[]> {
  return (await index.pages()).map((text) => JSON.parse(text) as SeedPage)
}

function isThere(path: string): Problem {
  return {
    text: `${visibleLine(path)} is there already, and is not overwritten.`,
    remedy: 'Name another file with `--queries`, and take over what you like.',
  }
}
