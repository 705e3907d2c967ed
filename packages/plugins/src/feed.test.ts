import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { hostileText } from '../test/hostile-text.js'
import { all, type ReadElement, readXml, textOf } from '../test/read-xml.js'
import { type FeedOptions, feed } from './feed.js'
import { legalText } from './xml.js'

const config = { url: 'https://example.org', title: 'Notes' }
const emit = async (site: FakeSite, options?: FeedOptions) =>
  (await feed(options).emit?.(fakeSite(site, feed(options)))) ?? []
const read = async (site: FakeSite, options?: FeedOptions): Promise<ReadElement> => {
  const [file] = await emit({ ...site, config: { ...config, ...site.config } }, options)
  return readXml(String(file?.body))
}
const entriesOf = async (site: FakeSite, options?: FeedOptions) => all(await read(site, options), 'entry')
const titles = async (site: FakeSite, options?: FeedOptions) =>
  (await entriesOf(site, options)).map((entry) => textOf(entry, 'title'))
const linkOf = (element: ReadElement, rel: string) =>
  all(element, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href

const hello = {
  id: 'posts/hello',
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  tags: ['a', 'b'],
  authors: ['Ada'],
  summary: 'Short',
  html: '<p>Long &amp; <em>whole</em></p>',
}

describe('the feed', () => {
  test('says all that Atom wants of a site', async () => {
    const root = await read({
      entries: [hello],
      config: { base: '/blog/', description: 'About', language: 'de', author: 'Grace' },
    })
    expect(root.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'de' })
    expect(textOf(root, 'title')).toBe('Notes')
    expect(textOf(root, 'subtitle')).toBe('About')
    expect(textOf(root, 'author')?.trim()).toBe('Grace')
    expect(textOf(root, 'updated')).toBe('2024-01-31T00:00:00.000Z')
    expect(linkOf(root, 'self')).toBe('https://example.org/blog/feed.xml')
    expect(linkOf(root, 'alternate')).toBe('https://example.org/blog/')
  })

  test('has the whole content of an entry and what is known of it', async () => {
    const [entry] = (await entriesOf({ entries: [hello] })) as [ReadElement]
    expect(entry.children.map(({ name }) => name)).toEqual([
      ...[
        'id',
        'title',
        'link',
        'published',
        'updated',
        'author',
        'category',
        'category',
        'summary',
        'content',
      ],
    ])
    expect(linkOf(entry, 'alternate')).toBe('https://example.org/hello/')
    expect(textOf(entry, 'content')).toBe(hello.html)
    expect(all(entry, 'content')[0]?.attributes.type).toBe('html')
    expect(textOf(entry, 'summary')).toBe('Short')
    expect(all(entry, 'category').map(({ attributes }) => attributes.term)).toEqual(['a', 'b'])
    expect(textOf(entry, 'author')?.trim()).toBe('Ada')
  })

  test('I9: asks for content with whole addresses, and lists entries without their data', async () => {
    const site = fakeSite({ config, entries: [hello] }, feed())
    await feed().emit?.(site)
    expect(site.asked).toContain('html posts/hello {"absolute":true}')
    expect(site.asked).toContain('entries {"sort":"-date","fields":[],"limit":20}')
    expect(site.asked.filter((question) => question.startsWith('entry '))).toEqual([
      'entry posts/hello',
      'entry authors/Ada',
    ])
  })

  test('dates begin in the zone of the site, and the newest change is that of the feed', async () => {
    const entries = [
      { id: 'posts/a', date: '2024-07-01', updated: '2024-07-05T12:00:00+02:00' },
      { id: 'posts/b', date: '2024-07-02T10:00:00Z' },
    ]
    const root = await read({ entries, config: { timeZone: 'Europe/Berlin' } })
    expect(all(root, 'entry').map((entry) => [textOf(entry, 'published'), textOf(entry, 'updated')])).toEqual(
      [
        ['2024-07-02T10:00:00.000Z', '2024-07-02T10:00:00.000Z'],
        ['2024-06-30T22:00:00.000Z', '2024-07-05T10:00:00.000Z'],
      ],
    )
    expect(textOf(root, 'updated')).toBe('2024-07-05T10:00:00.000Z')
  })

  test('has the newest entries, as many as the limit says; undated ones stay out', async () => {
    const entries = ['2024-01-01', '2024-01-03', undefined, '2024-01-02'].map((date, index) => ({
      id: `posts/${index}`,
      title: date ?? 'undated',
      ...(date === undefined ? {} : { date }),
    }))
    expect(await titles({ entries })).toEqual(['2024-01-03', '2024-01-02', '2024-01-01'])
    expect(await titles({ entries }, { limit: 2 })).toEqual(['2024-01-03', '2024-01-02'])
  })

  test('A30: unlisted entries and other collections stay out', async () => {
    const entries = [
      { id: 'posts/secret', date: '2024-01-01', unlisted: true },
      { id: 'articles/a', date: '2024-01-01', title: 'Article' },
    ]
    expect(await titles({ entries })).toEqual([])
    expect(await titles({ entries }, { collection: ['articles', 'posts'] })).toEqual(['Article'])
  })

  test('without entries is a feed too, and asks no clock', async () => {
    expect(textOf(await read({}), 'updated')).toBe('1970-01-01T00:00:00.000Z')
  })

  test('I8: is well-formed and true, whatever texts it holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, async (title, html, other) => {
        const entry = { ...hello, title, html, summary: other, tags: [other], authors: [other] }
        const root = await read({
          entries: [entry],
          config: { title: other, description: title, author: html },
        })
        const [shown] = all(root, 'entry') as [ReadElement]
        expect(textOf(root, 'title')).toBe(legalText(other))
        expect(textOf(shown, 'title')).toBe(legalText(title))
        expect(textOf(shown, 'content')).toBe(legalText(html))
        expect(textOf(shown, 'summary')).toBe(legalText(other))
        expect(all(shown, 'category')[0]?.attributes.term).toBe(legalText(other))
      }),
      { numRuns: 200 },
    )
  })
})

describe('I9: the id of an entry', () => {
  const idsOf = async (site: FakeSite, options?: FeedOptions) =>
    (await entriesOf(site, options)).map((entry) => textOf(entry, 'id'))

  test('outlives another title, date, slug and permalink', async () => {
    const moved = { ...hello, title: 'Bye', date: '2025-01-01', permalink: '/bye/', html: '' }
    expect(await idsOf({ entries: [moved] })).toEqual(await idsOf({ entries: [hello] }))
  })

  test('outlives another domain if the old one is told', async () => {
    const there = { entries: [hello], config: { url: 'https://new.example' } }
    expect(await idsOf(there)).not.toEqual(await idsOf({ entries: [hello] }))
    expect(await idsOf(there, { id: 'example.org' })).toEqual(await idsOf({ entries: [hello] }))
  })

  test('outlives a renamed file if its guid tells the old path', async () => {
    const renamed = { ...hello, id: 'posts/renamed', data: { guid: 'posts/hello' } }
    expect(await idsOf({ entries: [renamed] })).toEqual(await idsOf({ entries: [hello] }))
  })

  test('is the guid itself if that is a URI', async () => {
    const entries = [{ ...hello, data: { guid: 'https://old.example/?p=1' } }]
    expect(await idsOf({ entries })).toEqual(['https://old.example/?p=1'])
  })

  test('is no id of the feed', async () => {
    const root = await read({ entries: [hello] })
    expect(textOf(root, 'id')).toMatch(/^urn:uuid:/)
    expect(textOf(root, 'id')).not.toBe(textOf(all(root, 'entry')[0] as ReadElement, 'id'))
  })
})

describe('the head of every page', () => {
  const page = { permalink: '/', layout: 'home', params: {}, owner: 'home' }

  test('links to the feed, under the base path', async () => {
    const own = feed({ path: 'atom.xml' })
    const site = fakeSite({ config: { ...config, base: '/blog/' } }, own)
    expect(await own.head?.(site, page)).toEqual([
      {
        tag: 'link',
        attributes: {
          rel: 'alternate',
          type: 'application/atom+xml',
          title: 'Notes',
          href: '/blog/atom.xml',
        },
      },
    ])
  })

  test('links to none without a url', async () => {
    expect(await feed().head?.(fakeSite({}, feed()), page)).toEqual([])
  })
})

describe('rules', () => {
  const check = async (site: FakeSite) => feed().check?.(fakeSite(site, feed()))

  test('without a url there is no feed, which a notice tells', async () => {
    expect(await emit({ entries: [hello] })).toEqual([])
    expect(await check({ entries: [hello] })).toMatchObject([{ rule: 'feed-needs-url', severity: 'info' }])
  })

  test('two entries of one id are named', async () => {
    const copy = { ...hello, id: 'posts/copy', date: '2023-01-01', data: { guid: 'posts/hello' } }
    const [message, ...others] = (await check({ config, entries: [hello, copy] })) ?? []
    expect(others).toEqual([])
    expect(message).toMatchObject({
      rule: 'feed-duplicate-id',
      severity: 'warning',
      path: 'content/posts/copy.md',
    })
    expect(message?.text).toContain('content/posts/hello.md')
  })

  test('entries with ids of their own are no matter of warning', async () => {
    expect(await check({ config, entries: [hello, { ...hello, id: 'posts/b' }] })).toEqual([])
  })

  test('wrong options are refused', () => {
    expect(() => settingsOf(feed({ limti: 3 } as never))).toThrow(
      '`limti`: there is no such option. Did you mean `limit`?',
    )
    expect(() => settingsOf(feed({ path: '/feed' }))).toThrow(
      '`path`: it must be a path such as `feed.xml`, not "/feed".',
    )
    expect(() => settingsOf(feed({ formats: ['atmo' as never] }))).toThrow(
      '`formats.0`: it must be `atom`, `rss` or `json`, not "atmo".',
    )
    expect(() => settingsOf(feed({ formats: [] }))).toThrow('`formats`: it must be a list of at least one')
    expect(() => settingsOf(feed({ formats: ['json'], path: 'feed.xml' }))).toThrow(
      '`path`: it is that of the first format, `json`, and must end as `feed.json` does.',
    )
    expect(() => settingsOf(feed({ formats: ['atom', 'rss'], path: 'rss.xml' }))).toThrow(
      '`formats`: two of them would be `rss.xml`.',
    )
  })
})
