// A site as it is built, under a path of its own, with its real index: found, missing, of another form, and hostile.
import { type TestBuild, testPlugin } from '@blog-build/core/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executablePath, launch } from '../../../test/chromium.js'
import { search } from '../src/index.js'
import { hostileTexts } from './hostile-payloads.js'
import { openPage, origin } from './search-page.js'

const layout = `export const props = async (context, page) => ({ content: await context.content(page.entry) })
export default ({ head, styles, scripts, content }) => (
  <html lang="en"><head><title>T</title>
    {head.map(({ tag: Tag, attributes }) => <Tag {...attributes} />)}
    {styles.map((href) => <link rel="stylesheet" href={href} />)}
    {scripts.map((src) => <script type="module" src={src} />)}
  </head><body><header><blog-search>Search needs JavaScript.</blog-search></header>
    <main dangerouslySetInnerHTML={content} /></body></html>
)`

const posts = {
  'content/posts/queues.md':
    '---\ntitle: Waiting in line\ndate: 2024-03-01\ntags: [erlang]\n---\n\nA message waits.\n\n## Retries\n\nThe broker retried twice.\n',
  'content/posts/caches.md':
    '---\ntitle: Remembering\ndate: 2023-01-02\ntags: [caching]\n---\n\nCaches forget the broker.\n',
  'content/posts/lines.md': '---\ntitle: Lines\ntags: [erlang]\n---\n\nA line is a line.\n',
  'content/posts/dots.md': '---\ntitle: Dots\n---\n\nA dot is a dot.\n',
}

/** Each with the text as title, tag, heading and code. */
const hostile = Object.fromEntries(
  hostileTexts
    .filter((text, at) => at % 6 === 0 && text.isWellFormed() && !text.includes('\u0000'))
    .map((text, at) => {
      const value = JSON.stringify(text.slice(0, 200))
      const line = text.slice(0, 200).replace(/\s+/g, ' ')
      const body = `Canary.\n\n## \`\`\`\` ${line} \`\`\`\`\n\n\`\`\`\`\`html\ncanary ${line}\n\`\`\`\`\`\n`
      return [`content/posts/hostile-${at}.md`, `---\ntitle: ${value}\ntags: [${value}]\n---\n\n${body}`]
    }),
)

async function build(files: Record<string, string>): Promise<Record<string, string | Uint8Array>> {
  const built: TestBuild = await testPlugin(search(), {
    files: { 'layouts/post.tsx': layout, ...files },
    config: { base: '/blog/' },
    now: '2030-01-01T00:00:00Z',
  })
  expect(built.messages.filter(({ severity }) => severity === 'error')).toEqual([])
  const paths = Object.keys(built.all)
  return Object.fromEntries(paths.map((path) => [`/blog/${path}`, built.bytes(path) ?? '']))
}

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let site: Record<string, string | Uint8Array>

  beforeAll(async () => {
    site = textual(await build(posts))
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(files: Record<string, string | Uint8Array>, at = '/blog/posts/queues/') {
    const opened = await openPage(browser, { pages: [], files, at })
    const { tab } = opened
    const field = tab.getByRole('combobox', { name: 'Search' })
    await field.waitFor()
    return { ...opened, field, hits: tab.locator('.search-page'), status: tab.getByRole('status') }
  }

  test('the first query asks for the entry, the words and the pages that it shows, all of them versioned', async () => {
    const { tab, field, hits, status, requests, wrongs } = await open(site)
    const before = requests.length
    expect(requests.filter((address) => address.includes('search-index'))).toEqual([])
    await field.fill('broker retr')
    await expect.poll(() => status.textContent()).toBe('2 pages')
    expect(await hits.first().getAttribute('href')).toBe(`${origin}/blog/posts/queues/`)
    expect(await tab.locator('.search-section').first().getAttribute('href')).toBe(
      `${origin}/blog/posts/queues/#retries`,
    )
    expect(await hits.first().locator('mark').allTextContents()).toEqual(['broker', 'retried'])
    const asked = requests.slice(before)
    expect(asked[0]).toBe(`${origin}/blog/search-index/index.json`)
    expect(asked.slice(1).every((address) => /\/search-index\/.*\?h=[\w-]+$/.test(address))).toBe(true)
    expect(asked.length).toBeLessThanOrEqual(8)
    await tab.getByRole('button', { name: 'Filter' }).click()
    await tab.getByRole('combobox', { name: 'Tags' }).selectOption('caching')
    await expect.poll(() => status.textContent()).toBe('1 page')
    expect(wrongs).toEqual([])
    await tab.context().close()
  })

  test('an index that is missing, cut or of another form is told, and what to do', async () => {
    const without = Object.fromEntries(
      Object.entries(site).filter(([path]) => !path.includes('search-index')),
    )
    const entry = JSON.parse(new TextDecoder().decode(site['/blog/search-index/index.json'] as Uint8Array))
    const other = (body: string) => ({ ...site, '/blog/search-index/index.json': body })
    for (const [files, said] of [
      [without, 'This site has no search index.'],
      [other('{"version":'), 'can’t be read'],
      [other('<!doctype html><title>Not found</title>'), 'can’t be read'],
      [other(JSON.stringify({ ...entry, version: 9 })), 'Reload the page.'],
    ] as const) {
      const { tab, field, status } = await open(files)
      await field.fill('broker')
      await expect.poll(() => status.textContent()).toContain(said)
      await tab.context().close()
    }
  })

  test('what a phrase takes is loaded with the first one, and where that is gone it is said', async () => {
    const parts = Object.keys(site).filter((path) => /search\.[\w-]+\.\d\.js$/.test(path))
    expect(parts).toHaveLength(3)
    const { tab, field, hits, requests, wrongs } = await open(site)
    await field.fill('broker retr')
    await hits.first().waitFor()
    expect(requests.filter((address) => parts.some((path) => address.endsWith(path)))).toEqual([])
    await field.fill('"the broker"')
    await expect
      .poll(() => requests.filter((address) => parts.some((path) => address.endsWith(path))))
      .toHaveLength(1)
    await hits.first().waitFor()
    expect(wrongs).toEqual([])
    await tab.context().close()

    // A page of before, after the site was published anew.
    const gone = await open(
      Object.fromEntries(Object.entries(site).filter(([path]) => !parts.includes(path))),
    )
    await gone.field.fill('"the broker"')
    await expect.poll(() => gone.status.textContent()).toContain('Reload the page.')
    await gone.field.fill('broker')
    await gone.hits.first().waitFor()
    await gone.tab.context().close()
  })

  test('the button shows all pages with a phrase, each once', async () => {
    const hasIt = (at: number) => at % 8 === 0
    const many = Array.from({ length: 70 }, (_, at) => [
      `content/posts/p${at}.md`,
      `---\ntitle: Page ${at}\n---\n\n${hasIt(at) ? 'Kafka burns' : 'Burns kafka'} burns.\n`,
    ])
    const { tab, field, hits, status } = await open(
      textual(await build({ ...posts, ...Object.fromEntries(many) })),
    )
    await field.fill('"kafka burns burns"')
    const more = tab.locator('.search-more')
    await hits.first().waitFor()
    expect(await hits.count()).toBe(5)
    while (await more.isVisible()) {
      const before = await hits.count()
      await more.click()
      await expect.poll(async () => (await hits.count()) > before || !(await more.isVisible())).toBe(true)
    }
    const addresses = (await tab.evaluate(
      `[...document.querySelectorAll('.search-page')].map(({ href }) => href)`,
    )) as string[]
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(addresses).toHaveLength(many.filter((_, at) => hasIt(at)).length)
    expect(await status.textContent()).toContain(`${addresses.length} pages`)
    await tab.context().close()
  })

  test('what a hostile page brings into the index is text', async () => {
    const { tab, field, hits, status, wrongs } = await open(textual(await build({ ...posts, ...hostile })))
    await field.fill('canary')
    const count = Object.keys(hostile).length
    expect(count).toBeGreaterThan(30)
    await expect.poll(() => status.textContent()).toMatch(/^\d+ pages/)
    while (await tab.locator('.search-more').isVisible()) {
      const shown = await hits.count()
      await tab.locator('.search-more').click()
      await expect.poll(() => hits.count()).toBeGreaterThan(shown)
    }
    expect(await hits.count()).toBeGreaterThanOrEqual(count)
    const links = (await tab.evaluate(
      `[...document.querySelectorAll('.search-option')].map(({ href }) => href)`,
    )) as string[]
    expect(links.every((link) => link.startsWith(`${origin}/blog/`))).toBe(true)
    expect(await tab.evaluate('window.ran')).toBeUndefined()
    expect(wrongs).toEqual([])
    await tab.context().close()
  })
})

/** Pages as texts, the rest as it is. */
function textual(files: Record<string, string | Uint8Array>): Record<string, string | Uint8Array> {
  const entries = Object.entries(files).map(([path, body]) =>
    path.endsWith('.html') ? [path, new TextDecoder().decode(body as Uint8Array)] : [path, body],
  )
  return Object.fromEntries(entries)
}
