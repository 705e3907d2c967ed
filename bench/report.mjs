/** Results as Markdown. */

import { median } from './median.mjs'
import { scenarios } from './scenarios.mjs'

/** @import { Contest } from './contest.mjs' */
/** @import { Measure } from './measure.mjs' */

/**
 * The table of one contest: medians, and how many times as much as blog-build each generator takes.
 *
 * @param {Contest} contest
 */
export function contestTable({ layout, samples, written }) {
  const lines = [
    `### ${layout.posts.toLocaleString('en')} posts, ${layout.highlight ? 'code highlighted' : 'code plain'}`,
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

/**
 * @param {Contest['written']} written
 */
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
export function startTable(samples, base) {
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
    base === undefined ? '' : own === base ? '1' : (own[key] / base[key]).toFixed(2)
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
export function mediansOf(list) {
  const of = (/** @type {keyof Measure} */ key) => median(list.map((sample) => sample[key]))
  return { wall: of('wall'), cpu: of('cpu'), memory: of('memory') }
}
