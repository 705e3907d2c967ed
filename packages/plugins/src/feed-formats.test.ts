// Every format, checked as strictly as a parser can and read back by a feed reader that is not ours.
import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { type FakeSite, fakeSite } from '../test/fake-site.js'
import { hostileText } from '../test/hostile-text.js'
import { all, readXml, textOf } from '../test/read-xml.js'
import { type FeedOptions, feed } from './feed.js'
import { feedFormats } from './feed-format.js'
import { legalText } from './xml.js'

const config = { url: 'https://example.org', title: 'Notes', description: 'About' }
const formats = ['atom', 'rss', 'json'] as const

const hello = {
  id: 'posts/hello',
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  updated: '2024-02-03T04:05:06+01:00',
  tags: ['a', 'b'],
  authors: ['ada'],
  summary: 'Short',
  html: '<p>Long &amp; <em>whole</em></p>',
}
const ada = { id: 'authors/ada', title: 'Ada', permalink: '/authors/ada/' }

async function emit(site: FakeSite, options: FeedOptions = { formats: [...formats] }) {
  const own = feed(options)
  const files = (await own.emit?.(fakeSite({ ...site, config: { ...config, ...site.config } }, own))) ?? []
  return Object.fromEntries(files.map(({ path, body }) => [path, String(body)]))
}

test('formats lie beside each other, the first one under the path that is set', async () => {
  expect(Object.keys(await emit({}))).toEqual(['feed.xml', 'rss.xml', 'feed.json'])
  expect(Object.keys(await emit({}, { formats: ['rss'], path: 'index.xml' }))).toEqual(['index.xml'])
  expect(Object.keys(await emit({}, { formats: ['json', 'atom'], path: 'f/a.json' }))).toEqual([
    'f/a.json',
    'f/feed.xml',
  ])
})

describe('a feed reader finds', () => {
  const site = { entries: [hello, ada], config: { language: 'de', author: 'Grace' } }

  test('in RSS what the entry says', async () => {
    const { 'rss.xml': text = '' } = await emit(site)
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
      content: { encoded: hello.html },
      dc: { creators: ['Ada'] },
      categories: [{ name: 'a' }, { name: 'b' }],
      atom: { updated: '2024-02-03T03:05:06.000Z' },
    })
    const [channel] = all(readXml(text), 'channel')
    const self = channel && all(channel, 'atom:link')[0]
    expect(self?.attributes).toMatchObject({ rel: 'self', href: 'https://example.org/rss.xml' })
  })

  test('in JSON Feed what the entry says', async () => {
    const { 'feed.json': text = '' } = await emit(site)
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
        content_html: hello.html,
        summary: 'Short',
        date_published: '2024-01-31T00:00:00.000Z',
        date_modified: '2024-02-03T03:05:06.000Z',
        authors: [{ name: 'Ada', url: 'https://example.org/authors/ada/' }],
        tags: ['a', 'b'],
      },
    ])
  })

  test('in Atom what the entry says', async () => {
    const { 'feed.xml': text = '' } = await emit(site)
    expect(parseAtomFeed(text).entries?.[0]).toMatchObject({
      title: { value: 'Hello' },
      updated: '2024-02-03T03:05:06.000Z',
      authors: [{ name: 'Ada', uri: 'https://example.org/authors/ada/' }],
    })
  })

  test('the same id in every format, whatever slug and title', async () => {
    const idsIn = async (entry: object) => {
      const texts = await emit({ entries: [{ ...hello, ...entry }] })
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
    fc.asyncProperty(hostileText, hostileText, async (title, html) => {
      const entry = { ...hello, title, html, summary: html, tags: [title], authors: [title] }
      const texts = await emit({ entries: [entry], config: { title: html, description: title } })
      const [channel] = all(readXml(texts['rss.xml'] ?? ''), 'channel')
      const [item] = channel ? all(channel, 'item') : []
      if (!channel || !item) throw new Error('There is no item.')
      expect(textOf(channel, 'title')).toBe(legalText(html))
      expect(textOf(channel, 'description')).toBe(legalText(title === '' ? html : title))
      expect(textOf(item, 'title')).toBe(legalText(title))
      expect(textOf(item, 'category')).toBe(legalText(title))
      expect(textOf(item, 'dc:creator')).toBe(legalText(title))
      expect(textOf(item, 'content:encoded')).toBe(legalText(html))
      const read = JSON.parse(texts['feed.json'] ?? '') as { title: string; items: Record<string, unknown>[] }
      expect(read.title).toBe(legalText(html))
      expect(read.items[0]).toMatchObject({ title: legalText(title), content_html: legalText(html) })
      // A reader of another make: it trims, and it takes what is escaped twice for HTML, but it reads all of it.
      expect(parseAtomFeed(texts['feed.xml'] ?? '').entries).toHaveLength(1)
      expect(parseRssFeed(texts['rss.xml'] ?? '').items).toHaveLength(1)
    }),
    { numRuns: 100 },
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
    { permalink: '/authors/ada/', layout: 'author', title: 'Ada', params: { field: 'authors', term: 'ada' } },
    { permalink: '/topics/b/', layout: 'term', title: 'b', params: { field: 'topics', term: 'b' } },
    { ...term('secret'), unlisted: true },
  ]
  const other = { ...hello, id: 'posts/other', title: 'Other', tags: [], authors: [] }

  test('lies beside its page, has its entries only, and an id of its own', async () => {
    const options: FeedOptions = { formats: ['atom', 'json'], per: ['tags', 'authors'] }
    const texts = await emit({ entries: [hello, other, ada], pages }, options)
    expect(Object.keys(texts).sort()).toEqual([
      'authors/ada/feed.json',
      'authors/ada/feed.xml',
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
    expect(parseAtomFeed(texts['authors/ada/feed.xml'] ?? '').title).toMatchObject({ value: 'Ada · Notes' })
  })

  test('asks within the collection of its taxonomy', async () => {
    const own = feed({ per: ['topics'] })
    const topics = {
      permalink: '/t/x/',
      layout: 'term',
      params: { field: 'topics', term: 'x', collection: 'articles' },
    }
    const site = fakeSite({ pages: [topics], config }, own)
    const files = await own.emit?.(site)
    expect(files?.map(({ path }) => path)).toEqual(['feed.xml', 't/x/feed.xml'])
    expect(site.asked).toContain(
      'entries {"collection":"articles","where":{"topics":"x"},"sort":"-date","fields":[],"limit":20}',
    )
  })

  test('is linked by the pages of the term, all of them, after that of the site', async () => {
    const own = feed({ formats: ['rss'], per: ['tags'] })
    const site = fakeSite({ config: { ...config, base: '/blog/' } }, own)
    const linksOf = async (page: object) =>
      (await own.head?.(site, { owner: 'taxonomies', ...page } as never))?.map(({ attributes }) => [
        attributes?.type,
        attributes?.title,
        attributes?.href,
      ])
    const whole = [feedFormats.rss.type, 'Notes', '/blog/rss.xml']
    const links = [whole, [feedFormats.rss.type, 'a · Notes', '/blog/tags/a/rss.xml']]
    expect(await linksOf(pages[0] as object)).toEqual(links)
    expect(await linksOf(pages[1] as object)).toEqual(links)
    expect(await linksOf(pages[2] as object)).toEqual([whole])
    expect(await linksOf(pages[4] as object)).toEqual([whole])
  })
})
