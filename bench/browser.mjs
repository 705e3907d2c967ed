/** How long a writer waits for a saved text to stand in a page that is open in a real browser. */

import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { slugOf } from './corpus.mjs'
import { bodyEdit } from './edits.mjs'
import { becomesQuiet } from './watcher.mjs'

/** @import { Place } from './scenarios.mjs' */
/** @import { Watching } from './sites/tool.mjs' */
/** @import { Watcher } from './watcher.mjs' */

/** The flags that the tests use too. */
export const chromiumFlags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  )

/** Why nothing can be measured in a browser here, if so. */
export function cannotBrowse() {
  return chromiumPath() === undefined ? 'no Chromium is in /usr/bin' : undefined
}

/**
 * Milliseconds from saving to the text in the document, by the one clock of the machine.
 *
 * @param {Place} place
 * @param {Watching} watching
 * @param {Watcher} watcher
 * @param {{ count: number, pace: { quiet: number, patience: number } }} options
 * @returns {Promise<number[]>}
 */
export async function measureInBrowser(place, { address }, watcher, { count, pace }) {
  const url = address?.exec(watcher.output())?.[1]
  const executablePath = chromiumPath()
  if (count === 0 || url === undefined || executablePath === undefined) return []
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    const number = Math.floor(place.posts / 2)
    const tab = await browser.newPage()
    /** @type {Map<string, number>} */
    const seen = new Map()
    await tab.exposeFunction('told', (/** @type {string} */ mark, /** @type {number} */ time) => {
      seen.set(mark, time)
    })
    await tab.addInitScript(tellMarks)
    await tab.goto(new URL(`posts/${slugOf(number)}/`, url).href)
    const times = []
    for (let index = 0; index < count; index++) {
      await becomesQuiet(watcher, pace.quiet)
      const edit = bodyEdit(place, number, `browser${index}`)
      const saved = Date.now()
      edit.save()
      while (!seen.has(edit.mark)) {
        if (Date.now() - saved > pace.patience) throw new Error(`${url} never showed ${edit.mark}`)
        await sleep(5)
      }
      times.push((seen.get(edit.mark) ?? 0) - saved)
    }
    return times
  } finally {
    await browser.close()
  }
}

/** Runs in the page, however often it is loaded: tells each new mark in the text, and when it came. */
function tellMarks() {
  let last = ''
  const look = () => {
    const mark = /Editedbrowser\d+x/.exec(document.querySelector('.prose')?.textContent ?? '')?.[0] ?? last
    if (mark !== last) Reflect.get(window, 'told')(mark, Date.now())
    last = mark
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
}

/** Where Chromium is on this machine, if it is. */
export function chromiumPath() {
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
}
