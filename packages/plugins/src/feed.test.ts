import { testPlugin } from '@blog-build/core/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostileText } from '../test/hostile-text.js'
import { all, type ReadElement, readXml, textOf } from '../test/read-xml.js'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { type FeedOptions, feed } from './feed.js'
import { legalText } from './xml.js'

type Files = Record<string, string>

const url = 'https://example.org'
const build = (files: Files, options?: FeedOptions, config = {}) =>
  testPlugin(() => feed(options), { files, config: { url, title: 'Notes', ...config } })
const read = async (...given: Parameters<typeof build>): Promise<ReadElement> =>
  readXml(Object.values((await build(...given)).outputs)[0] ?? '')
const entriesOf = async (...given: Parameters<typeof build>) => all(await read(...given), 'entry')
const titles = async (...given: Parameters<typeof build>) =>
  (await entriesOf(...given)).map((entry) => textOf(entry, 'title'))
const linkOf = (element: ReadElement, rel: string) =>
  all(element, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href

const fields = {
  title: 'Hello',
  permalink: '/hello/',
  date: '2024-01-31',
  tags: ['a', 'b'],
  authors: ['Ada'],
  summary: 'Short',
}
const text = 'Long & *whole*, see [this](/about/).'
/** A post with these fields in the place of its own. */
const post = (name: string, more = {}) => ({
  [`content/posts/${name}.md`]: written({ ...fields, ...more }, text),
})
const about = { 'content/pages/about.md': '# About' }
const hello = { ...post('hello'), ...about }

describe('the feed', () => {
  test('says all that Atom wants of a site', async () => {
    const root = await read(
      hello,
      {},
      { base: '/blog/', description: 'About', language: 'de', author: 'Grace' },
    )
    expect(root.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'de' })
    expect(textOf(root, 'title')).toBe('Notes')
    expect(textOf(root, 'subtitle')).toBe('About')
    expect(textOf(root, 'author')?.trim()).toBe('Grace')
    expect(textOf(root, 'updated')).toBe('2024-01-31T00:00:00.000Z')
    expect(linkOf(root, 'self')).toBe('https://example.org/blog/feed.xml')
    expect(linkOf(root, 'alternate')).toBe('https://example.org/blog/')
  })

  test('I9: has the whole content of an entry with whole addresses, and what is known of it', async () => {
    const [entry] = (await entriesOf(hello)) as [ReadElement]
    expect(entry.children.map(({ name }) => name)).toEqual([
      ...['id', 'title', 'link', 'published', 'updated', 'author', 'category', 'category'],
      ...['summary', 'content'],
    ])
    expect(linkOf(entry, 'alternate')).toBe('https://example.org/hello/')
    expect(textOf(entry, 'content')).toBe(
      '<p>Long &#x26; <em>whole</em>, see <a href="https://example.org/about/">this</a>.</p>',
    )
    expect(all(entry, 'content')[0]?.attributes.type).toBe('html')
    expect(textOf(entry, 'summary')).toBe('Short')
    expect(all(entry, 'category').map(({ attributes }) => attributes.term)).toEqual(['a', 'b'])
    expect(textOf(entry, 'author')?.trim()).toBe('Ada')
  })

  test('is written anew only if it changes: a field that it does not show is read, and no more', async () => {
    const built = await build({ ...hello, ...post('other', { permalink: '/other/' }) })
    const noted = await built.edit({ files: post('hello', { note: 'x' }) })
    expect(noted.ran).toEqual(['tasks.item posts/hello'])
    expect(noted.changed).not.toContain('feed.xml')
    const shown = await noted.edit({ files: post('hello', { summary: 'Shorter' }) })
    expect(shown.ran.filter((one) => one.startsWith('tasks.item'))).toEqual(['tasks.item posts/hello'])
    expect(shown.changed).toContain('feed.xml')
  })

  test('dates begin in the zone of the site, and the newest change is that of the feed', async () => {
    const files = {
      ...post('a', { permalink: '/a/', date: '2024-07-01', updated: '2024-07-05T12:00:00+02:00' }),
      ...post('b', { permalink: '/b/', date: '2024-07-02T10:00:00Z' }),
      ...about,
    }
    const root = await read(files, {}, { timeZone: 'Europe/Berlin' })
    expect(all(root, 'entry').map((entry) => [textOf(entry, 'published'), textOf(entry, 'updated')])).toEqual(
      [
        ['2024-07-02T10:00:00.000Z', '2024-07-02T10:00:00.000Z'],
        ['2024-06-30T22:00:00.000Z', '2024-07-05T10:00:00.000Z'],
      ],
    )
    expect(textOf(root, 'updated')).toBe('2024-07-05T10:00:00.000Z')
  })

  test('has the newest entries, as many as the limit says; undated ones stay out', async () => {
    const dated = ['2024-01-01', '2024-01-03', undefined, '2024-01-02'].map((date, at) => [
      `content/posts/${at}.md`,
      written(date === undefined ? { title: 'undated' } : { title: `On ${date}`, date }),
    ])
    const files = Object.fromEntries(dated)
    expect(await titles(files)).toEqual(['On 2024-01-03', 'On 2024-01-02', 'On 2024-01-01'])
    expect(await titles(files, { limit: 2 })).toEqual(['On 2024-01-03', 'On 2024-01-02'])
  })

  test('A30: unlisted entries and other collections stay out', async () => {
    const files = {
      'content/posts/secret.md': written({ date: '2024-01-01', unlisted: true }),
      'content/articles/a.md': written({ date: '2024-01-01', title: 'Article' }),
    }
    expect(await titles(files)).toEqual([])
    expect(await titles(files, { collection: ['articles', 'posts'] })).toEqual(['Article'])
  })

  test('without entries is a feed too, and asks no clock', async () => {
    const built = await build(about)
    expect(textOf(readXml(built.outputs['feed.xml'] ?? ''), 'updated')).toBe('1970-01-01T00:00:00.000Z')
    expect((await built.edit({ now: '2027-01-01T00:00:00Z' })).changed).toEqual([])
  })

  test('I8: is well-formed and true, whatever texts it holds', async () => {
    const four = fc.tuple(hostileText, hostileText, hostileText, hostileText)
    let hasIllegal = false
    await fc.assert(
      fc.asyncProperty(fc.array(four, { minLength: 20, maxLength: 20 }), hostileText, async (posts, site) => {
        const files = posts.map(([title, summary, name, body], at) => [
          `content/posts/${at}.md`,
          written({ title, summary, tags: [`${name}x`], authors: [`${name}x`], date: '2024-01-01' }, body),
        ])
        const { outputs, answer = [] } = await testPlugin(() => feed({ limit: 100 }), {
          files: Object.fromEntries(files),
          config: { url, title: `${site}x`, description: site, author: `${site}x` },
          ask: async (context) => {
            const entries = await context.entries({ fields: [], sort: '-date' })
            const html = entries.map(({ id }) => context.html(id, { absolute: true }))
            return Promise.all(html.map(async (one, at) => ({ ...entries[at], html: await one })))
          },
        })
        const root = readXml(outputs['feed.xml'] ?? '')
        expect(textOf(root, 'title')).toBe(legalText(`${site}x`))
        const shown = all(root, 'entry')
        expect(shown).toHaveLength(20)
        for (const [at, { title = '', html, summary, tags = [] }] of answer.entries()) {
          const entry = shown[at] as ReadElement
          hasIllegal ||= legalText(title) !== title
          expect(textOf(entry, 'title')).toBe(legalText(title))
          expect(textOf(entry, 'content')).toBe(legalText(html))
          expect(textOf(entry, 'summary')).toBe(summary && legalText(summary))
          expect(all(entry, 'category')[0]?.attributes.term).toBe(legalText(tags[0] ?? ''))
        }
      }),
      { numRuns: 10 },
    )
    expect(hasIllegal).toBe(true)
  })
})

describe('I9: the id of an entry', () => {
  const idsOf = async (...given: Parameters<typeof build>) =>
    (await entriesOf(...given)).map((entry) => textOf(entry, 'id'))

  test('outlives another title, date, slug and permalink', async () => {
    const moved = post('hello', { title: 'Bye', date: '2025-01-01', permalink: '/bye/' })
    expect(await idsOf({ ...moved, ...about })).toEqual(await idsOf(hello))
  })

  test('outlives another domain if the old one is told', async () => {
    const there = { url: 'https://new.example' }
    expect(await idsOf(hello, {}, there)).not.toEqual(await idsOf(hello))
    expect(await idsOf(hello, { id: 'example.org' }, there)).toEqual(await idsOf(hello))
  })

  test('outlives a renamed file if its guid tells the old path', async () => {
    const renamed = post('renamed', { guid: 'posts/hello' })
    expect(await idsOf({ ...renamed, ...about })).toEqual(await idsOf(hello))
  })

  test('is the guid itself if that is a URI', async () => {
    const files = { ...post('hello', { guid: 'https://old.example/?p=1' }), ...about }
    expect(await idsOf(files)).toEqual(['https://old.example/?p=1'])
  })

  test('is no id of the feed', async () => {
    const root = await read(hello)
    expect(textOf(root, 'id')).toMatch(/^urn:uuid:/)
    expect(textOf(root, 'id')).not.toBe(textOf(all(root, 'entry')[0] as ReadElement, 'id'))
  })
})

describe('the head of every page', () => {
  test('links to the feed, under the base path', async () => {
    const built = await build(hello, { path: 'atom.xml' }, { base: '/blog/' })
    const link = {
      tag: 'link',
      attributes: {
        rel: 'alternate',
        type: 'application/atom+xml',
        title: 'Notes',
        href: '/blog/atom.xml',
      },
    }
    for (const page of ['/hello/', '/about/']) expect(built.page(page)?.head).toEqual([link])
  })

  test('links to none without a url', async () => {
    expect((await build(hello, {}, { url: undefined })).page('/hello/')?.head).toEqual([])
  })
})

describe('rules', () => {
  test('without a url there is no feed, which a notice tells', async () => {
    const built = await build(hello, {}, { url: undefined })
    expect(built.outputs).toEqual({})
    expect(built.messages).toMatchObject([{ rule: 'feed-needs-url', severity: 'info', plugin: 'feed' }])
  })

  test('two entries of one id are named', async () => {
    const copy = post('copy', { date: '2023-01-01', permalink: '/copy/', guid: 'posts/hello' })
    const built = await build({ ...hello, ...copy })
    const [message, ...others] = built.messages
    expect(others).toEqual([])
    expect(message).toMatchObject({
      rule: 'feed-duplicate-id',
      severity: 'warning',
      path: 'content/posts/copy.md',
    })
    expect(message?.text).toContain('content/posts/hello.md')
    const mended = await built.edit({ files: post('copy', { permalink: '/copy/' }) })
    expect(mended.messages).toEqual([])
  })

  test('a `guid` that is no text is named', async () => {
    const { messages } = await testPlugin(feed, {
      files: { ...post('hello', { guid: ['x'] }), ...about },
      config: { url: 'https://example.org' },
    })
    expect(messages).toMatchObject([
      { rule: 'field-kind', severity: 'warning', path: 'content/posts/hello.md' },
    ])
    expect(messages[0]?.text).toContain('Field `guid` is a list, expected a text;')
  })

  test('wrong options are refused', async () => {
    expect(await refusals(feed({ limti: 3 } as never))).toContain(
      '`limti`: there is no such option. Did you mean `limit`?',
    )
    expect(await refusals(feed({ path: '/feed' }))).toContain(
      '`path`: it must be a path such as `feed.xml`, not "/feed".',
    )
    expect(await refusals(feed({ formats: ['atmo' as never] }))).toContain(
      '`formats.0`: it must be `atom`, `rss` or `json`, not "atmo".',
    )
    expect(await refusals(feed({ formats: [] }))).toContain('`formats`: it must be a list of at least one')
    expect(await refusals(feed({ formats: ['json'], path: 'feed.xml' }))).toContain(
      '`path`: it is that of the first format, `json`, and must end as `feed.json` does.',
    )
    expect(await refusals(feed({ formats: ['atom', 'rss'], path: 'rss.xml' }))).toContain(
      '`formats`: two of them would be `rss.xml`.',
    )
  })
})
