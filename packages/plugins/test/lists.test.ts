// Feeds of terms, authors, series and redirects together: what an edit reaches. Each build is compared with a clean one.
import { testPlugin } from '@blog-build/core/testing'
import { parseAtomFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { authors, feed, redirects, seo, series, taxonomies } from '../src/index.js'

type Files = Record<string, string>

const beside = [seo(), taxonomies(), authors(), series(), redirects({ files: ['netlify'] })]
const feeds = () => feed({ formats: ['atom', 'rss', 'json'], per: ['tags', 'authors', 'series'] })
const config = { title: 'Notes', url: 'https://example.org/blog', perPage: 2, plugins: beside }

const post = (fields: string, text = 'Text.') => `---\n${fields}\n---\n\n${text}\n`
const files: Files = {
  'content/posts/a.md': post(
    'title: A\ndate: 2024-01-01\ntags: [x]\nauthors: [ada]\nseries: Engines\npart: 1',
  ),
  'content/posts/b.md': post(
    'title: B\ndate: 2024-01-02\ntags: [x, y]\nauthors: [ada, Grace]\nseries: Engines',
  ),
  'content/posts/c.md': post('title: C\ndate: 2024-01-03\ntags: [y]\naliases: [/old/c/]\nimage: c.png'),
  'content/posts/c.png': 'not really',
  'content/posts/d.md': post('title: D\ndate: 2024-01-04'),
  'content/authors/ada.md': '# Ada Byron\n\nCounts.\n',
  'content/authors/grace.yaml': 'title: Grace Hopper\n',
  'content/pages/about.md': post('aliases: /imprint', '# About'),
}

const build = (content: Files) => testPlugin(feeds, { files: content, config })

test('everything has its place', async () => {
  const { messages, all: texts } = await build(files)
  expect(messages).toEqual([])
  const paths = Object.keys(texts).filter((path) => !path.startsWith('assets/') && !path.startsWith('posts/'))
  expect(paths).toEqual([
    '_redirects',
    'about/index.html',
    'authors/ada/feed.json',
    'authors/ada/feed.xml',
    'authors/ada/index.html',
    'authors/ada/rss.xml',
    'authors/grace/feed.json',
    'authors/grace/feed.xml',
    'authors/grace/index.html',
    'authors/grace/rss.xml',
    'authors/index.html',
    'feed.json',
    'feed.xml',
    'imprint/index.html',
    'old/c/index.html',
    'rss.xml',
    'series/engines/feed.json',
    'series/engines/feed.xml',
    'series/engines/index.html',
    'series/engines/rss.xml',
    'series/index.html',
    'tags/index.html',
    'tags/x/feed.json',
    'tags/x/feed.xml',
    'tags/x/index.html',
    'tags/x/rss.xml',
    'tags/y/feed.json',
    'tags/y/feed.xml',
    'tags/y/index.html',
    'tags/y/rss.xml',
  ])
  expect(texts._redirects).toBe(
    [
      '/blog/imprint/ /blog/about/ 301',
      '/blog/imprint /blog/about/ 301',
      '/blog/old/c/ /blog/posts/c/ 301',
      '/blog/old/c /blog/posts/c/ 301',
      '',
    ].join('\n'),
  )
  const ada = parseAtomFeed(texts['authors/ada/feed.xml'] ?? '')
  expect(ada.title).toMatchObject({ value: 'Ada Byron · Notes' })
  expect(ada.entries?.map(({ title }) => title?.value)).toEqual(['B', 'A'])
  expect(ada.entries?.[0]?.authors).toEqual([
    { name: 'Ada Byron', uri: 'https://example.org/blog/authors/ada/' },
    { name: 'Grace', uri: 'https://example.org/blog/authors/grace/' },
  ])
})

test('an author in a data file has a page that shows them', async () => {
  const entry = post('title: A\ndate: 2024-01-01\nauthors: [grace]')
  const { messages, all: texts } = await build({ ...files, 'content/posts/b.md': entry })
  expect(messages).toEqual([])
  expect(texts['authors/grace/index.html']).toContain('Grace Hopper')
})

const edits: [string, Files][] = [
  ['another text', { 'content/posts/a.md': `${files['content/posts/a.md']}More.\n` }],
  [
    'a new title',
    { 'content/posts/a.md': (files['content/posts/a.md'] ?? '').replace('title: A', 'title: Z') },
  ],
  ['an author renamed', { 'content/authors/ada.md': '# Ada Lovelace\n' }],
  ['an author moved', { 'content/authors/ada.md': '---\nslug: lovelace\n---\n# Ada Byron\n' }],
  ['an author hidden', { 'content/authors/ada.md': '---\ndraft: true\n---\n# Ada Byron\n' }],
  ['a part moved', { 'content/posts/d.md': post('title: D\ndate: 2024-01-04\nseries: Engines\npart: 0') }],
  ['a part twice', { 'content/posts/d.md': post('title: D\ndate: 2024-01-04\nseries: Engines\npart: 1') }],
  ['a series of one address', { 'content/posts/d.md': post('title: E\ndate: 2024-01-04\nseries: engines') }],
  ['an alias taken', { 'content/posts/d.md': post('title: D\naliases: [/posts/c/, /posts/d/, /new/]') }],
  ['an alias gone', { 'content/posts/c.md': post('title: C\ndate: 2024-01-03') }],
  ['a picture gone', { 'content/posts/c.md': post('title: C\ndate: 2024-01-03\nimage: none.png') }],
  ['another picture', { 'content/posts/c.png': 'still not really' }],
]

describe('an edit gives the bytes and messages of a clean build', () => {
  test.each(edits)('%s', async (_, edit) => {
    const built = await build(files)
    expect((await built.edit({ files: edit })).changed).not.toEqual([])
  })
})

test('an entry is made an item again if it changed, and no other is', async () => {
  const items = (ran: readonly string[]) => ran.filter((one) => one.startsWith('tasks.item '))
  const built = await build(files)
  expect(items(built.ran)).toEqual(['a', 'b', 'c', 'd'].map((name) => `tasks.item posts/${name}`))
  const edited = await built.edit({
    files: { 'content/posts/b.md': `${files['content/posts/b.md']}More.\n` },
  })
  expect(items(edited.ran)).toEqual(['tasks.item posts/b'])
})
