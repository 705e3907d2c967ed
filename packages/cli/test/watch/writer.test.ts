// A writer's loop: the compiled command, the standard theme, and pages that are open in Chromium.
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, launch, openTab, untilTrue } from '../../../../test/chromium.js'
import { put, siteOf } from '../command.js'
import { watchIn } from './running.js'

const long = Array.from({ length: 80 }, (_, at) => `Paragraph ${at} of a post that is long.\n`).join('\n')
const post = (title: string, text: string) =>
  `---\ntitle: ${title}\ndate: 2024-01-31\n---\n\n${text}\n\n${long}`
const config = (title: string) => `export default { title: '${title}' }\n`
const layout = (banner: string) =>
  `import Original from '@theme/post'\n\nexport default function Post(props) {\n` +
  `  return (\n    <>\n      <p class="banner">${banner}</p>\n      <Original {...props} />\n    </>\n  )\n}\n`
const header = (text: string) =>
  `import { Header as Original } from '@theme/parts/header'\n\nexport function Header(props) {\n` +
  `  return (\n    <>\n      <p class="banner">${text}</p>\n      <Original {...props} />\n    </>\n  )\n}\n`

/** Addresses that have nothing: of posts that went, and what browsers ask each site for. */
const gone = /\/(?:posts\/\w+\/|favicon\.ico)$/

/** Folder for pictures of what the writer sees, for eyes. */
const pictures = process.env.PICTURES

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  /** What a browser complains of; that a page is gone is what it was asked about. */
  function listen(tab: Page, noise: string[]): void {
    tab.on('pageerror', (error) => noise.push(String(error)))
    tab.on('console', (message) => {
      const isGone = /status of 404/.test(message.text()) && gone.test(message.location().url)
      if (/error|warning/.test(message.type()) && !isGone)
        noise.push(`${message.text()} ${message.location().url}`)
    })
  }

  async function open(address: string, noise: string[]): Promise<Page> {
    const tab = await openTab(browser, { viewport: { width: 1280, height: 800 } })
    listen(tab, noise)
    const heard = tab.waitForResponse((response) => response.url().includes('/events?'))
    await tab.goto(address)
    await heard
    return tab
  }

  const mark = (tab: Page) => tab.evaluate('window.isMarked = true')
  const isMarked = (tab: Page) => tab.evaluate('window.isMarked === true')
  const has = (tab: Page, text: string) =>
    untilTrue(tab, `document.body?.textContent.includes(${JSON.stringify(text)})`)
  const mended = (tab: Page) => tab.waitForSelector('iframe', { state: 'detached' })
  async function picture(tab: Page, name: string, width = 1280): Promise<void> {
    if (!pictures) return
    await tab.setViewportSize({ width, height: 800 })
    await tab.screenshot({ path: join(pictures, `${name}-${width}.png`) })
    await tab.setViewportSize({ width: 1280, height: 800 })
  }

  /** What the overlay says, once it says all of these. */
  async function told(tab: Page, ...texts: string[]): Promise<Frame> {
    const overlay = await (await tab.waitForSelector('iframe')).contentFrame()
    if (!overlay) throw new Error('The frame has no document.')
    for (const text of texts) {
      await untilTrue(overlay, `document.body.innerText.includes(${JSON.stringify(text)})`)
    }
    return overlay
  }

  test('a writer sees each edit by itself, and what is wrong with it', { timeout: 180_000 }, async () => {
    const folder = siteOf({
      'blog.config.ts': config('Our site'),
      'posts/first.md': post('First', 'One of the first.'),
      'posts/second.md': post('Second', 'One of the second.'),
      'posts/third.md': post('Third', 'One of the third.'),
      // A page on which nothing of the others appears.
      'pages/about.md': '---\ntitle: About\n---\n\nWho we are.\n',
      'styles/a.css': 'h1 { color: rgb(1, 2, 3) }\n',
    })
    const watch = watchIn(folder, '--port', '0')
    const serve = await watch.next('serve')
    await watch.next('build')
    const site = String(serve.urls[0]).replace(/\/$/, '')
    const noise: string[] = []
    const tab = await open(`${site}/posts/first/`, noise)
    const other = await open(`${site}/about/`, noise)
    await has(other, 'Who we are.')
    await mark(other)

    // The body: it is there by itself, and the reader is where they were.
    await tab.evaluate('scrollTo(0, 900)')
    put(folder, 'posts/first.md', post('First', 'Two of the first.'))
    await has(tab, 'Two of the first.')
    await untilTrue(tab, 'scrollY === 900')

    // The title: the list of posts has it.
    put(folder, 'posts/first.md', post('Renamed', 'Two of the first.'))
    await untilTrue(tab, 'document.querySelector("h1").textContent.includes("Renamed")')
    const home = await open(`${site}/`, noise)
    await has(home, 'Renamed')

    // Frontmatter that is broken: the page stays as it was, and the overlay says what is wrong, where, and what to do.
    put(folder, 'posts/first.md', post('Renamed', 'Three.').replace('2024-01-31', 'yesterday'))
    const overlay = await told(tab, 'posts/first.md', ':3', 'date: yesterday', '2024-01-31')
    expect(await overlay.locator('.remedy').first().textContent()).toMatch(/\w/)
    expect(await overlay.locator('.frame').first().textContent()).toContain('> 3 | date: yesterday')
    await has(tab, 'Two of the first.')
    await picture(tab, 'overlay')
    await picture(tab, 'overlay', 390)
    put(folder, 'posts/first.md', post('Renamed', 'Four of the first.'))
    await has(tab, 'Four of the first.')
    await mended(tab)

    // A style sheet: exchanged where it stands.
    await untilTrue(tab, 'document.readyState === "complete"')
    await mark(tab)
    put(folder, 'styles/a.css', 'h1 { color: rgb(4, 5, 6) }\n')
    await untilTrue(tab, 'getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)"')
    expect(await isMarked(tab)).toBe(true)
    // Also for pages that nobody edits.
    await untilTrue(other, 'getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)"')

    // A layout around the theme's own, which breaks, and is mended.
    put(folder, 'layouts/post.tsx', layout('A banner of ours'))
    await has(tab, 'A banner of ours')
    put(folder, 'layouts/post.tsx', layout('Broken').replace('return (', 'return ((('))
    await told(tab, 'layouts/post.tsx')
    await has(tab, 'A banner of ours')
    put(folder, 'layouts/post.tsx', layout('Another banner'))
    await has(tab, 'Another banner')
    await mended(tab)

    // The configuration: the last good site stays.
    put(folder, 'blog.config.ts', 'export default { titel: 1 }\n')
    await told(tab, 'blog.config.ts', 'titel')
    await has(tab, 'Another banner')
    put(folder, 'blog.config.ts', config('Our site'))
    await mended(tab)

    // Nothing of all this has loaded the page on which it does not show.
    expect(await isMarked(other)).toBe(true)

    // A part of the theme is on every page.
    put(folder, 'layouts/parts/header.tsx', header('On all pages'))
    await has(other, 'On all pages')
    await has(tab, 'On all pages')

    // A new name for a file: the old address has nothing, the new one has the post.
    renameSync(join(folder, 'posts/first.md'), join(folder, 'posts/moved.md'))
    await has(tab, 'Page not found')
    expect((await tab.request.get(`${site}/posts/first/`)).status()).toBe(404)
    await picture(tab, 'nothing')
    await tab.goto(`${site}/posts/moved/`)
    await has(tab, 'Four of the first.')

    // Deleted, and written anew.
    rmSync(join(folder, 'posts/moved.md'))
    await has(tab, 'Page not found')
    expect((await tab.request.get(`${site}/posts/moved/`)).status()).toBe(404)
    put(folder, 'posts/moved.md', post('Moved', 'Five, written anew.'))
    await has(tab, 'Five, written anew.')
    await has(home, 'Moved')

    expect(noise).toEqual([])
    for (const one of [tab, other, home]) await one.context().close()
  })
})
