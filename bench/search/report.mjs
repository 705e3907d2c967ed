/** Results of searching as Markdown. */

import { median } from '../median.mjs'
import { headOf } from '../report.mjs'
import { works } from './contest.mjs'
import { relevanceTables } from './relevance-report.mjs'
import { corpora } from './sites.mjs'
import { spellingTable, table } from './table.mjs'

/** @import { Circumstances } from '../report.mjs' */
/** @import { Cost, SearchContest } from './contest.mjs' */
/** @import { Change } from './edit-job.mjs' */
/** @import { Relevance } from './relevance.mjs' */
/** @import { Row } from './table.mjs' */

/**
 * @typedef {object} SearchResults
 * @property {Circumstances} circumstances
 * @property {SearchContest[]} contests
 * @property {Relevance[]} relevance
 */

/** The name of our index alone in tables: what a build with it takes more than one without. */
const ownIndex = 'blog-build, the search alone'

/**
 * All tables of a run, with the circumstances above them.
 *
 * @param {SearchResults} results
 */
export function searchReportOf({ circumstances, contests, relevance }) {
  const { runs } = circumstances
  const head = `${headOf(circumstances)} Medians of ${runs === 1 ? 'one run' : `${runs} runs`}.`
  return [head, '', ...contests.flatMap(contestTables), ...relevanceTables(relevance)].join('\n')
}

/** @param {SearchContest} contest */
function contestTables(contest) {
  const title = corpora[contest.corpus]?.title ?? contest.corpus
  const [least, most] = [Math.min(...contest.loads), Math.max(...contest.loads)].map((load) =>
    load.toFixed(1),
  )
  return [
    `### Search: ${contest.posts.toLocaleString('en')} posts, ${title}`,
    '',
    `Load of the machine meanwhile: ${least} to ${most}.`,
    '',
    ...costTable('From cold', contest.cold),
    ...costTable('After an edit of one sentence', { ...contest.edited, ...sessionsOf(contest) }),
    ...changeTable(contest),
    ...visitTable(contest),
    ...spellingTable(Object.entries(contest.spelling), 'Words of five posts or fewer'),
  ]
}

/**
 * Ours beside the rivals: the whole build, and what of it the search is.
 *
 * @param {string} title
 * @param {Record<string, Cost[]>} costs
 */
function costTable(title, costs) {
  /** @type {Record<string, string>} */
  const names = { ...works, ...sessions }
  const all = Object.entries(costs).map(([name, list]) => ({ name: names[name] ?? name, ...middle(list) }))
  const own = [
    difference(costs, 'with', 'without', ownIndex),
    difference(costs, 'openWith', 'openWithout', `${ownIndex}, site open`),
  ].flatMap((row) => (row ? [row] : []))
  const base = own.at(-1)
  const rows = [...own, ...all].map(
    ({ name, wall, cpu }) =>
      /** @type {Row} */ ([name, digits(wall), digits(cpu), times(wall, base?.wall), times(cpu, base?.cpu)]),
  )
  return table([title, 'Wall s', 'CPU s', 'Wall ×', 'CPU ×'], rows)
}

/** What is built while a site stays open. */
const sessions = {
  openWithout: 'blog-build, without search, site open',
  openWith: 'blog-build, with search, site open',
}

/**
 * @param {SearchContest} contest
 * @returns {Record<string, Cost[]>}
 */
function sessionsOf({ session }) {
  return {
    ...(session.without && { openWithout: session.without }),
    ...(session.with && { openWith: session.with }),
  }
}

/**
 * The median of the differences of pairs, as both were measured in turn.
 *
 * @param {Record<string, Cost[]>} costs
 * @param {string} name
 * @param {string} base
 * @param {string} title
 */
function difference(costs, name, base, title) {
  const [more, less] = [costs[name], costs[base]]
  if (!more || !less) return undefined
  const pairs = more.map(({ wall, cpu }, at) => ({
    wall: wall - (less[at]?.wall ?? Number.NaN),
    cpu: cpu - (less[at]?.cpu ?? Number.NaN),
  }))
  return { name: title, ...middle(pairs) }
}

/** @param {Cost[]} list */
function middle(list) {
  return { wall: median(list.map(({ wall }) => wall)), cpu: median(list.map(({ cpu }) => cpu)) }
}

/** @param {SearchContest} contest */
function changeTable({ session, changed }) {
  /** @type {[string, Change[]][]} */
  const all = [
    ...(session.with
      ? /** @type {[string, Change[]][]} */ ([
          ['blog-build, index', session.with.map(({ index }) => index)],
          ['blog-build, all files', session.with.map((sample) => sample.all)],
        ])
      : []),
    ...Object.entries(changed).map(
      ([name, list]) =>
        /** @type {[string, Change[]]} */ ([works[/** @type {keyof typeof works} */ (name)] ?? name, list]),
    ),
  ]
  const rows = all.map(([name, list]) => {
    const of = (/** @type {'files' | 'bytes'} */ key) => list.map((change) => change[key])
    const files = [median(of('files')), centile95(of('files')), Math.max(...of('files'))].map(String)
    const sizes = [median(of('bytes')), centile95(of('bytes')), Math.max(...of('bytes'))].map(kilobytes)
    return /** @type {Row} */ ([name, String(list.length), ...files, ...sizes])
  })
  const columns = ['Edits', 'Files', '95 %', 'Most', 'KB', '95 %', 'Most']
  return table(['Changed by one sentence', ...columns], rows)
}

/** @param {SearchContest} contest */
function visitTable({ sizes, visits }) {
  const rows = Object.entries(sizes).map(([name, { files, bytes, zipped }]) => {
    const list = visits[name] ?? []
    const of = (/** @type {Exclude<keyof typeof list[0], 'paths'>} */ key) => list.map((visit) => visit[key])
    const own = [String(files), (bytes / 1e6).toFixed(1), (zipped / 1e6).toFixed(1)]
    if (list.length === 0) return /** @type {Row} */ ([name, ...own, '–', '–', '–', '–', '–', '–', '–'])
    const requests = `${median(of('requests'))} to ${Math.max(...of('requests'))}`
    const loaded = [kilobytes(median(of('bytes'))), kilobytes(Math.max(...of('bytes')))]
    const spent = [of('main'), of('cpu'), of('wall')].map((values) => median(values).toFixed(0))
    return /** @type {Row} */ ([
      name,
      ...own,
      requests,
      ...loaded,
      kilobytes(median(of('scripts'))),
      ...spent,
    ])
  })
  const size = ['Files', 'MB', 'MB gzip']
  const first = ['Requests', 'KB', 'Most KB', 'Scripts KB', 'Main thread ms', 'CPU ms', 'Wall ms']
  return table(['Index, and a first query', ...size, ...first], rows)
}

/** The least value that 95 of 100 do not exceed. @param {number[]} values */
export function centile95(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN
}

/** Seconds with three digits that count. @param {number} value */
function digits(value) {
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3)
}

/**
 * @param {number} value
 * @param {number | undefined} base
 */
function times(value, base) {
  return base === undefined || base <= 0 ? '–' : (value / base).toFixed(value / base < 10 ? 2 : 0)
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)
}
