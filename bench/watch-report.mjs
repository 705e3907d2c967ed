/** Results of watching as Markdown. */

import { editTitles } from './edits.mjs'
import { median } from './median.mjs'
import { headOf } from './report.mjs'

/** @import { Circumstances } from './report.mjs' */
/** @import { EditSample, WatchContest, Watched } from './watch-contest.mjs' */

/**
 * @typedef {object} WatchResults
 * @property {Circumstances} circumstances
 * @property {WatchContest[]} watches
 */

/** With what the others are compared. */
const base = 'blog-build'

/**
 * All tables of a run, with the circumstances above them.
 *
 * @param {WatchResults} results
 */
export function watchReportOf({ circumstances, watches }) {
  return [headOf(circumstances), '', ...watches.map(contestTables)].join('\n')
}

/** @param {WatchContest} contest */
function contestTables({ layout, watched }) {
  const code = layout.highlight ? 'code highlighted' : 'code plain'
  const count = Math.max(...Object.values(watched).map(({ edits }) => edits.length))
  const title = `### Watch: ${layout.posts.toLocaleString('en')} posts, ${code}, ${count} edits`
  return [title, '', ...editTable(watched), '', ...idleTable(watched), '', ...browserLines(watched)].join(
    '\n',
  )
}

/** @param {WatchContest['watched']} watched */
function editTable(watched) {
  const lines = [
    '| Edit | | Page ms | Worst | All ms | Files | CPU ms | Missed | Page × | CPU × |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  for (const [kind, title] of Object.entries(editTitles)) {
    const own = watched[base] && rowOf(watched[base], kind)
    let first = title
    for (const [name, each] of Object.entries(watched)) {
      const row = rowOf(each, kind)
      if (row === undefined) continue
      lines.push(`| ${first} | ${name} | ${cells(row, own).join(' | ')} |`)
      first = ''
    }
  }
  return lines
}

/**
 * @param {Watched} watched
 * @param {string} kind
 */
function rowOf({ edits }, kind) {
  const all = edits.filter((edit) => edit.kind === kind)
  if (all.length === 0) return undefined
  const seen = all.flatMap((edit) => (edit.seen === null ? [] : [edit.seen]))
  const of = (/** @type {'whole' | 'files' | 'cpu'} */ key) => median(all.map((edit) => edit[key]))
  return {
    seen: seen.length === 0 ? undefined : median(seen),
    worst: seen.length === 0 ? undefined : Math.max(...seen),
    whole: of('whole'),
    files: of('files'),
    cpu: of('cpu'),
    missed: missedOf(all),
  }
}

/** @param {EditSample[]} all */
function missedOf(all) {
  const count = (/** @type {(edit: EditSample) => boolean} */ isCounted) => all.filter(isCounted).length
  const left = count((edit) => edit.left)
  const missed = count((edit) => edit.seen === null && !edit.stale)
  return `${missed} of ${count((edit) => !edit.stale)}${left === 0 ? '' : `; ${left} old pages stay`}`
}

/**
 * @param {NonNullable<ReturnType<typeof rowOf>>} row
 * @param {ReturnType<typeof rowOf>} own
 */
function cells({ seen, worst, whole, files, cpu, missed }, own) {
  const digits = (/** @type {number | undefined} */ value) => value?.toFixed(0) ?? '–'
  return [
    ...[digits(seen), digits(worst), digits(whole), digits(files), digits(cpu), missed],
    ...[ratio(seen, own?.seen), ratio(cpu, own?.cpu)],
  ]
}

/** @param {WatchContest['watched']} watched */
function idleTable(watched) {
  const lines = [
    '| | Cold build s | Watch ready s | Idle CPU % | Later CPU ms | MB at first | MB in the end | MB × | Load |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
  ]
  for (const [name, { cold, ready, idle, late, memory, loads }] of Object.entries(watched)) {
    const figures = [cold.toFixed(2), ready.toFixed(2), (idle * 100).toFixed(2), late.toFixed(0)]
    const sizes = [memory[0].toFixed(0), memory[1].toFixed(0), ratio(memory[1], watched[base]?.memory[1])]
    const load = loads.map((value) => value.toFixed(1)).join(' to ')
    lines.push(`| ${[name, ...figures, ...sizes, load].join(' | ')} |`)
  }
  return lines
}

/** @param {WatchContest['watched']} watched */
function browserLines(watched) {
  return Object.entries(watched).flatMap(([name, { browser }]) => {
    if (browser.length === 0) return []
    const [middle, worst] = [median(browser), Math.max(...browser)].map((value) => value.toFixed(0))
    return [
      `${name}, saved text to open page in Chromium: median ${middle} ms, worst ${worst} ms, of ${browser.length}.`,
      '',
    ]
  })
}

/**
 * @param {number | undefined} value
 * @param {number | undefined} own
 */
function ratio(value, own) {
  return value === undefined || own === undefined || own === 0 ? '–' : (value / own).toFixed(2)
}
