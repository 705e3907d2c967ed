/** Where a build of blog-build spends its time: a CPU profile, and the functions and packages that lead in it. */

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { moduleAt } from './bundled.mjs'
import { scenarios } from './scenarios.mjs'
import { blogBuild, command } from './sites/blog-build.mjs'

/**
 * @typedef {object} CallFrame
 * @property {string} functionName
 * @property {string} url
 * @property {number} lineNumber
 */

/**
 * @typedef {object} CpuProfile As V8 writes it.
 * @property {{ id: number, callFrame: CallFrame }[]} nodes
 * @property {number[]} samples Ids of nodes.
 * @property {number[]} timeDeltas Microseconds before each sample.
 */

/** How many rows each list has. */
const rows = 30

/**
 * Builds once with the profiler of Node on, after a build without it if the scenario needs one. The profiles stay;
 * Chrome's developer tools open them.
 *
 * @param {{ posts: number, highlight: boolean, folder: string, scenario: string }} options
 */
export function profile({ posts, highlight, folder, scenario }) {
  const site = join(folder, 'profile')
  const profiles = join(folder, 'profiles')
  rmSync(profiles, { recursive: true, force: true })
  blogBuild.layOut(site, { posts, highlight })
  if (scenario !== 'cold') execFileSync(process.execPath, [command, 'build', site, '--quiet'])
  scenarios[scenario]?.prepare({ tool: blogBuild, folder: site, posts }, 1)
  const parameters = ['--cpu-prof', `--cpu-prof-dir=${profiles}`, command, 'build', site]
  console.log(execFileSync(process.execPath, parameters, { encoding: 'utf8' }))
  for (const name of readdirSync(profiles)) {
    const path = join(profiles, name)
    /** @type {CpuProfile} */
    const content = JSON.parse(readFileSync(path, 'utf8'))
    console.log(path)
    console.log(lead('Packages', content, packageOf))
    console.log(lead('Modules', content, moduleOf))
    console.log(lead('Functions', content, functionOf))
  }
  rmSync(site, { recursive: true })
}

/**
 * @param {string} title
 * @param {CpuProfile} profile
 * @param {(frame: CallFrame) => string} keyOf
 */
function lead(title, { nodes, samples, timeDeltas }, keyOf) {
  const keys = new Map(nodes.map(({ id, callFrame }) => [id, keyOf(callFrame)]))
  /** @type {Map<string, number>} */
  const times = new Map()
  for (const [index, id] of samples.entries()) {
    const key = keys.get(id) ?? ''
    if (key === '(idle)') continue
    times.set(key, (times.get(key) ?? 0) + (timeDeltas[index] ?? 0) / 1000)
  }
  const total = [...times.values()].reduce((sum, each) => sum + each, 0)
  const leading = [...times].sort(([, a], [, b]) => b - a).slice(0, rows)
  const lines = leading.map(
    ([key, time]) =>
      `${time.toFixed(0).padStart(8)} ms ${((100 * time) / total).toFixed(1).padStart(5)} %  ${key}`,
  )
  return [`\n${title}, by time in them alone:`, ...lines].join('\n')
}

/** @param {CallFrame} frame */
function functionOf({ functionName, url, lineNumber }) {
  const name = functionName || '(anonymous)'
  return url === '' ? name : `${name}  ${moduleAt(url, lineNumber)}`
}

/** @param {CallFrame} frame */
function moduleOf({ functionName, url, lineNumber }) {
  if (url !== '') return moduleAt(url, lineNumber)
  return functionName.startsWith('(') ? functionName : '(native)'
}

/** @param {CallFrame} frame */
function packageOf(frame) {
  const path = moduleOf(frame)
  return /^(?:node:|@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path
}
