import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { feedSource } from '../src/feed-source.js'

const item = (guid: string, rest = '') => `<item><guid>${guid}</guid><title>${guid}</title>${rest}</item>`
const rss = (...items: string[]) => `<rss version="2.0"><channel>\n${items.join('\n')}\n</channel></rss>`
const date = '<pubDate>Wed, 02 Oct 2002 15:00:00 +0200</pubDate>'

const options = {
  feeds: [
    { file: 'data/a.xml', collection: 'notes' },
    { file: 'data/b.json', collection: 'notes' },
  ],
}
const files = {
  'content/posts/a.md': '# A',
  'data/a.xml': rss(item('one', date), item('two'), item('one', date)),
  'data/b.json':
    '{"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": [\n {"id": "one"},\n {"id": "three"}]}',
}

/** Where messages stand, by file, line and column. */
const places = (
  messages: { rule: string; path?: string; place?: { start: { line: number; column: number } } }[],
) => messages.map(({ rule, path, place }) => `${rule} ${path}:${place?.start.line}:${place?.start.column}`)

test('messages name the file and the line of an item', async () => {
  const { messages } = await testPlugin(() => feedSource(options), { files })
  expect(places(messages)).toEqual([
    'feed-source-undated data/a.xml:3:1',
    'feed-source-duplicate data/a.xml:4:1',
    'feed-source-duplicate data/b.json:2:2',
    'feed-source-undated data/b.json:2:2',
    'feed-source-undated data/b.json:3:2',
  ])
  expect(messages[2]?.text).toContain('data/a.xml:2:1')
})

test('so do messages of the schema, and an item that moves is told where it stands now', async () => {
  const schema = z.looseObject({ date: z.string() })
  const config = { collections: { notes: { schema } } }
  const one = { feeds: [{ file: 'data/a.xml', collection: 'notes' }] }
  const built = await testPlugin(() => feedSource(one), {
    files: { ...files, 'data/a.xml': rss(item('one', date), item('two')) },
    config,
  })
  const told = (messages: typeof built.messages) =>
    places(messages.filter(({ severity }) => severity === 'error'))
  expect(told(built.messages)).toEqual(['frontmatter-schema data/a.xml:3:1'])
  const next = await built.edit({
    files: { 'data/a.xml': rss(item('new', date), item('one', date), item('two')) },
  })
  expect(told(next.messages)).toEqual(['frontmatter-schema data/a.xml:4:1'])
})
