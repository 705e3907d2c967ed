/**
 * The benchmark: `npm run bench -- --help`. Ratios of generators that ran in turn on one machine, not timed tests.
 * How it measures, and what it can't tell, stands in docs/benchmarks.md.
 */
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { holdContest } from './contest.mjs'
import { cannotMeasure, fastFolder } from './measure.mjs'
import { profile } from './profile.mjs'
import { putIntoDocs, reportOf } from './report.mjs'
import { scenarios } from './scenarios.mjs'
import { blogBuild } from './sites/blog-build.mjs'
import { createEleventy } from './sites/eleventy.mjs'
import { createHugo } from './sites/hugo.mjs'
import { measureStarts } from './start.mjs'

/** @import { Circumstances } from './report.mjs' */
/** @import { Tool } from './sites/tool.mjs' */

/** All that can be compared, in the order of the tables. */
const names = ['blog-build', 'Hugo', 'Eleventy']

const help = `npm run bench -- [options]

  --posts <n,…>      sizes of the corpus (1000)
  --runs <n>         how often each is measured; medians are shown (5)
  --scenario <n,…>   of ${Object.keys(scenarios).join(', ')} (all)
  --tool <n,…>       of ${names.join(', ')} (all that can run here)
  --highlight <w>    on, off or both (both)
  --hugo <command>   the Hugo to compare with (hugo)
  --folder <path>    where to build, in a folder blog-build-bench (/dev/shm, if there is one)
  --out <file>       writes all samples as JSON
  --docs             puts the tables into docs/benchmarks.md
  --machine <words>  what the tables say of the machine (its number of cores)
  --profile          instead: where blog-build spends its time in the first scenario of the list`

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    scenario: { type: 'string', default: Object.keys(scenarios).join(',') },
    tool: { type: 'string', default: names.join(',') },
    highlight: { type: 'string', default: 'both' },
    hugo: { type: 'string', default: 'hugo' },
    folder: { type: 'string', default: fastFolder() },
    out: { type: 'string' },
    docs: { type: 'boolean', default: false },
    machine: { type: 'string', default: `${availableParallelism()} cores` },
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
else run()

function run() {
  const obstacle = cannotMeasure()
  if (obstacle) throw new Error(obstacle)
  const runs = number(values.runs)
  const say = (/** @type {string} */ text) => console.error(text)
  const tools = [
    blogBuild,
    createHugo(values.hugo),
    createEleventy(join(tmpdir(), 'blog-build-bench-eleventy')),
  ]
  const wanted = chosen('tool', names)
  const present = tools.filter((tool) => wanted.includes(tool.name) && isThere(tool, say))
  const scenarioNames = chosen('scenario', Object.keys(scenarios))
  const load = loadavg()[0] ?? 0
  const starts = measureStarts(Math.max(runs, 5))
  const contests = sizes().flatMap((posts) =>
    highlights().map((highlight) =>
      holdContest({ posts, highlight }, { tools: present, scenarioNames, runs, folder: workFolder(), say }),
    ),
  )
  /** @type {Circumstances} */
  const circumstances = {
    date: new Date().toISOString().slice(0, 10),
    machine: values.machine,
    load,
    runs,
    versions: {
      Node: process.version,
      ...Object.fromEntries(present.map((tool) => [tool.name, tool.version()])),
    },
  }
  const report = reportOf({ circumstances, contests, starts })
  console.log(report)
  if (values.out)
    writeFileSync(values.out, `${JSON.stringify({ circumstances, contests, starts }, null, 2)}\n`)
  if (values.docs) putIntoDocs(report)
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
  throw new Error(`"${text}" is no number of posts or runs.`)
}

/** A folder of the benchmark's own, which it may remove. */
function workFolder() {
  return join(values.folder, 'blog-build-bench')
}

function highlights() {
  return values.highlight === 'both' ? [true, false] : [values.highlight === 'on']
}
