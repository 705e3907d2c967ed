import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { toFeedDate } from './feed-date.js'
import { type FeedSourceOptions, feedSource } from './feed-source.js'

type Files = Record<string, string | Uint8Array>

const notes: FeedSourceOptions = { feeds: [{ file: 'data/feed.xml', collection: 'notes' }] }

/** A site, and the entries of its feed with their HTML; also where there are errors. */
const build = (files: Files, options = notes) =>
  testPlugin(() => feedSource(options), {
    files,
    ask: async (context) => {
      const found = await context.entries({ collection: 'notes' })
      const shown = found.map(async ({ id, title, date, permalink, data }) => {
        return { ...data, id, title, date, permalink, html: await context.html(id) }
      })
      return Promise.all(shown)
    },
  })

const page = { 'content/posts/a.md': '# A' }

const item = (inner: string) => `<item>${inner}</item>`
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://example.org/blog/</link>${items.join('\n')}</channel></rss>`

const full =
  item(`<title>A &amp;amp; &lt;i&gt;B&lt;/i&gt;</title><link>/a?x=1</link><guid isPermaLink="false">id-1</guid>
<pubDate>Wed, 02 Oct 2002 15:00:00 +0200</pubDate><dc:creator>Jo</dc:creator><category>c</category><category>c</category>
<description>In &lt;b&gt;short&lt;/b&gt;</description><content:encoded><![CDATA[<p>One
two</p>

    indented *stars* [x](y)

<pre>a

  b</pre><a href="b.html">b</a><img src="/i.png" srcset="x 2x" onerror="x()"><script>alert(1)</script><a href="javascript:x()">j</a>]]></content:encoded>`)

test('RSS: texts, whole addresses, and HTML as it was', async () => {
  const { answer: entries = [], messages } = await build({ ...page, 'data/feed.xml': rss(full) })
  expect(messages).toEqual([])
  expect(entries).toEqual([
    {
      id: 'notes/eb66c623572f8a2a',
      date: '2002-10-02T15:00:00+02:00',
      guid: 'id-1',
      title: 'A & B',
      link: 'https://example.org/a?x=1',
      summary: 'In short',
      authors: ['Jo'],
      tags: ['c'],
      html: '<div><p>One\ntwo</p>\n\n    indented *stars* [x](y)\n\n<pre tabindex="0">a\n\n  b</pre><a href="https://example.org/b.html">b</a><img src="https://example.org/i.png"><a>j</a></div>',
    },
  ])
})

test('Atom: bases, kinds of text, dates', async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>T</title><author><name>Zoe</name></author>
    <entry><id>tag:1</id><title type="html">A &lt;i&gt;b&lt;/i&gt;</title><link rel="self" href="/self"/><link href="/a"/>
    <updated>2024-01-02T10:00:00Z</updated><published>2024-01-01T10:00:00Z</published><category term="q" label="Q"/><summary>1 &lt; 2</summary>
    <content type="xhtml" xml:base="sub/"><div xmlns="http://www.w3.org/1999/xhtml"><p>x &lt;i&gt; <a href="c">c</a></p></div></content></entry>
    <entry><id>tag:2</id><title>T</title><updated>2023-01-01T10:00:00Z</updated><content>a &lt;b&gt;
*c*</content></entry></feed>`
  const { answer: entries = [], messages } = await build({ ...page, 'data/feed.xml': atom })
  expect(messages).toEqual([])
  expect(entries).toMatchObject([
    {
      date: '2024-01-01T10:00:00Z',
      updated: '2024-01-02T10:00:00Z',
      title: 'A b',
      link: 'https://example.org/a',
      summary: '1 < 2',
      authors: ['Zoe'],
      tags: ['Q'],
      html: '<div><p>x &#x3C;i> <a href="https://example.org/sub/c">c</a></p></div>',
    },
    { date: '2023-01-01T10:00:00Z', title: 'T', html: '<div>a &#x3C;b><br>*c*</div>' },
  ])
})

test('JSON Feed: notes without a title, text without HTML', async () => {
  const items = [
    {
      id: '1',
      content_text: `${'word '.repeat(20)}\n<b>`,
      date_published: '2024-01-01',
      tags: ['t'],
      external_url: 'javascript:x',
    },
    { id: 2, content_html: { no: 1 }, title: ['x'] },
    'nonsense',
    { title: 'told apart by nothing' },
  ]
  const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items })
  const { answer: entries = [], messages } = await build({ ...page, 'data/feed.xml': json })
  expect(entries.map(({ title }) => title)).toEqual([`${'word '.repeat(12)}…`, 'x'])
  expect(entries[0]).toMatchObject({ tags: ['t'], date: '2024-01-01' })
  expect(entries[0]).not.toHaveProperty('link')
  expect(entries[0]?.html).toMatch(/^<div>word .*<br>&#x3C;b><\/div>$/)
  expect(messages.map(({ rule, path }) => [rule, path])).toEqual([['feed-source-undated', 'data/feed.xml']])
})

test('RSS 1, several feeds of one collection, a limit, an item twice', async () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title><link>https://example.org</link></channel>
    <item rdf:about="https://example.org/1"><title>one</title><link>https://example.org/1</link><dc:date>2024-01-01</dc:date></item></rdf:RDF>`
  const dated = (guid: string) =>
    item(`<guid>${guid}</guid><title>${guid}</title><pubDate>Wed, 02 Oct 2002 15:00 EST</pubDate>`)
  const feeds = [
    { file: 'data/a.xml', collection: 'notes' },
    { file: 'data/b.xml', collection: 'notes', limit: 2 },
  ]
  const files = { ...page, 'data/a.xml': rdf, 'data/b.xml': rss(dated('two'), dated('two'), dated('three')) }
  const { answer: entries = [], messages } = await build(files, { feeds })
  expect(entries.map(({ title, date }) => [title, date])).toEqual([
    ['one', '2024-01-01'],
    ['two', '2002-10-02T15:00:00-05:00'],
  ])
  expect(messages.map(({ path, rule, text }) => `${path} ${rule} ${text}`)).toEqual([
    'data/b.xml feed-source-duplicate A second item has the id "two"; the first one is taken, at data/b.xml:1:205.',
  ])
})

test.each([
  ['no file', undefined, 'feed-source-missing', 'There is no feed at `data/feed.xml`.'],
  [
    'nothing',
    '',
    'feed-source-invalid',
    'This is no Atom, RSS or JSON Feed that could be read: Unrecognized feed format.',
  ],
  [
    'a page',
    '<!doctype html><h1>404</h1>',
    'feed-source-invalid',
    'This is no Atom, RSS or JSON Feed that could be read: Unrecognized feed format.',
  ],
  [
    'cut short',
    '<rss version="2.0"><channel><item><title>x',
    'feed-source-invalid',
    'This is no Atom, RSS or JSON Feed that could be read: Invalid feed format.',
  ],
])('%s is an error of the feed', async (_, text, rule, said) => {
  const files = text === undefined ? page : { ...page, 'data/feed.xml': text }
  const { answer: entries = [], messages } = await build(files)
  expect(entries).toEqual([])
  expect(messages).toMatchObject([
    { rule, severity: 'error', text: said, path: 'data/feed.xml', plugin: 'feed-source' },
  ])
})

test('entities that grow are not replaced, files are not read, and depth is survived', async () => {
  const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`
  const text = rss(item('<guid>1</guid><title>&b;&f;</title>')).replace('?>', `?>${bomb}`)
  const { answer: entries = [] } = await build({ ...page, 'data/feed.xml': text })
  expect(JSON.stringify(entries)).not.toMatch(/aaaa|root:/)
  const deep = (levels: number) =>
    item(`<guid>${levels}</guid><description><![CDATA[${'<div>'.repeat(levels)}deep]]></description>`)
  const { messages, answer: some = [] } = await build({
    ...page,
    'data/feed.xml': rss(full, deep(1_500), deep(50_000)),
  })
  expect(messages.map(({ rule }) => rule)).toEqual(['feed-source-undated', 'feed-source-undated'])
  expect(some.map(({ title }) => title).sort()).toEqual(['A & B', 'deep', 'deep'])
})

test('the encoding is the one that the XML declares', async () => {
  const text = rss(item('<guid>1</guid><title>ä</title>')).replace('"1.0"', '"1.0" encoding="ISO-8859-1"')
  const { answer: entries = [] } = await build({
    ...page,
    'data/feed.xml': new Uint8Array(Buffer.from(text, 'latin1')),
  })
  expect(entries).toMatchObject([{ title: 'ä' }])
})

test('a folder without `content` has collections too', async () => {
  const bare = await build({ 'a.md': '# A', 'data/feed.xml': rss(full) })
  expect(bare.answer?.map(({ id }) => id)).toEqual(['notes/eb66c623572f8a2a'])
})

test.each([
  ['an item changed', { 'data/feed.xml': rss(full.replace('One', 'Three')) }],
  ['an item more', { 'data/feed.xml': rss(item('<guid>2</guid><title>x</title>'), full) }],
  ['no item', { 'data/feed.xml': rss() }],
  ['a broken feed', { 'data/feed.xml': '<rss' }],
])('an edit: %s', async (_, edit) => {
  const first = { ...page, 'data/feed.xml': rss(full) }
  const before = await build(first)
  const after = await before.edit({ files: edit })
  expect(after.answer).not.toEqual(before.answer)
  const again = await after.edit({ files: first })
  expect([again.answer, again.messages]).toEqual([before.answer, before.messages])
})

test.each([
  ['Wed, 02 Oct 2002 13:00:00 GMT', '2002-10-02T13:00:00Z'],
  ['2 Oct 02 13:00 PDT', '2002-10-02T13:00:00-07:00'],
  ['Wed, 02 Oct 2002 13:00:00 Lies', '2002-10-02T13:00:00Z'],
  ['Thu, 31 Feb 2002 13:00:00 GMT', undefined],
  ['2024-01-31T10:00:00.5+0100', '2024-01-31T10:00:00+01:00'],
  ['2024-01-31 10:00', '2024-01-31T10:00:00Z'],
  ['2024-01-31', '2024-01-31'],
  ['2024-01-31T25:00:00Z', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('the date %j is %j', (text, date) => {
  expect(toFeedDate(text)).toBe(date)
})

test('wrong options are refused', async () => {
  const one = (feed: object) => refusals(feedSource({ feeds: [feed as never] }))
  expect(await one({ file: '../x.xml', collection: 'a' })).toContain(
    '`feeds.0.file`: it must be the path of a file',
  )
  expect(await one({ file: 'x.xml', collection: 'a/b' })).toContain(
    '`feeds.0.collection`: it must be the name',
  )
  for (const collection of ['posts', 'content']) {
    expect(await one({ file: 'x.xml', collection })).toContain(
      '`feeds.0.collection`: it must be a collection of its own',
    )
  }
  expect(await refusals(feedSource({ feeds: [null as never] }))).toContain(
    '`feeds.0`: it must be an object, not null.',
  )
})

test.each(['content/.gitkeep', 'content/posts/a.md', 'posts/a.md'])(
  'items are there beside %s',
  async (path) => {
    const { answer: entries = [] } = await build({ [path]: '# A\n', 'data/feed.xml': rss(full) })
    expect(entries.map(({ id }) => id)).toEqual(['notes/eb66c623572f8a2a'])
  },
)

test('what would run code is taken out of HTML without a word', async () => {
  const html = '<svg><a xlink:href="javascript:x()">in SVG</a></svg><a xlink:href="javascript:x()">a</a>'
  const own = item(`<guid>1</guid><title>T</title><pubDate>Wed, 02 Oct 2002 15:00:00 GMT</pubDate>
<content:encoded><![CDATA[${html}]]></content:encoded>`)
  const { answer: [entry] = [], messages } = await build({ ...page, 'data/feed.xml': rss(own) })
  expect(messages).toEqual([])
  expect(entry?.html).toContain('<a>a</a>')
  expect(entry?.html).not.toContain('javascript')
})
