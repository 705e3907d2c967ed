/** Builds one corpus with every generator in every scenario, in turn, several times. */

import { rmSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { census, difference } from './census.mjs'
import { listOutputs } from './floor.mjs'
import { measure } from './measure.mjs'
import { scenarios } from './scenarios.mjs'

/** @import { Census } from './census.mjs' */
/** @import { Measure } from './measure.mjs' */
/** @import { Place } from './scenarios.mjs' */
/** @import { Layout, Tool } from './sites/tool.mjs' */

/**
 * @typedef {object} Written What blog-build says it did, in the last run.
 * @property {number} written
 * @property {number} unchanged
 * @property {number} tasksRun
 * @property {string[]} addresses Added and changed ones, as far as they fit.
 */

/**
 * @typedef {object} Contest
 * @property {Layout} layout
 * @property {Record<string, Census>} sites What each generator made of the corpus.
 * @property {Record<string, Record<string, Measure[]>>} samples By scenario, then by generator.
 * @property {Record<string, Written>} written By scenario.
 * @property {number[]} loads How many processes ran or waited to run: a mean over the minute before each round, and
 *   after the last.
 */

/**
 * @typedef {object} ContestOptions
 * @property {Tool[]} tools
 * @property {string[]} scenarioNames
 * @property {number} runs
 * @property {string} folder
 * @property {(text: string) => void} say
 * @property {() => void} onRound Called when each generator has been through each scenario once more.
 */

const floorProgram = fileURLToPath(new URL('./floor.mjs', import.meta.url))

/** How many addresses of what was written are kept. */
const shown = 8

/**
 * A contest without results.
 *
 * @param {Layout} layout
 * @returns {Contest}
 */
export function beginContest(layout) {
  return { layout, sites: {}, samples: {}, written: {}, loads: [loadNow()] }
}

/** The system's mean over the last minute. */
function loadNow() {
  return loadavg()[0] ?? 0
}

/**
 * Lays the corpus out for each generator, then runs scenario by scenario, the generators in turn: what disturbs
 * the machine for a while disturbs all of them.
 *
 * @param {Contest} contest Gets the results.
 * @param {ContestOptions} options
 */
export function holdContest(contest, options) {
  const { tools, scenarioNames, runs, folder, say } = options
  const { layout } = contest
  const places = tools.map((tool) => ({ tool, posts: layout.posts, folder: join(folder, tool.name) }))
  const startsCold = scenarioNames[0] === 'cold'
  say(`${layout.posts} posts: writing the corpus${startsCold ? '' : ', first builds'}`)
  for (const { tool, folder } of places) {
    tool.layOut(folder, layout)
    if (!startsCold) measure(tool.build(folder), { cwd: folder })
  }
  for (let run = 0; run < runs; run++) {
    for (const name of scenarioNames) {
      say(`run ${run + 1} of ${runs}: ${name}`)
      for (const place of turned(places, run)) {
        keep(contest, name, place.tool.name, runScenario(contest, name, place, run))
      }
      keep(contest, name, 'floor', floorOf(name, places[0], folder))
    }
    if (run === 0) contest.sites = countSites(places)
    contest.loads.push(loadNow())
    options.onRound()
  }
  rmSync(folder, { recursive: true })
}

/**
 * The list from another place on: nobody is always the first after the floor.
 *
 * @param {Place[]} places
 * @param {number} run
 */
function turned(places, run) {
  const start = run % places.length
  return [...places.slice(start), ...places.slice(0, start)]
}

/**
 * Counts what was made, and stops if the sites are not equal.
 *
 * @param {Place[]} places
 */
function countSites(places) {
  const sites = places.map((place) => ({ name: place.tool.name, counted: census(place) }))
  const [first, ...others] = sites
  for (const { name, counted } of others) {
    if (!first) break
    const unequal = difference(first.counted, counted)
    if (unequal.length > 0) throw new Error(`${first.name} and ${name} differ: ${unequal.join('; ')}`)
  }
  return Object.fromEntries(sites.map(({ name, counted }) => [name, counted]))
}

/**
 * @param {Contest} contest
 * @param {string} name
 * @param {string} tool
 * @param {Measure} sample
 */
function keep({ samples }, name, tool, sample) {
  const ofScenario = samples[name] ?? {}
  const list = ofScenario[tool] ?? []
  list.push(sample)
  ofScenario[tool] = list
  samples[name] = ofScenario
}

/**
 * @param {Contest} contest
 * @param {string} name
 * @param {Place} place
 * @param {number} run
 */
function runScenario(contest, name, place, run) {
  const scenario = scenarios[name]
  if (!scenario) throw new Error(`There is no scenario ${name}.`)
  scenario.prepare(place, run)
  const { measure: sample, stdout } = measure(place.tool.build(place.folder), { cwd: place.folder })
  const fault = scenario.fault(place, run)
  if (fault) throw new Error(`${place.tool.name}, ${name}: ${fault}`)
  if (place.tool.reports) contest.written[name] = writtenOf(stdout)
  return sample
}

/**
 * @param {string} json
 * @returns {Written}
 */
function writtenOf(json) {
  const { stats, changed } = JSON.parse(json)
  const { written, unchanged, tasksRun } = stats
  return { written, unchanged, tasksRun, addresses: [...changed.added, ...changed.changed].slice(0, shown) }
}

/**
 * The floor of a scenario: of a cold build reading and writing everything, of the others a look at every file.
 *
 * @param {string} name
 * @param {Place | undefined} place
 * @param {string} folder
 */
function floorOf(name, place, folder) {
  if (!place) throw new Error('No generator can run here.')
  const target = join(folder, 'floor')
  const output = join(place.folder, place.tool.output)
  const sources = join(place.folder, place.tool.sources)
  const isCold = name === 'cold'
  if (isCold) listOutputs(output, target)
  const [mode, out] = isCold ? ['write', target] : ['stat', output]
  const { measure: sample } = measure([process.execPath, floorProgram, mode, sources, out])
  rmSync(target, { recursive: true, force: true })
  return sample
}
