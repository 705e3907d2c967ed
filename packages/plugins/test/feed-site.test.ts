import { testPlugin } from '@blog-build/core/testing'
import { parseFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { authors } from '../src/authors.js'
import { feed } from '../src/feed.js'
import { series } from '../src/series.js'
import { taxonomies } from '../src/taxonomies.js'
import { readXml } from './read-xml.js'

const options = {
  formats: ['atom' as const, 'rss' as const, 'json' as const],
  per: ['tags', 'authors', 'series'],
}
const others = () => [taxonomies(), authors(), series()]
const url = 'https://example.org'

const post = (title: string, more = '') =>
  `---\ntitle: ${JSON.stringify(title)}\ndate: 2024-01-31\ntags: [t]\nauthors: [Ada]\nseries: S\n${more}---\nText.\n`

/** Ids of the entries of each feed, by its path. */
function idsOf(outputs: Record<string, string>): Record<string, (string | undefined)[]> {
  const feeds = Object.entries(outputs).filter(([path]) => /\.(?:xml|json)$/.test(path))
  return Object.fromEntries(
    feeds.map(([path, text]) => {
      const { format, feed } = parseFeed(text)
      if (format === 'atom') return [path, (feed.entries ?? []).map(({ id }) => id)]
      if (format === 'rss') return [path, (feed.items ?? []).map(({ guid }) => guid?.value)]
      return [path, format === 'json' ? (feed.items ?? []).map(({ id }) => id) : []]
    }),
  )
}

test('ids are the same in every feed, after another slug, and under another domain', async () => {
  const built = await testPlugin(() => feed(options), {
    files: { 'content/posts/a.md': post('A') },
    config: { url, plugins: others() },
  })
  const before = idsOf(built.outputs)
  expect(Object.keys(before)).toHaveLength(12)
  const [id] = Object.values(before)[0] ?? []
  expect(id).toMatch(/^urn:uuid:/)
  expect(new Set(Object.values(before).flat())).toEqual(new Set([id]))

  const next = await built.edit({ files: { 'content/posts/a.md': post('Another', 'slug: new\n') } })
  expect(next.outputs['feed.xml']).toContain(`${url}/posts/new/`)
  expect(idsOf(next.outputs)).toEqual(before)

  const moved = await testPlugin(() => feed({ ...options, id: 'example.org' }), {
    files: { 'content/posts/a.md': post('A') },
    config: { url: 'https://new.example.com', plugins: others() },
  })
  expect(moved.outputs['feed.xml']).toContain('https://new.example.com/posts/a/')
  expect(idsOf(moved.outputs)).toEqual(before)
})

test('hostile titles are well-formed in each feed, and read back', async () => {
  const titles = [
    'a ]]> b <![CDATA[',
    '& &amp; &#0; <b>',
    '😀 e\u0301 \u202e',
    'x\u0001\u000b\u007fy',
    '\ud800 \udfff',
    '"\'--><!--',
  ]
  const files = Object.fromEntries(titles.map((title, at) => [`content/posts/p${at}.md`, post(title)]))
  const { outputs, status } = await testPlugin(() => feed(options), {
    files,
    config: { url, plugins: others() },
  })
  expect(status).toBe('published')
  const feeds = idsOf(outputs)
  expect(Object.values(feeds).map((ids) => ids.length)).toEqual(Array(12).fill(titles.length))
  for (const [path, text] of Object.entries(outputs)) if (path.endsWith('.xml')) readXml(text)
  const found = parseFeed(outputs['feed.json'] ?? '')
  expect(found.format === 'json' && found.feed.items?.map(({ title }) => title)).toContain('& &amp; &#0; <b>')
})

test('alone, and without entries, it is a feed all the same', async () => {
  const { outputs } = await testPlugin(() => feed(options), { config: { url } })
  expect(Object.keys(outputs).sort()).toEqual(['feed.json', 'feed.xml', 'rss.xml'])
  expect(Object.values(idsOf(outputs))).toEqual([[], [], []])
})
