import type { HeadElement, Page } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { planning } from '../test/planning.js'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { authors } from './authors.js'
import { type SeoOptions, seo } from './seo.js'

const config = { url: 'https://example.org', title: 'Notes', description: 'About it' }
const hello = {
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  updated: '2024-02-01',
  tags: ['a', 'b'],
  authors: ['Ada'],
  summary: 'Short',
}
/** A site of one post, with these fields in the place of its own. */
const post = (fields = {}, body = '') => ({
  'content/posts/hello.md': written({ ...hello, ...fields }, body),
})

interface Shown {
  files?: Record<string, string | Uint8Array>
  config?: object
  options?: SeoOptions
  permalink?: string
}

async function headOf({ options, permalink = '/hello/', ...world }: Shown): Promise<readonly HeadElement[]> {
  const built = await testPlugin(() => seo(options), { files: post(), ...world })
  expect(built.messages).toEqual([])
  const page = built.page(permalink)
  if (!page) throw new Error(`There is no page ${permalink}.`)
  return page.head
}

/** The elements in short: `og:title=Hello`. */
function brief(elements: readonly HeadElement[]): string[] {
  return elements.map(({ tag, attributes = {}, text }) => {
    const { name, property, content, rel, href } = attributes
    return tag === 'script' ? `script=${text}` : `${name ?? property ?? rel}=${content ?? href}`
  })
}

const show = async (shown: Shown) => brief(await headOf(shown))
/** The head of a page that shows no entry. */
const showPage = (page: Partial<Page>, own: object = config) => {
  const planned = { ...own, plugins: [planning(page)] }
  return show({ config: planned, permalink: page.permalink ?? '/' })
}
const jsonIn = (told: readonly string[]) => JSON.parse(told.at(-1)?.replace('script=', '') ?? '')

test('all that is known of an article is told', async () => {
  const told = await show({ config, options: { account: '@notes' } })
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
  expect(jsonIn(told)).toEqual({
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
  const text = JSON.stringify(await headOf({ config: { title: 'Notes' } }))
  expect(text).toContain('og:title')
  expect(text).not.toMatch(/canonical|og:url|"url|mainEntity|undefined/)
})

test('JSON-LD can be left out, and names the author of the site where the entry names none', async () => {
  expect((await show({ options: { jsonLd: false } })).join()).not.toContain('script=')
  const told = await show({ files: post({ authors: [] }), config: { author: 'Grace' } })
  expect(jsonIn(told).author).toEqual([{ '@type': 'Person', name: 'Grace' }])
})

describe('the description', () => {
  const described = (told: readonly string[]) => told.filter((one) => one.startsWith('description='))

  test('is that of the page, else the summary, else the beginning of the text', async () => {
    const { summary: _, ...plain } = hello
    const files = { 'content/posts/hello.md': written(plain, 'It begins') }
    const page = { permalink: '/hello/', entry: 'posts/hello', description: 'Own' }
    expect(described(await show({ config: { plugins: [planning(page)] } }))).toEqual(['description=Own'])
    expect(described(await show({}))).toEqual(['description=Short'])
    expect(described(await show({ files }))).toEqual(['description=It begins'])
    expect(described(await show({ files: { 'content/posts/hello.md': written(plain) } }))).toEqual([])
  })

  test('of the home page is what the site says of itself; lists have none', async () => {
    expect(described(await showPage({ permalink: '/' }))).toEqual(['description=About it'])
    expect(described(await showPage({ permalink: '/tags/' }))).toEqual([])
    expect(described(await showPage({ permalink: '/' }, {}))).toEqual([])
  })
})

test('undated entries, the home page and lists are no articles', async () => {
  const { date: _, updated: __, ...undated } = hello
  const home = [planning({ permalink: '/', entry: 'posts/hello' })]
  for (const told of [
    await show({ files: { 'content/posts/hello.md': written(undated) } }),
    await show({ config: { plugins: home }, permalink: '/' }),
    await showPage({ permalink: '/tags/' }),
  ]) {
    expect(told).toContain('og:type=website')
    expect(told.join()).not.toMatch(/article:|script=/)
  }
})

test('a page without a title is called after the site', async () => {
  expect(await showPage({ permalink: '/tags/' })).toContain('og:title=Notes')
})

test('unlisted pages ask not to be indexed, and the page of unknown addresses has no address', async () => {
  const told = await showPage({ permalink: '/404.html', unlisted: true })
  expect(told[0]).toBe('robots=noindex')
  expect(told.join()).not.toMatch(/canonical|og:url/)
  expect((await show({ config })).join()).not.toContain('robots')
})

test('J1, J2: texts are values and data, never markup', async () => {
  const hostile = '"></script><script>alert(1)</script><!-- \u2028 x'
  const fields = { title: hostile, summary: hostile, tags: [hostile], authors: [hostile] }
  const head = await headOf({ config, files: post(fields) })
  for (const { tag, attributes, text } of head) {
    expect(['meta', 'link', 'script']).toContain(tag)
    expect(Object.keys(attributes ?? {}).join()).toMatch(/^[a-z,]+$/)
    expect(text ?? '').not.toMatch(/[<>&\u2028]/)
  }
  expect(JSON.parse(head.at(-1)?.text ?? '')).toMatchObject({ headline: hostile, keywords: [hostile] })
})

test('only its own entry is asked for, and the text of that only where there is no summary', async () => {
  const files = { ...post(), 'content/posts/other.md': written({ title: 'Other' }, 'It begins') }
  const built = await testPlugin(seo, { files, config })
  const edited = await built.edit({
    files: { ...post({}, 'A text.'), 'content/posts/other.md': written({ title: 'Other' }, 'It starts') },
  })
  expect(edited.ran).toEqual(['head /posts/other/'])
})

test('a wrong option is refused', async () => {
  expect(await refusals(seo({ account: 'notes' }))).toContain(
    '`account`: it must be an account such as `@example`, not "notes".',
  )
})

describe('the picture of an entry', () => {
  /** The first bytes of a PNG: two pixels wide, one high. */
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAAElFTkSuQmCC', 'base64')
  const files = {
    'content/posts/cover.png': png,
    'public/wide.png': png,
    'secret.txt': 'x',
    '.hidden/a.png': png,
    'layouts/a.png': png,
  }
  const told = async (fields: Record<string, unknown>, own: object = config) =>
    (await show({ files: { ...files, ...post(fields) }, config: { base: '/blog/', ...own } }))
      .filter((line) => /^(?:og:image|twitter:card|script=)/.test(line))
      .map((line) => line.replace(/^script=.*?("image":"[^"]*").*$/, '$1').replace(/^script=.*/, 'no image'))
      .map((line) => line.replace(/cover\.[\w-]+\.png/, 'cover.HASH.png'))

  test('beside the entry is published, with its size and what it shows', async () => {
    const url = 'https://example.org/blog/assets/cover.HASH.png'
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
  ])('%j is none', async (fields) => {
    expect(await told(fields)).toEqual(['twitter:card=summary', 'no image'])
  })

  test('needs the url of the site', async () => {
    expect(await told({ image: 'cover.png' }, { title: 'Notes' })).toEqual([
      'twitter:card=summary',
      'no image',
    ])
  })
})

test('authors who have a page are told with its address, by the plugin that knows it or by their entry', async () => {
  const authorsIn = async (shown: Shown) => jsonIn(await show({ config, ...shown })).author
  const entry = written({ title: 'Ada B.', permalink: '/ada/' })
  expect(await authorsIn({ files: { ...post(), 'content/authors/Ada.md': entry } })).toEqual([
    { '@type': 'Person', name: 'Ada B.', url: 'https://example.org/ada/' },
  ])
  expect(await authorsIn({ config: { ...config, plugins: [authors({ base: '/by/' })] } })).toEqual([
    { '@type': 'Person', name: 'Ada', url: 'https://example.org/by/ada/' },
  ])
})
