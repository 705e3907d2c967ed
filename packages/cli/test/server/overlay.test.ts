// What is wrong with the site, as Chromium shows it over a page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, launch, openTab, untilTrue } from '../../../../test/chromium.js'
import type { Problem } from '../../src/server/server.js'
import { pageOf, type Served, serve } from './served.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const body = '<p>A post, as it was before.</p>'.repeat(60)

const problems: Problem[] = [
  {
    rule: 'field-invalid',
    text: '`date` is "yesterday", expected a day such as 2024-01-31.',
    remedy: 'Write the day on which the post appears, for example `date: 2024-01-31`.',
    path: 'content/posts/why-we-write-things-down.md',
    line: 3,
    column: 7,
    frame: '  1 | ---\n  2 | title: Why we write things down\n> 3 | date: yesterday\n    |       ^^^^^^^^^',
    url: 'https://example.org/docs/messages.md#field-invalid',
  },
  {
    rule: 'link-broken',
    text: 'The link `./how-to-rest.md` leads to no entry.',
    remedy: 'Did you mean `./how-to-read.md`?',
    path: 'content/posts/how-to-write.md',
    line: 112,
    column: 41,
    frame:
      '  110 | Nobody can write all day long, and nobody should.\n  111 | \n> 112 | More about that, and about what it takes to come back, in [How to rest](./how-to-rest.md), which we wrote later.\n      |                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    plugin: 'links',
    url: 'docs/messages.md#link-broken',
  },
]

/** Text that would do harm were it anything but text. */
const payloads = [
  '<script>window.pwned=1</script>',
  '<img src=x onerror="parent.pwned=1">',
  '"><svg onload=pwned=1>',
  "';pwned=1;//",
  '</pre></code><iframe srcdoc="<script>parent.parent.pwned=1</script>">',
  '<a href="javascript:pwned=1">x</a>',
  '<!-- --><b>',
  '<style>*{display:none}</style>',
  '&lt;script&gt;',
  '$'.concat('{pwned=1}'),
  '{{pwned=1}}',
  '\u202egnp.exe',
  '\u0000\u001b[31m',
  '\u2028\u2029',
  '<base href=//evil.test>',
  '<meta http-equiv=refresh content="0;url=//evil.test">',
  '<form action=//evil.test><button>',
  ']]>',
  '\ud800',
  'a'.repeat(20_000),
  '<math><mtext></mtext><mglyph><style><img src=x onerror=pwned=1>',
  'javascript:pwned=1',
  'data:text/html,<script>1</script>',
]

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let served: Served
  let tab: Page
  let frame: FrameLocator
  let noise: string[]

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    await tab.context().close()
    await served.close()
  })

  async function open(
    how: {
      width?: number
      colorScheme?: 'light' | 'dark'
      head?: string
      files?: Record<string, string>
    } = {},
  ): Promise<void> {
    const { width = 1280, colorScheme = 'light', head = '', files = {} } = how
    served = await serve({
      'index.html': pageOf('A post', { head, body: `${body}<input id="field">` }),
      'favicon.ico': '',
      ...files,
    })
    const viewport = { width, height: 800 }
    tab = await openTab(browser, { viewport, colorScheme, reducedMotion: 'reduce' })
    noise = []
    tab.on(
      'console',
      (message) => message.type() === 'error' && noise.push(`${message.text()} ${message.location().url}`),
    )
    tab.on('pageerror', (error) => noise.push(error.message))
    frame = tab.frameLocator('iframe')
    await tab.goto(`http://localhost:${served.port}/`)
  }
  /** Evaluates an expression in the frame. */
  const inside = (expression: string): Promise<unknown> | undefined =>
    tab
      .frames()
      .find((one) => one.url().endsWith('overlay.html'))
      ?.evaluate(expression)
  const title = () => frame.getByRole('heading', { level: 1 })
  const shown = () => tab.locator('iframe').waitFor({ state: 'visible' })

  test('F15 it tells what is wrong, where, and what to do, and goes when it is mended', async () => {
    await open()
    served.server.tell(problems)
    await shown()
    expect(await title().textContent()).toBe('2 errors')
    const text = await frame.getByRole('dialog').textContent()
    for (const part of [
      'content/posts/why-we-write-things-down.md:3:7',
      'expected a day',
      '> 3 | date: yesterday',
      'Write the day',
      'link-broken',
      'plugin links',
    ])
      expect(text?.replaceAll('\n', '')).toContain(part)
    expect(await inside('[...document.links].map(({ href, rel }) => [href, rel])')).toEqual([
      ['https://example.org/docs/messages.md#field-invalid', 'noopener noreferrer'],
    ])
    served.server.tell(problems.slice(1))
    await frame.getByText('1 error').waitFor()
    served.server.tell([])
    await tab.locator('iframe').waitFor({ state: 'detached' })
    expect(noise).toEqual([])
  })

  test('Escape makes it a badge, from wherever, and so it stays from page to page until all is mended', async () => {
    await open({ files: { 'b/index.html': pageOf('B') } })
    await tab.focus('#field')
    served.server.tell(problems)
    await shown()
    await untilTrue(tab, 'document.activeElement.tagName === "IFRAME"')
    await expect.poll(() => inside('document.activeElement.id'), { timeout: 30_000 }).toBe('title')
    await tab.keyboard.press('Escape')
    const badge = frame.getByRole('button', { name: '2 errors' })
    await badge.waitFor()
    expect(await badge.getAttribute('aria-expanded')).toBe('false')
    await untilTrue(tab, 'document.activeElement.id === "field"')
    await untilTrue(tab, 'innerHeight - document.querySelector("iframe").getBoundingClientRect().top < 120')
    await tab.goto(`http://localhost:${served.port}/b/`)
    await badge.waitFor()
    await badge.click()
    await title().waitFor()
    await tab.locator('body').press('Escape')
    await badge.waitFor()
    served.server.tell([])
    await tab.locator('iframe').waitFor({ state: 'detached' })
    served.server.tell(problems)
    await title().waitFor()
    expect(noise).toEqual([])
  })

  test('F15 whatever a file or a message is called, it is only text', async () => {
    await open()
    const hostile = payloads.map((text) => ({
      rule: text,
      text,
      remedy: text,
      path: text,
      frame: `> 1 | ${text}\n    | ^`,
      url: text,
      plugin: text,
      line: 1,
    }))
    served.server.tell(hostile)
    await shown()
    await title().waitFor()
    const names = await inside(
      '[...new Set([...document.querySelectorAll("main *")].map(({ localName }) => localName))].sort()',
    )
    expect(names).toEqual([
      'article',
      'bdi',
      'button',
      'code',
      'div',
      'h1',
      'h2',
      'header',
      'kbd',
      'p',
      'pre',
      'section',
      'span',
    ])
    expect(await frame.locator('a').count()).toBe(0)
    expect(await frame.locator('.text').first().textContent()).toBe(payloads[0])
    const shownText = await frame.locator('main').textContent()
    for (const sign of ['\u202e', '\u0000', '\u001b']) expect(shownText).not.toContain(sign)
    expect(await tab.evaluate('window.pwned')).toBeUndefined()
    expect(await inside('window.pwned')).toBeUndefined()
    expect(noise).toEqual([])
  })

  test('F15 a very long list is cut, and counted', async () => {
    await open()
    served.server.tell(Array.from({ length: 250 }, (_, at) => ({ rule: 'r', text: `Problem ${at}` })))
    await shown()
    expect(await title().textContent()).toBe('250 errors')
    expect(await frame.locator('article').count()).toBe(100)
    await frame.getByText('and 150 more').waitFor()
  })

  test.each([
    ["default-src 'none'; script-src 'self'; connect-src 'self'", false],
    ["default-src 'self'; frame-src 'none'", false],
    ["default-src 'self'", true],
    ["default-src 'self'; require-trusted-types-for 'script'; style-src 'none'", true],
  ])('under %s nothing breaks', async (policy, isSeen) => {
    await open({ head: `<meta http-equiv="Content-Security-Policy" content="${policy}">` })
    served.server.tell(problems)
    await tab.locator('iframe').waitFor({ state: 'attached' })
    if (isSeen) await shown()
    else {
      served.publish({ 'index.html': pageOf('New') })
      await expect.poll(() => tab.title(), { timeout: 30_000 }).toBe('New')
    }
    expect(noise.filter((text) => !text.includes('Framing') && !text.includes('frame-src'))).toEqual([])
  })

  test('under a policy that forbids scripts or connections, pages are as they are', async () => {
    await open({ head: `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">` })
    served.server.tell(problems)
    expect(await tab.title()).toBe('A post')
    expect(await tab.locator('iframe').count()).toBe(0)
  })

  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('at %i pixels, %s, it has no violation and fits', async (width, colorScheme) => {
    await open({ width, colorScheme })
    served.server.tell(problems)
    await shown()
    await title().waitFor()
    const { SHOTS } = process.env
    if (SHOTS) await tab.screenshot({ path: join(SHOTS, `overlay-${width}-${colorScheme}.png`) })
    const look = async () => {
      // The tools' own world is not under the policy of the document.
      await inside(axe)
      const found = (await inside('axe.run()')) as { violations: { id: string; impact: string }[] }
      expect(
        found.violations
          .filter(({ impact }) => impact !== 'moderate')
          .map(({ id, impact }) => `${impact} ${id}`),
      ).toEqual([])
    }
    await look()
    expect(
      await inside(
        'document.querySelector(".panel").getBoundingClientRect().right <= innerWidth && document.documentElement.scrollWidth <= innerWidth',
      ),
    ).toBe(true)
    await tab.keyboard.press('Escape')
    await frame.getByRole('button', { name: '2 errors' }).waitFor()
    if (SHOTS) await tab.screenshot({ path: join(SHOTS, `badge-${width}-${colorScheme}.png`) })
    await look()
    expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})
