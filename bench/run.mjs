/**
 * The benchmark: `npm run bench -- --help`. Ratios of generators that ran in turn on one machine, not timed tests.
 * How it measures, and what it can't tell, stands in docs/benchmarks.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cannotBrowse } from './browser.mjs'
import { beginContest, holdContest } from './contest.mjs'
import { cannotMeasure, fastFolder } from './measure.mjs'
import { profile } from './profile.mjs'
import { putIntoDocs, reportOf } from './report.mjs'
import { scenarios } from './scenarios.mjs'
import { installRivals, rivalVersions } from './search/install.mjs'
import { searchAll } from './search/program.mjs'
import { searchReportOf } from './search/report.mjs'
import { blogBuild } from './sites/blog-build.mjs'
import { createEleventy } from './sites/eleventy.mjs'
import { createHugo } from './sites/hugo.mjs'
import { measureStarts } from './start.mjs'
import { holdWatchContest } from './watch-contest.mjs'
import { watchReportOf } from './watch-report.mjs'

/** @import { Circumstances, Results } from './report.mjs' */
/** @import { SearchResults } from './search/report.mjs' */
/** @import { Tool } from './sites/tool.mjs' */
/** @import { WatchContest } from './watch-contest.mjs' */
/** @import { WatchResults } from './watch-report.mjs' */

/** All that can be compared, in the order of the tables. */
const names = ['blog-build', 'Hugo', 'Eleventy']

const help = `npm run bench -- [options]

  --posts <n,…>      sizes of the corpus (1000)
  --runs <n>         how often each is measured; medians are shown (5)
  --scenario <n,…>   of ${Object.keys(scenarios).join(', ')} (all)
  --tool <n,…>       of ${names.join(', ')} (all that can run here)
  --highlight <w>    on, off or both (both; on with --watch)
  --hugo <command>   the Hugo to compare with (hugo)
  --folder <path>    where to build, in a folder blog-build-bench (/dev/shm, if there is one)
  --out <file>       writes all samples as JSON, after each round
  --from <file>      measures nothing, and shows what such a file has
  --docs             puts the tables into docs/benchmarks.md
  --machine <words>  what the tables say of the machine (its number of cores)
  --watch            instead: edits made while the generators watch
  --edits <n>        how many of them (50)
  --search           instead: indexes, and what visitors load and find, beside Pagefind and MiniSearch
  --profile          instead: where blog-build spends its time in the first scenario of the list`

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    scenario: { type: 'string', default: Object.keys(scenarios).join(',') },
    tool: { type: 'string', default: names.join(',') },
    highlight: { type: 'string' },
    hugo: { type: 'string', default: 'hugo' },
    folder: { type: 'string', default: fastFolder() },
    out: { type: 'string' },
    from: { type: 'string' },
    docs: { type: 'boolean', default: false },
    machine: { type: 'string', default: `${availableParallelism()} cores` },
    watch: { type: 'boolean', default: false },
    edits: { type: 'string', default: '50' },
    search: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) console.log(help)
else if (values.profile)
  profile({
    posts: sizes()[0] ?? 1000,
    highlight: values.highlight !== 'off',
    folder: workFolder(),
    scenario: chosen('scenario', Object.keys(scenarios))[0] ?? 'cold',
  })
else if (values.watch)
  showWatch(values.from ? JSON.parse(readFileSync(values.from, 'utf8')) : await measureWatches())
else if (values.search)
  showSearch(values.from ? JSON.parse(readFileSync(values.from, 'utf8')) : await measureSearch())
else show(values.from ? JSON.parse(readFileSync(values.from, 'utf8')) : measureAll())

/** @param {Results} results */
function show(results) {
  const report = reportOf(results)
  console.log(report)
  if (values.docs) putIntoDocs(report)
}

/** @param {WatchResults} results */
function showWatch(results) {
  const report = watchReportOf(results)
  console.log(report)
  if (values.docs) putIntoDocs(report, 'watch results')
}

/** @returns {Promise<WatchResults>} */
async function measureWatches() {
  const say = sayFromHere()
  const tools = toolsHere(say)
  const missing = cannotBrowse()
  if (missing) say(`Without a browser: ${missing}`)
  /** @type {WatchResults} */
  const results = { circumstances: circumstancesOf(tools, 1), watches: [] }
  for (const posts of sizes()) {
    for (const highlight of highlights()) {
      /** @type {WatchContest} */
      const contest = { layout: { posts, highlight }, watched: {} }
      results.watches.push(contest)
      const onTool = () => save(results)
      const [edits, folder] = [number(values.edits), workFolder()]
      await holdWatchContest(contest, { tools, edits, inBrowser: 15, folder, say, onTool })
    }
  }
  return results
}

/** @param {SearchResults} results */
function showSearch(results) {
  const report = searchReportOf(results)
  console.log(report)
  if (values.docs) putIntoDocs(report, 'search results')
}

/** @returns {Promise<SearchResults>} */
async function measureSearch() {
  const say = sayFromHere()
  const installed = join(tmpdir(), 'blog-build-bench-rivals')
  const obstacle = installRivals(installed) ?? cannotBrowse()
  if (obstacle) throw new Error(obstacle)
  const [runs, edits] = [number(values.runs), number(values.edits)]
  const circumstances = circumstancesOf([blogBuild], runs)
  Object.assign(circumstances.versions, rivalVersions(installed))
  /** @type {SearchResults} */
  const results = { circumstances, contests: [], relevance: [] }
  const onRound = () => save(results)
  const options = { sizes: sizes(), installed, runs, edits, folder: workFolder(), say, onRound }
  await searchAll(results, options)
  return results
}

/** Says what is going on, if anything can be measured here at all. */
function sayFromHere() {
  const obstacle = cannotMeasure()
  if (obstacle) throw new Error(obstacle)
  return (/** @type {string} */ text) => console.error(text)
}

/** @returns {Results} */
function measureAll() {
  const say = sayFromHere()
  const runs = number(values.runs)
  const tools = toolsHere(say)
  const scenarioNames = chosen('scenario', Object.keys(scenarios))
  const starts = measureStarts(Math.max(runs, 5))
  /** @type {Results} */
  const results = { circumstances: circumstancesOf(tools, runs), contests: [], starts }
  for (const posts of sizes()) {
    for (const highlight of highlights()) {
      const contest = beginContest({ posts, highlight })
      results.contests.push(contest)
      // After each round, so that what was measured is there if somebody ends it before it is done.
      const onRound = () => save(results)
      holdContest(contest, { tools, scenarioNames, runs, folder: workFolder(), say, onRound })
    }
  }
  return results
}

/** @param {Results | WatchResults | SearchResults} results */
function save(results) {
  if (values.out) writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`)
}

/**
 * @param {Tool[]} tools
 * @param {number} runs
 * @returns {Circumstances}
 */
function circumstancesOf(tools, runs) {
  const versions = Object.fromEntries(tools.map((tool) => [tool.name, tool.version()]))
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: values.machine,
    runs,
    versions: { Node: process.version, ...versions },
  }
}

/** @param {(text: string) => void} say */
function toolsHere(say) {
  const eleventy = createEleventy(join(tmpdir(), 'blog-build-bench-eleventy'))
  const wanted = chosen('tool', names)
  return [blogBuild, createHugo(values.hugo), eleventy].filter(
    (tool) => wanted.includes(tool.name) && isThere(tool, say),
  )
}

/**
 * @param {Tool} tool
 * @param {(text: string) => void} say
 */
function isThere(tool, say) {
  const reason = tool.missing()
  if (reason) say(`Without ${tool.name}: ${reason}`)
  return reason === undefined
}

/**
 * @param {'tool' | 'scenario'} option
 * @param {string[]} known
 */
function chosen(option, known) {
  const list = values[option].split(',')
  const unknown = list.filter((name) => !known.includes(name))
  if (unknown.length === 0) return known.filter((name) => list.includes(name))
  throw new Error(`--${option} knows ${known.join(', ')}, not ${unknown.join(', ')}.`)
}

function sizes() {
  return values.posts.split(',').map(number)
}

/** @param {string} text */
function number(text) {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new Error(`"${text}" is no number of posts, runs or edits.`)
}

/** A folder of the benchmark's own, which it may remove. */
function workFolder() {
  return join(values.folder, 'blog-build-bench')
}

function highlights() {
  const wanted = values.highlight ?? (values.watch ? 'on' : 'both')
  return wanted === 'both' ? [true, false] : [wanted === 'on']
}
