/** Lets one generator after the other watch the same corpus, and edits it under their eyes. */

import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { measureInBrowser } from './browser.mjs'
import { createEdits } from './edits.mjs'
import { filesIn } from './floor.mjs'
import { measure } from './measure.mjs'
import { cpuOf, memoryOf } from './process-tree.mjs'
import { becomesQuiet, startWatcher } from './watcher.mjs'

/** @import { Edit } from './edits.mjs' */
/** @import { Place } from './scenarios.mjs' */
/** @import { Layout, Tool, Watching } from './sites/tool.mjs' */
/** @import { Watcher } from './watcher.mjs' */

/**
 * @typedef {object} EditSample All times in milliseconds.
 * @property {string} kind
 * @property {number | null} seen From before the file is saved until the output shows it; `null` if it never did.
 * @property {number} whole The same until the last file of the output was written.
 * @property {number} files How many files of the output were written or removed.
 * @property {number} cpu Of the process and all it started, until it is quiet again.
 * @property {boolean} stale Whether the output was wrong before, so that nothing can be seen of this edit.
 * @property {boolean} left Whether a page is still there whose source is gone.
 */

/**
 * @typedef {object} Watched What one generator did.
 * @property {number} cold Seconds of a cold build before.
 * @property {number} ready Seconds from the start of the watch until its first build was done.
 * @property {number} idle Part of one processor that it takes while nothing happens.
 * @property {number} late Milliseconds of CPU that it takes later, when an edit has been followed by a pause.
 * @property {[first: number, last: number]} memory MB after the first build, and in the end.
 * @property {[first: number, last: number]} loads The system's mean over the last minute, at the start and the end.
 * @property {EditSample[]} edits
 * @property {number[]} browser From saving a text until a page that is open shows it.
 */

/**
 * @typedef {object} WatchContest
 * @property {Layout} layout
 * @property {Record<string, Watched>} watched
 */

/**
 * @typedef {object} Pace In milliseconds.
 * @property {number} quiet A generator that takes no CPU for this long has done with an edit.
 * @property {number} pause After this nothing is expected to come any more.
 * @property {number} idle How long idleness is measured.
 * @property {number} patience An edit that has not shown by then is missed.
 */

/** @type {Pace} */
export const usualPace = { quiet: 700, pause: 4_000, idle: 30_000, patience: 60_000 }

/**
 * @param {WatchContest} contest Gets the results.
 * @param {{ tools: Tool[], edits: number, inBrowser: number, folder: string, say: (text: string) => void,
 *   onTool: () => void, pace?: Pace }} options
 */
export async function holdWatchContest({ layout, watched }, options) {
  const { tools, folder, say, pace = usualPace } = options
  for (const tool of tools) {
    for (const watching of tool.watchings) {
      say(`${layout.posts} posts: ${watching.name}`)
      const place = { tool, posts: layout.posts, folder: join(folder, 'watch') }
      tool.layOut(place.folder, layout)
      tool.ownTemplate?.(place.folder)
      watched[watching.name] = await observe(place, watching, { ...options, pace })
      options.onTool()
    }
  }
  rmSync(folder, { recursive: true })
}

/**
 * @param {Place} place
 * @param {Watching} watching
 * @param {{ edits: number, inBrowser: number, say: (text: string) => void, pace: Pace }} options
 * @returns {Promise<Watched>}
 */
async function observe(place, watching, { edits, inBrowser, say, pace }) {
  const loadBefore = loadavg()[0] ?? 0
  const cold = measure(place.tool.build(place.folder), { cwd: place.folder }).measure.wall
  const begun = performance.now()
  const watcher = await startWatcher(place, watching)
  const ready = (performance.now() - begun) / 1000
  try {
    await becomesQuiet(watcher, pace.pause)
    const idle = (await cpuDuring(watcher, pace.idle)) / pace.idle
    const memoryBefore = memoryOf(watcher.pid)
    const samples = []
    for (const edit of createEdits(place, edits)) {
      const sample = await observeEdit(watcher, edit, join(place.folder, place.tool.output), pace)
      if (sample.seen === null && !sample.stale) say(`  ${edit.kind} did not show`)
      samples.push(sample)
    }
    const memory = memoryOf(watcher.pid)
    const late = await cpuDuring(watcher, pace.pause)
    const browser = await measureInBrowser(place, watching, watcher, { count: inBrowser, pace })
    const loads = /** @type {[number, number]} */ ([loadBefore, loadavg()[0] ?? 0])
    return { cold, ready, idle, late, memory: [memoryBefore, memory], loads, edits: samples, browser }
  } finally {
    await watcher.stop()
  }
}

/**
 * @param {Watcher} watcher
 * @param {Edit} edit
 * @param {string} output
 * @param {Pace} pace
 * @returns {Promise<EditSample>}
 */
async function observeEdit(watcher, edit, output, pace) {
  const before = changeTimes(output)
  // What an earlier edit should have brought and did not, cannot be waited for.
  const isStale = edit.shows(htmlOf(edit.page))
  const cpu = cpuOf(watcher.pid)
  const [saved, clock] = [performance.now(), Date.now()]
  edit.save()
  const at = isStale ? null : await showsAt(watcher, edit, pace)
  await becomesQuiet(watcher, pace.quiet)
  const after = changeTimes(output)
  const written = [...after].filter(([path, time]) => before.get(path) !== time)
  const removed = [...before.keys()].filter((path) => !after.has(path))
  return {
    kind: edit.kind,
    seen: at === null ? null : at - saved,
    stale: isStale,
    whole: Math.max(0, ...written.map(([, time]) => time - clock)),
    files: written.length + removed.length,
    cpu: cpuOf(watcher.pid) - cpu,
    left: edit.gone !== undefined && existsSync(edit.gone),
  }
}

/**
 * When the page shows the edit; nothing if it doesn't in time, or if the generator has long gone back to sleep.
 *
 * @param {Watcher} watcher
 * @param {Edit} edit
 * @param {Pace} pace
 */
async function showsAt(watcher, { page, shows }, { patience, pause }) {
  const begun = performance.now()
  let [looked, nextCheck, cpu, calmSince] = ['', begun + 500, cpuOf(watcher.pid), begun]
  while (performance.now() - begun < patience) {
    const stat = statSync(page, { bigint: true, throwIfNoEntry: false })
    const state = stat ? `${stat.ino} ${stat.ctimeNs} ${stat.size}` : ''
    if (state !== looked && shows(htmlOf(page))) return performance.now()
    looked = state
    if (performance.now() > nextCheck) {
      watcher.check()
      const now = cpuOf(watcher.pid)
      if (now !== cpu) calmSince = performance.now()
      if (performance.now() - calmSince > Math.max(pause, 1_000)) return null
      ;[nextCheck, cpu] = [performance.now() + 500, now]
    }
    await sleep(1)
  }
  return null
}

/** A page that is being replaced may be absent for a moment. @param {string} page */
function htmlOf(page) {
  try {
    return readFileSync(page, 'utf8')
  } catch {
    return ''
  }
}

/**
 * When each file got its content, or its name, as a renamed one does.
 *
 * @param {string} output
 */
function changeTimes(output) {
  return new Map(filesIn(output).map((path) => [path, statSync(path).ctimeMs]))
}

/**
 * @param {Watcher} watcher
 * @param {number} milliseconds
 */
async function cpuDuring(watcher, milliseconds) {
  const before = cpuOf(watcher.pid)
  await sleep(milliseconds)
  watcher.check()
  return cpuOf(watcher.pid) - before
}
