/** Results as Markdown. */

import { readFileSync, writeFileSync } from 'node:fs'
import { median } from './median.mjs'
import { scenarios } from './scenarios.mjs'
import { emptyProcess } from './start.mjs'

/** @import { Contest } from './contest.mjs' */
/** @import { Measure } from './measure.mjs' */

/**
 * @typedef {object} Circumstances
 * @property {string} date
 * @property {string} machine
 * @property {number} runs
 * @property {Record<string, string>} versions
 */

/**
 * @typedef {object} Results
 * @property {Circumstances} circumstances
 * @property {Contest[]} contests
 * @property {Record<string, Measure[]>} starts
 */

const document = new URL('../docs/benchmarks.md', import.meta.url)

/**
 * Puts tables in the place of those that are there, between two comments.
 *
 * @param {string} report
 * @param {string} [name] Of the place.
 */
export function putIntoDocs(report, name = 'results') {
  const [opening, closing] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->\n`]
  const text = readFileSync(document, 'utf8')
  const [before, after] = [text.split(opening)[0], text.split(closing)[1]]
  if (before === text || after === undefined) throw new Error(`docs/benchmarks.md has no place for ${name}.`)
  writeFileSync(document, `${before}${opening}\n${report}\n${closing}${after}`)
}

/**
 * All tables of a run, with the circumstances above them.
 *
 * @param {Results} results
 */
export function reportOf({ circumstances, contests, starts }) {
  const head = `${headOf(circumstances)} ${mediansSentence(circumstances)}\n`
  return [head, ...contests.map(contestTable), startTable(starts, emptyProcess)].join('\n')
}

/**
 * When and where it was measured, and which versions.
 *
 * @param {Circumstances} circumstances
 */
export function headOf({ date, machine, versions }) {
  const named = Object.entries(versions).map(([name, version]) => `${name} ${shortVersion(version)}`)
  return `${date}, ${machine}.\n${named.join(', ')}.`
}

/** @param {Circumstances} circumstances */
function mediansSentence({ runs }) {
  return `Medians of ${runs === 1 ? 'one run' : `${runs} runs`}.`
}

/** The number in what a command says of its version. @param {string} text */
function shortVersion(text) {
  return /\d+\.\d+[\w.]*/.exec(text)?.[0] ?? text
}

/**
 * The table of one contest: medians, and how many times as much as blog-build each generator takes.
 *
 * @param {Contest} contest
 */
function contestTable({ layout, sites, samples, written, loads }) {
  const lines = [
    `### ${layout.posts.toLocaleString('en')} posts, ${layout.highlight ? 'code highlighted' : 'code plain'}`,
    '',
    `${sitesSentence(sites)} Load of the machine meanwhile: ${range(loads)}.`,
    '',
    '| Scenario | | Wall s | CPU s | Peak MB | Wall × | CPU × | Memory × |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const [name, byTool] of Object.entries(samples)) {
    const title = scenarios[name]?.title ?? name
    const base = byTool['blog-build'] && mediansOf(byTool['blog-build'])
    for (const [index, [tool, list]] of Object.entries(byTool).entries()) {
      lines.push(`| ${index === 0 ? title : ''} | ${tool} | ${cells(mediansOf(list), base).join(' | ')} |`)
    }
  }
  return [...lines, '', ...writtenTable(written), ''].join('\n')
}

/** @param {Contest['sites']} sites */
function sitesSentence(sites) {
  const [first] = Object.values(sites)
  if (!first) return ''
  const sizes = Object.entries(sites).map(([name, { megabytes }]) => `${name} ${megabytes} MB`)
  const { posts, lists, pictures, inFeed, inSitemap } = first
  return `Each makes ${posts} pages of posts, ${lists} pages of lists, ${pictures} pictures, a feed of ${inFeed} and a sitemap of ${inSitemap}; ${sizes.join(', ')}.`
}

/** @param {number[]} values */
function range(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(1))
  return least === most ? least : `${least} to ${most}`
}

/** @param {Contest['written']} written */
function writtenTable(written) {
  if (Object.keys(written).length === 0) return []
  const lines = [
    '| blog-build | Files written | Unchanged | Tasks run | Addresses |',
    '| --- | ---: | ---: | ---: | --- |',
  ]
  for (const [name, { written: count, unchanged, tasksRun, addresses }] of Object.entries(written)) {
    const listed = addresses.length < count ? 'many' : addresses.map((address) => `\`${address}\``).join(', ')
    lines.push(`| ${scenarios[name]?.title ?? name} | ${count} | ${unchanged} | ${tasksRun} | ${listed} |`)
  }
  return lines
}

/**
 * The table of what starting a process takes.
 *
 * @param {Record<string, Measure[]>} samples
 * @param {string} base What the others are compared with.
 */
function startTable(samples, base) {
  const lines = [
    '### Process start',
    '',
    `| | Wall ms | CPU ms | Peak MB | Wall × \`${base}\` |`,
    '| --- | ---: | ---: | ---: | ---: |',
  ]
  const least = mediansOf(samples[base] ?? [])
  for (const [name, list] of Object.entries(samples)) {
    const { wall, cpu, memory } = mediansOf(list)
    lines.push(
      `| \`${name}\` | ${(wall * 1000).toFixed(0)} | ${(cpu * 1000).toFixed(0)} | ${memory.toFixed(0)} | ${(wall / least.wall).toFixed(2)} |`,
    )
  }
  return [...lines, ''].join('\n')
}

/**
 * @param {Measure} own
 * @param {Measure | undefined} base
 */
function cells(own, base) {
  const ratio = (/** @type {keyof Measure} */ key) =>
    base === undefined ? '' : (own[key] / base[key]).toFixed(2)
  return [
    own.wall.toFixed(2),
    own.cpu.toFixed(2),
    own.memory.toFixed(0),
    ratio('wall'),
    ratio('cpu'),
    ratio('memory'),
  ]
}

/**
 * @param {Measure[]} list
 * @returns {Measure}
 */
function mediansOf(list) {
  const of = (/** @type {keyof Measure} */ key) => median(list.map((sample) => sample[key]))
  return { wall: of('wall'), cpu: of('cpu'), memory: of('memory') }
}
