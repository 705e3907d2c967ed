import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page as Tab } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executablePath, launch } from '../../../test/chromium'
import { article, posts, renderPage, samplePages, sampleSite, styleSheet } from './sample-site'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const wideTable = `<table tabindex="0"><thead><tr>${'<th>A wide column</th>'.repeat(12)}</tr></thead>
<tbody><tr>${`<td><code>${long}</code></td>`.repeat(12)}</tr></tbody></table>`

/** Every sample page as HTML with its styles inside, and one with everything too long. */
async function toDocuments(): Promise<Map<string, string>> {
  const entries = posts.map((post) => ({
    ...post,
    title: `${long} ${post.title}`,
    tags: [long],
    authors: [long],
  }))
  const reasons = [{ kind: 'text', words: [long, long] }]
  const extreme = sampleSite({
    entries,
    services: { related: { entries: async () => [{ title: long, url: '/blog/posts/4/', reasons }] } },
    content: `<p>${long}${long}</p>${wideTable}<h2>${long}</h2>${article}`,
  })
  const documents = new Map<string, string>()
  for (const [name, page] of Object.entries(samplePages)) {
    documents.set(name, styled(await renderPage(page)))
    documents.set(`${name}, too long`, styled(await renderPage(page, extreme)))
  }
  return documents
}

function styled(html: string): string {
  return html.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${styleSheet()}</style>`)
}

const names = Object.keys(samplePages).flatMap((name) => [name, `${name}, too long`])

// On a machine of one's own the browser is a wish; in CI its absence would hide faults.
it.runIf(process.env.CI && !executablePath)('finds a browser', () => {
  expect.fail(
    'These tests need Chromium at /usr/bin/chromium; install it, for example by `apt-get install chromium`.',
  )
})

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let documents: Map<string, string>

  beforeAll(async () => {
    documents = await toDocuments()
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(name: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Tab> {
    // Transitions would let axe measure a colour on its way.
    const tab = await browser.newPage({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
    })
    await tab.setContent(documents.get(name) ?? expect.fail(`No document "${name}"`))
    return tab
  }

  it.each(names)('has no violation: %s', async (name) => {
    const views = [
      { width: 390, colorScheme: 'light' },
      { width: 1280, colorScheme: 'dark' },
      { width: 1280, colorScheme: 'light' },
    ] as const
    for (const view of name.endsWith('too long') ? views.slice(0, 1) : views) {
      const tab = await open(name, view.width, view.colorScheme)
      expect({ ...view, violations: await violationsOf(tab) }).toEqual({ ...view, violations: [] })
      await tab.close()
    }
  })

  it.each(names)('never scrolls sideways: %s', async (name) => {
    const tab = await open(name, 1280)
    for (const width of [1280, 1200, 768, 360, 320]) {
      await tab.setViewportSize({ width, height: 800 })
      const overflow = await tab.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect({ width, overflow }).toEqual({ width, overflow: 0 })
    }
    await tab.close()
  })

  it('brings the keyboard past the header', async () => {
    const tab = await open('post', 390)
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate('document.activeElement.className')).toBe('skip')
    expect(await tab.evaluate('document.activeElement.getBoundingClientRect().top')).toBe(0)
    await tab.keyboard.press('Enter')
    expect(await tab.evaluate('document.activeElement.id')).toBe('Main')
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await tab.close()
  })

  it('folds the table of contents on phones and keeps it beside the text on wide screens', async () => {
    const link = '.toc a >> nth=0'
    const phone = await open('post', 390)
    expect(await phone.isVisible(link)).toBe(false)
    await phone.click('.toc summary')
    expect(await phone.isVisible(link)).toBe(true)
    const desk = await open('post', 1280)
    const [toc, text] = [await desk.locator(link).boundingBox(), await desk.locator('.prose').boundingBox()]
    expect(toc?.height).toBeGreaterThan(10)
    expect(toc?.x).toBeGreaterThan((text?.x ?? 0) + (text?.width ?? 0))
    await desk.mouse.wheel(0, 1500)
    await expect.poll(async () => (await desk.locator(link).boundingBox())?.y).toBeLessThan(200)
    expect((await desk.locator(link).boundingBox())?.y).toBeGreaterThan(0)
    await Promise.all([phone.close(), desk.close()])
  })

  it('prints the text without what is for the screen', async () => {
    const tab = await open('post', 800)
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' })
    for (const selector of ['.skip', '.site-header nav', '.toc', '.prev-next', '.site-footer']) {
      expect(await tab.isVisible(selector)).toBe(false)
    }
    expect(await tab.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    const address = `getComputedStyle(document.querySelector('.prose a[href^="https"]'), '::after').content`
    expect(await tab.evaluate(address)).toContain('https://example.org/papers/a-la-carte')
    await tab.close()
  })
})

/** What axe finds against WCAG 2.2 AA and good practice, one line for each rule and element. */
async function violationsOf(tab: Tab): Promise<string[]> {
  await tab.evaluate(axe)
  return tab.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, any }) =>
      impact + ' ' + id + ' ' + html.slice(0, 120) + ' ' + (any[0]?.message ?? '')))) `)
}
