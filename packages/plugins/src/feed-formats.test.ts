// Every format, checked as strictly as a parser can and read back by a feed reader that is not ours.
import { testPlugin } from '@blog-build/core/testing'
import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { hostileText } from '../test/hostile-text.js'
import { planning } from '../test/planning.js'
import { all, readXml, textOf } from '../test/read-xml.js'
import { written } from '../test/written.js'
import { type FeedOptions, feed } from './feed.js'
import { feedFormats } from './feed-format.js'
import { legalText } from './xml.js'

const formats = ['atom', 'rss', 'json'] as const

const fields = {
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  updated: '2024-02-03T04:05:06+01:00',
  tags: ['a', 'b'],
  authors: ['ada'],
  summary: 'Short',
}
const hello = (more = {}) => ({
  'content/posts/hello.md': written({ ...fields, ...more }, 'Long & *whole*'),
})
const html = '<p>Long &#x26; <em>whole</em></p>'
const ada = { 'content/authors/ada.md': '# Ada' }

const build = (
  files: Record<string, string>,
  options: FeedOptions = { formats: [...formats] },
  config = {},
) =>
  testPlugin(() => feed(options), {
    files,
    config: { url: 'https://example.org', title: 'Notes', description: 'About', ...config },
  })
const emit = async (...given: Parameters<typeof build>) => (await build(...given)).outputs

test('formats lie beside each other, the first one under the path that is set', async () => {
  expect(Object.keys(await emit({}))).toEqual(['feed.json', 'feed.xml', 'rss.xml'])
  expect(Object.keys(await emit({}, { formats: ['rss'], path: 'index.xml' }))).toEqual(['index.xml'])
  expect(Object.keys(await emit({}, { formats: ['json', 'atom'], path: 'f/a.json' }))).toEqual([
    'f/a.json',
    'f/feed.xml',
  ])
})

describe('a feed reader finds', () => {
  const files = { ...hello(), ...ada }
  const site = { language: 'de', author: 'Grace' }

  test('in RSS what the entry says', async () => {
    const { 'rss.xml': text = '' } = await emit(files, undefined, site)
    const read = parseRssFeed(text)
    expect(read).toMatchObject({
      title: 'Notes',
      link: 'https://example.org/',
      description: 'About',
      language: 'de',
      lastBuildDate: 'Sat, 03 Feb 2024 03:05:06 GMT',
    })
    expect(read.items?.[0]).toMatchObject({
      title: 'Hello',
      link: 'https://example.org/hello/',
      guid: { isPermaLink: false },
      pubDate: 'Wed, 31 Jan 2024 00:00:00 GMT',
      description: 'Short',
      content: { encoded: html },
      dc: { creators: ['Ada'] },
      categories: [{ name: 'a' }, { name: 'b' }],
      atom: { updated: '2024-02-03T03:05:06.000Z' },
    })
    const [channel] = all(readXml(text), 'channel')
    const self = channel && all(channel, 'atom:link')[0]
    expect(self?.attributes).toMatchObject({ rel: 'self', href: 'https://example.org/rss.xml' })
  })

  test('in JSON Feed what the entry says', async () => {
    const { 'feed.json': text = '' } = await emit(files, undefined, site)
    const read = parseJsonFeed(JSON.parse(text))
    expect(read).toMatchObject({
      title: 'Notes',
      home_page_url: 'https://example.org/',
      feed_url: 'https://example.org/feed.json',
      description: 'About',
      language: 'de',
      authors: [{ name: 'Grace' }],
    })
    expect(read.items).toEqual([
      {
        id: expect.stringMatching(/^urn:uuid:/),
        url: 'https://example.org/hello/',
        title: 'Hello',
        content_html: html,
        summary: 'Short',
        date_published: '2024-01-31T00:00:00.000Z',
        date_modified: '2024-02-03T03:05:06.000Z',
        authors: [{ name: 'Ada', url: 'https://example.org/authors/ada/' }],
        tags: ['a', 'b'],
      },
    ])
  })

  test('in Atom what the entry says', async () => {
    const { 'feed.xml': text = '' } = await emit(files, undefined, site)
    expect(parseAtomFeed(text).entries?.[0]).toMatchObject({
      title: { value: 'Hello' },
      updated: '2024-02-03T03:05:06.000Z',
      authors: [{ name: 'Ada', uri: 'https://example.org/authors/ada/' }],
    })
  })

  test('the same id in every format, whatever slug and title', async () => {
    const idsIn = async (more: object) => {
      const texts = await emit(hello(more))
      return [
        parseAtomFeed(texts['feed.xml'] ?? '').entries?.[0]?.id,
        parseRssFeed(texts['rss.xml'] ?? '').items?.[0]?.guid?.value,
        parseJsonFeed(JSON.parse(texts['feed.json'] ?? '')).items?.[0]?.id,
      ]
    }
    const [id, ...others] = await idsIn({})
    expect(id).toMatch(/^urn:uuid:/)
    expect(others).toEqual([id, id])
    expect(await idsIn({ title: 'Other', permalink: '/other/' })).toEqual([id, id, id])
  })
})

test('I8: every format is well-formed and true, whatever texts it holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(hostileText, hostileText), { minLength: 20, maxLength: 20 }),
      hostileText,
      async (posts, site) => {
        const files = posts.map(([text, body], at) => [
          `content/posts/${at}.md`,
          written({ title: text, summary: text, tags: [text], authors: [text], date: '2024-01-01' }, body),
        ])
        const { outputs, answer = [] } = await testPlugin(() => feed({ formats: [...formats], limit: 100 }), {
          files: Object.fromEntries(files),
          config: { url: 'https://example.org', title: `${site}x`, description: site },
          ask: async (context) => {
            const entries = await context.entries({ fields: [], sort: '-date' })
            const texts = entries.map(({ id }) => context.html(id, { absolute: true }))
            return Promise.all(texts.map(async (one, at) => ({ ...entries[at], html: await one })))
          },
        })
        const [channel] = all(readXml(outputs['rss.xml'] ?? ''), 'channel')
        if (!channel) throw new Error('There is no channel.')
        expect(textOf(channel, 'title')).toBe(legalText(`${site}x`))
        expect(textOf(channel, 'description')).toBe(legalText(site === '' ? `${site}x` : site))
        const json = JSON.parse(outputs['feed.json'] ?? '')
        expect(json.title).toBe(legalText(`${site}x`))
        const items = all(channel, 'item')
        expect(items).toHaveLength(20)
        for (const [at, entry] of answer.entries()) {
          const { title = '', html = '', tags = [], authors = [] } = entry
          const item = items[at] as (typeof items)[number]
          expect(textOf(item, 'title')).toBe(legalText(title))
          expect(textOf(item, 'content:encoded')).toBe(legalText(html))
          expect(textOf(item, 'category')).toBe(tags[0] && legalText(tags[0]))
          expect(textOf(item, 'dc:creator')).toBe(legalText(authors[0] ?? `${site}x`))
          expect(json.items[at]).toMatchObject({ title: legalText(title), content_html: legalText(html) })
        }
        // A reader of another make: it trims, and it takes what is escaped twice for HTML, but it reads all of it.
        expect(parseAtomFeed(outputs['feed.xml'] ?? '').entries).toHaveLength(20)
        expect(parseRssFeed(outputs['rss.xml'] ?? '').items).toHaveLength(20)
      },
    ),
    { numRuns: 5 },
  )
})

test('without entries, RSS names no change and Atom the first instant', async () => {
  const texts = await emit({})
  expect(texts['rss.xml']).not.toContain('lastBuildDate')
  expect(texts['feed.xml']).toContain('<updated>1970-01-01T00:00:00.000Z</updated>')
})

describe('the feed of a term', () => {
  const term = (name: string, more = {}) => ({
    permalink: `/tags/${name}/`,
    layout: 'term',
    title: name,
    params: { field: 'tags', term: name, number: 1, ...more },
  })
  const pages = [
    term('a'),
    { ...term('a', { number: 2 }), permalink: '/tags/a/page/2/' },
    { permalink: '/by/ada/', layout: 'author', title: 'Ada', params: { field: 'authors', term: 'ada' } },
    { permalink: '/topics/b/', layout: 'term', title: 'b', params: { field: 'topics', term: 'b' } },
    { ...term('secret'), unlisted: true },
  ]
  const other = written({ ...fields, title: 'Other', permalink: '/other/', tags: [], authors: [] })
  const files = { ...hello(), ...ada, 'content/posts/other.md': other }
  const plugins = [planning(...pages)]

  test('lies beside its page, has its entries only, and an id of its own', async () => {
    const texts = await emit(files, { formats: ['atom', 'json'], per: ['tags', 'authors'] }, { plugins })
    expect(Object.keys(texts)).toEqual([
      'by/ada/feed.json',
      'by/ada/feed.xml',
      'feed.json',
      'feed.xml',
      'tags/a/feed.json',
      'tags/a/feed.xml',
    ])
    const read = parseAtomFeed(texts['tags/a/feed.xml'] ?? '')
    expect(read.title).toMatchObject({ value: 'a · Notes' })
    expect(read.entries?.map(({ title }) => title?.value)).toEqual(['Hello'])
    expect(read.links?.map(({ href }) => href)).toEqual([
      'https://example.org/tags/a/feed.xml',
      'https://example.org/tags/a/',
    ])
    const ids = Object.keys(texts)
      .filter((path) => path.endsWith('.xml'))
      .map((path) => parseAtomFeed(texts[path] ?? '').id)
    expect(new Set(ids).size).toBe(3)
    expect(parseAtomFeed(texts['by/ada/feed.xml'] ?? '').title).toMatchObject({ value: 'Ada · Notes' })
  })

  test('asks within the collection of its taxonomy', async () => {
    const params = { field: 'topics', term: 'x', collection: 'articles' }
    const topic = planning({ permalink: '/t/x/', layout: 'term', params })
    const on = { topics: ['x'], date: '2024-01-01' }
    const texts = await emit(
      {
        'content/articles/a.md': written({ title: 'Article', ...on }),
        'content/posts/b.md': written({ title: 'Post', ...on }),
      },
      { per: ['topics'] },
      { plugins: [topic] },
    )
    expect(Object.keys(texts)).toEqual(['feed.xml', 't/x/feed.xml'])
    const read = parseAtomFeed(texts['t/x/feed.xml'] ?? '')
    expect(read.entries?.map(({ title }) => title?.value)).toEqual(['Article'])
  })

  test('is linked by the pages of the term, all of them, after that of the site', async () => {
    const options: FeedOptions = { formats: ['rss'], per: ['tags'] }
    const built = await build(files, options, { base: '/blog/', plugins })
    const linksOf = (permalink: string) =>
      built
        .page(permalink)
        ?.head.map(({ attributes }) => [attributes?.type, attributes?.title, attributes?.href])
    const whole = [feedFormats.rss.type, 'Notes', '/blog/rss.xml']
    const links = [whole, [feedFormats.rss.type, 'a · Notes', '/blog/tags/a/rss.xml']]
    expect(linksOf('/tags/a/')).toEqual(links)
    expect(linksOf('/tags/a/page/2/')).toEqual(links)
    expect(linksOf('/by/ada/')).toEqual([whole])
    expect(linksOf('/tags/secret/')).toEqual([whole])
  })
})
