// Pages that are open in Chromium follow the site.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, launch, openTab, untilTrue } from '../../../../test/chromium.js'
import { pageOf, type Served, serve } from './served.js'

const sheet = (name: string) => `<link rel="stylesheet" href="/assets/${name}.css">`
const long = Array.from({ length: 200 }, (_, at) => `<p>Line ${at}</p>`).join('')
const red = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
)

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let served: Served | undefined
  const tabs: Page[] = []

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const tab of tabs.splice(0)) await tab.context().close()
    await served?.close()
    served = undefined
  })

  /** Opens a page and waits until it hears of changes; a mark in it lasts until it is loaded again. */
  async function open(site: Served, path = '/'): Promise<Page> {
    const tab = await openTab(browser)
    tabs.push(tab)
    const heard = tab.waitForResponse((response) => response.url().includes('/events?'))
    await tab.goto(`http://localhost:${site.port}${path}`)
    await heard
    await mark(tab)
    return tab
  }
  const mark = (tab: Page) => tab.evaluate('window.isMarked = true')
  const isMarked = (tab: Page) => tab.evaluate('window.isMarked === true')
  const reloaded = (tab: Page) =>
    untilTrue(tab, 'window.isMarked !== true && document.readyState === "complete"')

  /** That nothing happened: something that is told later has arrived. */
  async function settled(site: Served, tab: Page): Promise<void> {
    site.server.tell([{ rule: 'a-rule', text: 'Something' }])
    await tab.waitForSelector('iframe', { state: 'attached' })
    site.server.tell([])
    await tab.waitForSelector('iframe', { state: 'detached' })
  }

  test('a page that changed is loaded again and stays where the reader was', async () => {
    served = await serve({ 'index.html': pageOf('One', { body: long }), 'other/index.html': pageOf('Other') })
    const [tab, other] = [await open(served), await open(served, '/other/')]
    await tab.evaluate('scrollTo(0, 1500)')
    served.publish({ 'index.html': pageOf('Two', { body: long }) })
    await reloaded(tab)
    expect(await tab.title()).toBe('Two')
    await untilTrue(tab, 'scrollY === 1500')
    await settled(served, other)
    expect(await isMarked(other)).toBe(true)
  })

  test('a style sheet with another name is exchanged where it stands', async () => {
    const css = (color: string) => `h1 { color: ${color} }`
    const site = (name: string, color: string) => ({
      'index.html': pageOf('One', { head: sheet(name) }),
      [`assets/${name}.css`]: css(color),
    })
    const owners = { 'assets/style.a.css': 'styles', 'assets/style.b.css': 'styles' }
    served = await serve(site('style.a', 'rgb(1, 0, 0)'), { owners })
    const tab = await open(served)
    served.publish({ ...site('style.b', 'rgb(2, 0, 0)'), 'assets/style.a.css': undefined }, owners)
    await untilTrue(tab, 'getComputedStyle(document.querySelector("h1")).color === "rgb(2, 0, 0)"')
    await untilTrue(tab, 'document.querySelectorAll("link[rel=stylesheet]").length === 1')
    expect(await isMarked(tab)).toBe(true)
    served.publish({ 'index.html': pageOf('Two', { head: sheet('style.b') }) }, owners)
    await reloaded(tab)
  })

  test('a style sheet that keeps its name is loaded again, without the page', async () => {
    served = await serve({
      'index.html': pageOf('One', { head: sheet('own') }),
      'assets/own.css': 'h1 { color: rgb(1, 0, 0) }',
      'assets/x.css': 'x',
    })
    const tab = await open(served)
    for (const color of ['rgb(2, 0, 0)', 'rgb(3, 0, 0)']) {
      served.publish({ 'assets/own.css': `h1 { color: ${color} }` })
      await untilTrue(tab, `getComputedStyle(document.querySelector("h1")).color === "${color}"`)
    }
    await untilTrue(tab, 'document.querySelectorAll("link[rel=stylesheet]").length === 1')
    expect(await isMarked(tab)).toBe(true)
  })

  test('an image that the page shows loads it again, and one that it does not show does not', async () => {
    served = await serve({
      'index.html': pageOf('One', { body: '<img src="/a.png" alt="">' }),
      'a.png': red,
      'b.png': red,
      'data.json': '1',
    })
    const tab = await open(served)
    served.publish({ 'b.png': Buffer.concat([red, red]), 'data.json': '2' })
    await settled(served, tab)
    expect(await isMarked(tab)).toBe(true)
    served.publish({ 'a.png': Buffer.concat([red, red]) })
    await reloaded(tab)
    await mark(tab)
    await settled(served, tab)
    expect(await isMarked(tab)).toBe(true)
  })

  test('a page that goes becomes the page for nothing, and comes back', async () => {
    served = await serve({
      'index.html': pageOf('Home'),
      'a/index.html': pageOf('Here'),
      '404.html': pageOf('Nothing'),
    })
    const tab = await open(served, '/a/')
    served.publish({ 'a/index.html': undefined })
    await untilTrue(tab, 'document.title === "Nothing"')
    served.publish({ 'b.txt': 'x' })
    await mark(tab)
    await settled(served, tab)
    expect(await isMarked(tab)).toBe(true)
    served.publish({ 'a/index.html': pageOf('Here again') })
    await untilTrue(tab, 'document.title === "Here again"')
    const bare = await open(served, '/none')
    served.publish({ '404.html': undefined })
    await untilTrue(bare, 'document.title === "Not found"')
    served.publish({ 'none/index.html': pageOf('Made') })
    await untilTrue(bare, 'document.title === "Made"')
    expect(new URL(bare.url()).pathname).toBe('/none/')
  })

  test('what changes while a page is hidden is told when it is seen again', async () => {
    served = await serve({ 'index.html': pageOf('One') })
    const tab = await openTab(browser)
    tabs.push(tab)
    await tab.addInitScript(
      'Object.defineProperty(document, "visibilityState", { get: () => window.seen ?? "visible" })',
    )
    await tab.goto(`http://localhost:${served.port}/`)
    const turn = (seen: string) =>
      tab.evaluate(`window.seen = "${seen}"; document.dispatchEvent(new Event("visibilitychange"))`)
    await turn('hidden')
    served.publish({ 'index.html': pageOf('Two') })
    await tab.evaluate('fetch("/")')
    expect(await tab.title()).toBe('One')
    await turn('visible')
    await untilTrue(tab, 'document.title === "Two"')
  })

  test('what changes between the page and its connection is told', async () => {
    served = await serve({ 'index.html': pageOf('One') })
    const site = served
    const tab = await openTab(browser)
    tabs.push(tab)
    let isFirst = true
    await tab.route('**/events?*', async (route) => {
      if (isFirst) site.publish({ 'index.html': pageOf('Two') })
      isFirst = false
      await route.continue()
    })
    await tab.goto(`http://localhost:${site.port}/`)
    await untilTrue(tab, 'document.title === "Two"')
  })

  test('seven tabs of one browser: those in the background hold no connection', async () => {
    served = await serve({ 'index.html': pageOf('One') })
    const context = await browser.newContext()
    try {
      for (let count = 0; count < 8; count++) {
        const tab = await context.newPage()
        await tab.addInitScript(
          'Object.defineProperty(document, "visibilityState", { get: () => window.seen ?? "visible" })',
        )
        await tab.goto(`http://localhost:${served.port}/`)
        await tab.evaluate('window.seen = "hidden"; document.dispatchEvent(new Event("visibilitychange"))')
      }
    } finally {
      await context.close()
    }
  })

  test('a server that comes again, as another run, has its pages load again', async () => {
    served = await serve({ 'index.html': pageOf('One') })
    const tab = await open(served)
    const { port } = served
    await served.close()
    served = await serve({ 'index.html': pageOf('Two') }, { port })
    await untilTrue(tab, 'document.title === "Two"')
  })

  test('a page that is open before there is a site gets it', async () => {
    served = await serve({}, { patience: 100 })
    const tab = await open(served)
    expect(await tab.title()).toBe('Not built yet')
    served.publish({ 'index.html': pageOf('One') })
    // The policy of the page that goes lets no test look from the inside.
    await expect.poll(() => tab.title().catch(() => ''), { timeout: 30_000 }).toBe('One')
  })
})
