/** A visitor in Chromium: what a query costs them, and what they find. */

import { chromiumFlags, chromiumPath } from '../browser.mjs'
import { serveFiles } from './server.mjs'

/** @import { Browser, CDPSession } from 'playwright-core' */
/** @import { FileServer, Served } from './server.mjs' */

/**
 * @typedef {object} Visit What one first query took.
 * @property {number} requests From the focus on.
 * @property {string[]} paths What was asked for with them.
 * @property {number} bytes Of the answers to them, heads included; without scripts.
 * @property {number} scripts Bytes of scripts, those that came with the page too; a module of WebAssembly is one.
 * @property {number} wall Milliseconds from the focus to the hits, from a server on the same machine.
 * @property {number} main Milliseconds of CPU of the page's main thread: scripts, style, layout and painting.
 * @property {number} cpu Milliseconds of CPU of the page's process, with its workers; Chromium counts in tens.
 */

/**
 * @typedef {object} Visitor
 * @property {(query: string, page: SearchPage) => Promise<Visit>} visit Searches in a page that nothing is cached of.
 * @property {(queries: string[], limit: number) => Promise<string[][]>} ask The first addresses for each.
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} SearchPage
 * @property {string} path
 * @property {string} field Selector of where one types.
 * @property {string} hit Selector of a hit.
 */

/** A page of `clients`. */
export const plainPage = { path: '/', field: 'input', hit: 'ol > li' }

/** How many hits a visitor waits for. */
export const shownHits = 5

/**
 * Serves folders, and starts a browser.
 *
 * @param {string[]} folders
 * @returns {Promise<Visitor>}
 */
export async function createVisitor(folders) {
  const { chromium } = await import('playwright-core')
  const server = await serveFiles(folders)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags })
  return {
    visit: (query, page) => visit({ browser, server }, query, page),
    ask: (queries, limit) => ask({ browser, server }, queries, limit),
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/**
 * @param {{ browser: Browser, server: FileServer }} here
 * @param {string} query
 * @param {SearchPage} options
 * @returns {Promise<Visit>}
 */
async function visit({ browser, server }, query, { path, field, hit }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  try {
    const system = await browser.newBrowserCDPSession()
    server.served.length = 0
    await page.goto(server.origin + path, { waitUntil: 'networkidle' })
    const loaded = server.served.length
    const before = await processorTime(system)
    await browser.startTracing(page, { categories: ['blink.user_timing'] })
    const wall = await page.evaluate(typeAndWait, { query, field, hit, count: shownHits, marks })
    const main = threadTime(await browser.stopTracing())
    const cpu = (await processorTime(system)) - before
    const asked = server.served.slice(loaded)
    return {
      requests: asked.length,
      paths: asked.map(({ path }) => path),
      bytes: bytesOf(asked.filter((each) => !isScript(each))),
      scripts: bytesOf(server.served.filter(isScript)),
      wall,
      main,
      cpu,
    }
  } finally {
    await context.close()
  }
}

/** Marks of a page's own timeline, before the focus and behind the painting of the hits. */
const marks = { start: 'first query: focus', end: 'first query: painted' }

/**
 * Runs in the page: focus, the whole query at once, and the time until the hits are painted.
 *
 * @param {{ query: string, field: string, hit: string, count: number, marks: { start: string, end: string } }} options
 * @returns {Promise<number>} Milliseconds.
 */
function typeAndWait({ query, field, hit, count, marks }) {
  return new Promise((resolve, reject) => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector(field))
    const started = performance.now()
    const looking = new MutationObserver(() => {
      if (document.querySelectorAll(hit).length < count) return
      looking.disconnect()
      requestAnimationFrame(() =>
        setTimeout(() => {
          performance.mark(marks.end)
          resolve(performance.now() - started)
        }),
      )
    })
    setTimeout(() => reject(new Error(`"${query}" never had ${count} hits`)), 60_000)
    looking.observe(document, { childList: true, subtree: true })
    performance.mark(marks.start)
    input.focus()
    input.value = query
    input.dispatchEvent(new InputEvent('input', { bubbles: true, data: query, inputType: 'insertText' }))
  })
}

/**
 * What the thread of a page spent between the marks, by its own clock, which each event of a trace tells. The durations
 * of tasks would not do: what a page does once it has waited for something comes behind its task, and `TaskDuration`
 * counts the time in which other programs had the processor.
 *
 * @param {Buffer} trace
 * @returns {number} Milliseconds.
 */
function threadTime(trace) {
  /** @type {{ traceEvents: { name: string, tts?: number }[] }} */
  const { traceEvents } = JSON.parse(trace.toString())
  const at = (/** @type {string} */ mark) =>
    traceEvents.find(({ name, tts }) => name === mark && tts !== undefined)?.tts ?? Number.NaN
  return (at(marks.end) - at(marks.start)) / 1000
}

/**
 * What all pages have spent until now.
 *
 * @param {CDPSession} system
 * @returns {Promise<number>} Milliseconds.
 */
async function processorTime(system) {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  return renderers.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0)
}

/**
 * @param {{ browser: Browser, server: FileServer }} here
 * @param {string[]} queries
 * @param {number} limit
 */
async function ask({ browser, server }, queries, limit) {
  const page = await browser.newPage()
  try {
    await page.goto(server.origin)
    const answers = []
    for (const query of queries) {
      answers.push(await page.evaluate(addressesIn, { query, limit }))
    }
    return answers
  } finally {
    await page.close()
  }
}

/**
 * Runs in the page.
 *
 * @param {{ query: string, limit: number }} options
 * @returns {Promise<string[]>}
 */
function addressesIn({ query, limit }) {
  return Reflect.get(window, 'addressesOf')(query, limit)
}

/**
 * Whether something is code of an engine, and not of the page around it.
 *
 * @param {Served} served
 */
function isScript({ path }) {
  return /\.(?:js|pagefind)$/.test(path)
}

/** @param {Served[]} served */
function bytesOf(served) {
  return served.reduce((sum, { bytes }) => sum + bytes, 0)
}
