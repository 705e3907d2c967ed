import type { HeadElement, Page } from '@blog-build/core/plugin'
import { describe, expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type SeoOptions, seo } from './seo.js'

const config = { url: 'https://example.org', title: 'Notes', description: 'About it' }
const hello = {
  id: 'posts/hello',
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  updated: '2024-02-01',
  tags: ['a', 'b'],
  authors: ['Ada'],
  summary: 'Short',
}
const page: Page = { permalink: '/hello/', layout: 'post', params: {}, title: 'Hello', entry: 'posts/hello' }

async function headOf(site: FakeSite, shown: Page, options?: SeoOptions): Promise<HeadElement[]> {
  return (await seo(options).head?.(fakeSite(site, seo(options)), { owner: 'core', ...shown })) ?? []
}

/** The elements in short: `og:title=Hello`. */
function brief(elements: HeadElement[]): string[] {
  return elements.map(({ tag, attributes = {}, text }) => {
    const { name, property, content, rel, href } = attributes
    return tag === 'script' ? `script=${text}` : `${name ?? property ?? rel}=${content ?? href}`
  })
}

const show = async (site: FakeSite, shown: Page, options?: SeoOptions) =>
  brief(await headOf(site, shown, options))

test('all that is known of an article is told', async () => {
  const told = await show({ config, entries: [hello] }, page, { account: '@notes' })
  expect(told.slice(0, -1)).toEqual([
    'canonical=https://example.org/hello/',
    'description=Short',
    'og:title=Hello',
    'og:type=article',
    'og:url=https://example.org/hello/',
    'og:site_name=Notes',
    'og:description=Short',
    'article:published_time=2024-01-31',
    'article:modified_time=2024-02-01',
    'article:tag=a',
    'article:tag=b',
    'twitter:card=summary',
    'twitter:site=@notes',
  ])
  expect(JSON.parse(told.at(-1)?.replace('script=', '') ?? '')).toEqual({
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: 'Hello',
    description: 'Short',
    inLanguage: 'en',
    datePublished: '2024-01-31',
    dateModified: '2024-02-01',
    url: 'https://example.org/hello/',
    mainEntityOfPage: 'https://example.org/hello/',
    author: [{ '@type': 'Person', name: 'Ada' }],
    keywords: ['a', 'b'],
  })
})

test('without a url nothing whole is told', async () => {
  const text = JSON.stringify(await headOf({ config: { title: 'Notes' }, entries: [hello] }, page))
  expect(text).toContain('og:title')
  expect(text).not.toMatch(/canonical|og:url|"url|mainEntity|undefined/)
})

test('JSON-LD can be left out, and names the author of the site where the entry names none', async () => {
  expect((await show({ entries: [hello] }, page, { jsonLd: false })).join()).not.toContain('script=')
  const entries = [{ ...hello, authors: [] }]
  const told = await show({ entries, config: { author: 'Grace' } }, page)
  expect(told.at(-1)).toContain('"name":"Grace"')
})

describe('the description', () => {
  const described = async (site: FakeSite, shown: Page) =>
    (await show(site, shown)).filter((one) => one.startsWith('description='))

  test('is that of the page, else the summary, else the beginning of the text', async () => {
    const { summary: _, ...plain } = { ...hello, excerpt: 'It begins' }
    expect(await described({ entries: [hello] }, { ...page, description: 'Own' })).toEqual([
      'description=Own',
    ])
    expect(await described({ entries: [hello] }, page)).toEqual(['description=Short'])
    expect(await described({ entries: [plain] }, page)).toEqual(['description=It begins'])
    expect(await described({ entries: [{ ...plain, excerpt: '' }] }, page)).toEqual([])
  })

  test('of the home page is what the site says of itself; lists have none', async () => {
    const list = { layout: 'home', params: {} }
    expect(await described({ config }, { permalink: '/', ...list })).toEqual(['description=About it'])
    expect(await described({ config }, { permalink: '/tags/', ...list })).toEqual([])
    expect(await described({}, { permalink: '/', ...list })).toEqual([])
  })
})

test('undated entries, the home page and lists are no articles', async () => {
  const { date: _, ...about } = hello
  for (const [entries, shown] of [
    [[about], page],
    [[hello], { ...page, permalink: '/' }],
    [[], { permalink: '/tags/', layout: 'terms', params: {} }],
  ] as const) {
    const told = await show({ entries: [...entries] }, shown)
    expect(told).toContain('og:type=website')
    expect(told.join()).not.toMatch(/article:|script=/)
  }
})

test('a page without a title is called after the site', async () => {
  expect(await show({ config }, { permalink: '/tags/', layout: 'terms', params: {} })).toContain(
    'og:title=Notes',
  )
})

test('unlisted pages ask not to be indexed, and the page of unknown addresses has no address', async () => {
  const told = await show(
    { config },
    { permalink: '/404.html', layout: 'not-found', params: {}, unlisted: true },
  )
  expect(told[0]).toBe('robots=noindex')
  expect(told.join()).not.toMatch(/canonical|og:url/)
  expect((await show({ config, entries: [hello] }, page)).join()).not.toContain('robots')
})

test('J1, J2: texts are values and data, never markup', async () => {
  const hostile = '"><script>alert(1)</script><!-- \u2028'
  const entries = [{ ...hello, title: hostile, summary: hostile, tags: [hostile], authors: [hostile] }]
  const head = await headOf({ config, entries }, { ...page, title: hostile })
  for (const { tag, attributes, text } of head) {
    expect(['meta', 'link', 'script']).toContain(tag)
    expect(Object.keys(attributes ?? {}).join()).toMatch(/^[a-z,]+$/)
    expect(text ?? '').not.toMatch(/[<>&\u2028]/)
  }
  expect(JSON.parse(head.at(-1)?.text ?? '')).toMatchObject({ headline: hostile, keywords: [hostile] })
})

test('only the text of its own entry is asked for, and only where there is no summary', async () => {
  const site = fakeSite({ config, entries: [hello] }, seo())
  await seo().head?.(site, { owner: 'core', ...page })
  expect(site.asked.filter((question) => !/^(config|absolute) /.test(question))).toEqual([
    'entry posts/hello',
    'entry authors/Ada',
  ])
})

test('a wrong option is refused', () => {
  expect(() => settingsOf(seo({ account: 'notes' }))).toThrow(
    '`account`: it must be an account such as `@example`, not "notes".',
  )
})

describe('the picture of an entry', () => {
  const files = {
    'content/posts/cover.png': 'x',
    'public/wide.png': 'x',
    'secret.txt': 'x',
    '.hidden/a.png': 'x',
    'layouts/a.png': 'x',
  }
  const told = async (data: Record<string, unknown>, more: FakeSite = {}) =>
    (
      await show(
        { config: { ...config, base: '/blog/' }, files, entries: [{ ...hello, data }], ...more },
        page,
      )
    )
      .filter((line) => /^(?:og:image|twitter:card|script=)/.test(line))
      .map((line) => line.replace(/^script=.*?("image":"[^"]*").*$/, '$1').replace(/^script=.*/, 'no image'))

  test('beside the entry is published, with its size and what it shows', async () => {
    const url = 'https://example.org/blog/assets/content/posts/cover.png'
    expect(await told({ image: './cover.png', imageAlt: 'A "cover"' })).toEqual([
      `og:image=${url}`,
      'og:image:width=2',
      'og:image:height=1',
      'og:image:alt=A "cover"',
      'twitter:card=summary_large_image',
      `"image":"${url}"`,
    ])
    expect(await told({ cover: 'cover.png' })).toContain(`og:image=${url}`)
  })

  test('may be a file of public/, or lie elsewhere', async () => {
    expect(await told({ image: '/wide.png' })).toContain('og:image=https://example.org/blog/wide.png')
    expect(await told({ image: 'https://cdn.example/a.png?x=1' })).toContain(
      'og:image=https://cdn.example/a.png?x=1',
    )
  })

  test.each([
    { image: 'none.png' },
    { image: '/none.png' },
    { image: '/../secret.txt' },
    { image: '../../secret.txt' },
    { image: '../../.hidden/a.png' },
    { image: '../../layouts/a.png' },
    { image: '../../../../etc/passwd.png' },
    { image: 'javascript:alert(1)' },
    { image: 'https://' },
    { image: '' },
    { image: 3 },
    { image: ['cover.png'] },
  ])('%j is none', async (data) => {
    expect(await told(data)).toEqual(['twitter:card=summary', 'no image'])
  })

  test('needs the url of the site', async () => {
    const lines = await told({ image: 'cover.png' }, { config: { title: 'Notes' } })
    expect(lines).toEqual(['twitter:card=summary', 'no image'])
  })
})

test('authors who have a page are told with its address, by the plugin that knows it or by their entry', async () => {
  const authorsIn = async (site: FakeSite) => {
    const text = (await show({ config, entries: [hello], ...site }, page)).at(-1)?.replace('script=', '')
    return JSON.parse(text ?? '').author
  }
  const entry = { id: 'authors/Ada', title: 'Ada B.', permalink: '/ada/' }
  expect(await authorsIn({ entries: [hello, entry] })).toEqual([
    { '@type': 'Person', name: 'Ada B.', url: 'https://example.org/ada/' },
  ])
  const author = async () => ({ name: 'A. Byron', permalink: '/authors/ada/' })
  expect(await authorsIn({ services: { authors: { author } } })).toEqual([
    { '@type': 'Person', name: 'A. Byron', url: 'https://example.org/authors/ada/' },
  ])
})

test('JSON-LD never ends its script', async () => {
  const title = '</script><script>alert(1)</script><!--'
  const text = (
    await show(
      { config, entries: [{ ...hello, title, authors: [title], tags: [title] }] },
      { ...page, title },
    )
  ).at(-1)
  expect(text).not.toMatch(/[<>]/)
  expect(JSON.parse(text?.replace('script=', '') ?? '')).toMatchObject({ headline: title, keywords: [title] })
})
