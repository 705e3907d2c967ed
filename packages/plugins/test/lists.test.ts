// Feeds of terms, authors, series and redirects together, in a real site: what an edit reaches, and that it gives
// the bytes and messages of a clean build.
import { createMemoryHost, createSite, type UserConfig } from '@blog-build/core'
import { definePlugin } from '@blog-build/core/plugin'
import { parseAtomFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { authors, feed, redirects, seo, series, taxonomies } from '../src/index.js'

const plugins = () => [
  seo(),
  taxonomies(),
  authors(),
  series(),
  redirects({ files: ['netlify'] }),
  feed({ formats: ['atom', 'rss', 'json'], per: ['tags', 'authors', 'series'] }),
]
const config: UserConfig = { title: 'Notes', url: 'https://example.org/blog', perPage: 2 }

const post = (fields: string, text = 'Text.') => `---\n${fields}\n---\n\n${text}\n`
const files: Record<string, string> = {
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

function open(content: Record<string, string>, more: ReturnType<typeof plugins> = []) {
  const host = createMemoryHost(
    Object.fromEntries(Object.entries(content).map(([path, text]) => [`/site/${path}`, text])),
  )
  const own = { ...config, plugins: [...plugins(), ...more] }
  const site = createSite({ root: '/site', host, config: own, asOf: '2025-01-01T00:00:00Z', write: false })
  return { host, site }
}

async function outputsOf(site: ReturnType<typeof open>['site']): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const { path } of site.outputs())
    texts.set(path, Buffer.from((await site.read(path)) ?? []).toString())
  return texts
}

async function build(content: Record<string, string>) {
  const { site } = open(content)
  const { messages } = await site.build()
  return { messages, texts: await outputsOf(site) }
}

test('everything has its place', async () => {
  const { messages, texts } = await build(files)
  expect(messages).toEqual([])
  const paths = [...texts.keys()].filter((path) => !path.startsWith('assets/') && !path.startsWith('posts/'))
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
  expect(texts.get('_redirects')).toBe('/blog/imprint/ /blog/about/ 301\n/blog/old/c/ /blog/posts/c/ 301\n')
  const ada = parseAtomFeed(texts.get('authors/ada/feed.xml') ?? '')
  expect(ada.title).toMatchObject({ value: 'Ada Byron · Notes' })
  expect(ada.entries?.map(({ title }) => title?.value)).toEqual(['B', 'A'])
  expect(ada.entries?.[0]?.authors).toEqual([
    { name: 'Ada Byron', uri: 'https://example.org/blog/authors/ada/' },
    { name: 'Grace', uri: 'https://example.org/blog/authors/grace/' },
  ])
})

test('an author in a data file has a page that shows them', async () => {
  const entry = post('title: A\ndate: 2024-01-01\nauthors: [grace]')
  const { messages, texts } = await build({ ...files, 'content/posts/b.md': entry })
  expect(messages).toEqual([])
  expect(texts.get('authors/grace/index.html')).toContain('Grace Hopper')
})

const edits: [string, Record<string, string>][] = [
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
    const { host, site } = open(files)
    await site.build()
    const before = await outputsOf(site)
    for (const [path, text] of Object.entries(edit)) host.set(`/site/${path}`, text)
    const { messages } = await site.build()
    const clean = await build({ ...files, ...edit })
    expect(messages).toEqual(clean.messages)
    expect(await outputsOf(site)).not.toEqual(before)
    expect(await outputsOf(site)).toEqual(clean.texts)
  })
})

test('an entry is made an item again if it changed, and no other is', async () => {
  const made: string[] = []
  const spied = feed({ per: ['tags'] })
  const item = spied.tasks?.item
  if (!item) throw new Error('The plugin has no task `item`.')
  const spy = definePlugin({
    ...(spied as object),
    name: 'feed',
    tasks: {
      ...spied.tasks,
      item: (context: never, id: never) => {
        made.push(id)
        return item(context, id)
      },
    },
  } as never)
  const { host, site } = open(files, [spy as never])
  await site.build()
  expect(made.sort()).toEqual(['posts/a', 'posts/b', 'posts/c', 'posts/d'])
  made.length = 0
  host.set('/site/content/posts/b.md', `${files['content/posts/b.md']}More.\n`)
  await site.build()
  expect(made).toEqual(['posts/b'])
})
