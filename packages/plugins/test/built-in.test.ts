// The built-in plugins that are on without any configuration, together; each build is compared with a clean one.
import { testPlugin } from '@blog-build/core/testing'
import { describe, expect, test } from 'vitest'
import { archive, feed, home, notFound, robots, seo, sitemap, taxonomies } from '../src/index.js'
import { all, readXml, textOf } from './read-xml.js'

type Files = Record<string, string>

const plugins = [seo(), home(), archive(), taxonomies(), notFound(), sitemap(), robots()]
const config = { title: 'Notes', url: 'https://example.org/blog', perPage: 2, plugins }

const files: Files = {
  'content/posts/a.md':
    '---\ndate: 2024-01-01\ntags: [x, y]\n---\n# First\n\n[Second](./b.md#there) ![](./i.png) [up](#first)\n',
  'content/posts/i.png': 'not really',
  'content/posts/b.md': '---\ndate: 2024-01-02\ntags: [x]\n---\n# Second\n\n## There\n\nText.\n',
  'content/posts/c.md': '---\ndate: 2024-01-03\nupdated: 2024-02-01\n---\n# Third\n',
  'content/posts/undated.md': '# Undated\n',
  'content/pages/about.md': '# About\n',
}

const build = (content: Files, own = {}) =>
  testPlugin(feed, { files: content, config: { ...config, ...own } })

test('a site gets its lists, its feed, its sitemap and its robots.txt', async () => {
  const { messages, all: texts } = await build(files)
  expect(messages).toEqual([])
  expect(Object.keys(texts).filter((path) => !path.startsWith('assets/'))).toEqual([
    '404.html',
    'about/index.html',
    'archive/index.html',
    'feed.xml',
    'index.html',
    'page/2/index.html',
    'posts/a/index.html',
    'posts/b/index.html',
    'posts/c/index.html',
    'posts/undated/index.html',
    'robots.txt',
    'sitemap.xml',
    'tags/index.html',
    'tags/x/index.html',
    'tags/y/index.html',
  ])
  expect(texts['robots.txt']).toContain('Sitemap: https://example.org/blog/sitemap.xml\n')
})

test('I9: the feed has the dated posts, newest first, and every address in it is whole', async () => {
  const { all: texts } = await build(files)
  const entries = all(readXml(texts['feed.xml'] ?? ''), 'entry')
  expect(entries.map((entry) => textOf(entry, 'title'))).toEqual(['Third', 'Second', 'First'])
  const html = textOf(entries[2] as never, 'content') ?? ''
  const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)
  expect(addresses.length).toBeGreaterThanOrEqual(3)
  for (const address of addresses) expect(address).toMatch(/^https:\/\/example\.org\/blog\//)
})

test('the sitemap has all pages but the one of unknown addresses', async () => {
  const { all: texts } = await build(files)
  const urls = all(readXml(texts['sitemap.xml'] ?? ''), 'url').map((url) => textOf(url, 'loc'))
  expect(urls).toHaveLength(11)
  expect(urls).toContain('https://example.org/blog/tags/x/')
  expect(urls.join()).not.toContain('404')
})

test('the first page of home is that of the entry pages/index', async () => {
  const { messages, all: texts } = await build({
    ...files,
    'content/pages/index.md': '# Welcome\n\nHello.\n',
  })
  expect(messages).toEqual([])
  expect(texts).toHaveProperty(['index.html'])
})

test('files of the author take the place of robots.txt and of 404.html', async () => {
  const own = { 'public/robots.txt': 'mine', 'public/404.html': 'mine too' }
  const { messages, all: texts } = await build({ ...files, ...own })
  expect(messages).toEqual([])
  expect([texts['robots.txt'], texts['404.html']]).toEqual(['mine', 'mine too'])
})

test('without a url one notice says what is left out', async () => {
  const { messages, all: texts } = await build(files, { url: undefined })
  expect(messages.map(({ rule, plugin }) => [rule, plugin])).toEqual([['feed-needs-url', 'feed']])
  expect(texts).not.toHaveProperty(['feed.xml'])
  expect(texts).not.toHaveProperty(['sitemap.xml'])
})

test('A30: what is hidden is in no list, feed or sitemap', async () => {
  const hidden = (name: string, field: string) => ({
    [`content/posts/${name}.md`]: `---\ndate: 2024-05-01\n${field}\ntags: [canary-${name}]\n---\n# Canary ${name}\n\ncanary\n`,
  })
  const { messages, all: texts } = await build({
    ...files,
    ...hidden('draft', 'draft: true'),
    ...hidden('future', 'publishAt: 2030-01-01'),
    ...hidden('expired', 'expiresAt: 2024-06-01'),
    ...hidden('unlisted', 'unlisted: true'),
  })
  expect(messages.filter(({ severity }) => severity === 'error')).toEqual([])
  const traces = Object.entries(texts)
    .filter(([path, text]) => /canary/i.test(path + text))
    .map(([path]) => path)
  expect(traces).toEqual(['posts/unlisted/index.html'])
})

describe('an edit gives the bytes and messages of a clean build', () => {
  const edits: [string, Files][] = [
    [
      'a new title',
      { 'content/posts/b.md': '---\ndate: 2024-01-02\ntags: [x]\n---\n# Another\n\n## There\n' },
    ],
    [
      'another tag',
      { 'content/posts/b.md': '---\ndate: 2024-01-02\ntags: [X]\n---\n# Second\n\n## There\n' },
    ],
    ['another date', { 'content/posts/a.md': '---\ndate: 2024-03-01\n---\n# First\n' }],
    ['a draft', { 'content/posts/c.md': '---\ndate: 2024-01-03\ndraft: true\n---\n# Third\n' }],
    ['a new post', { 'content/posts/d.md': '---\ndate: 2024-01-04\n---\n# Fourth\n' }],
    ['a welcome', { 'content/pages/index.md': '---\nsummary: Hi\n---\n# Welcome\n' }],
    ['an own robots.txt', { 'public/robots.txt': 'mine' }],
  ]

  test.each(edits)('%s', async (_, edit) => {
    const built = await build(files)
    expect((await built.edit({ files: edit })).changed).not.toEqual([])
  })
})
