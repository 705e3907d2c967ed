import { definePlugin } from '@blog-build/core/plugin'
import { expect, test } from 'vitest'
import { writtenSite } from '../test/written-site.js'
import { type BacklinksOptions, backlinks, backlinksService } from './backlinks.js'

/** Writes who links to `posts/a`, as the service says. */
const tell = definePlugin({
  name: 'tell',
  requires: [backlinksService],
  emit: async (context) => [
    { path: 'told.json', body: JSON.stringify(await context.use(backlinksService).to('posts/a')) },
  ],
})

const post = (date: string, title: string, body = '[a](../posts/a.md)') =>
  `---\n${date === '' ? '' : `date: ${date}\n`}title: ${title}\n---\n${body}\n`

const files = {
  'content/posts/a.md': post('2024-01-01', 'A', '[me](./a.md)'),
  'content/posts/b.md': post('2024-01-02', 'B'),
  'content/posts/c.md': post('2024-01-03T10:00:00+02:00', 'C', '[a](./a.md) and [a](./a.md?x)'),
  'content/posts/d.md': post('2024-01-04', 'D', 'no link'),
  'content/notes/e.md': post('', 'E'),
  'content/posts/draft.md': post('2024-01-05', 'Draft').replace('---\n', '---\ndraft: true\n'),
}

const site = (options?: BacklinksOptions) =>
  writtenSite([tell, backlinks(options)], files, { base: '/blog/' })
const told = (texts: ReadonlyMap<string, string>) => JSON.parse(texts.get('told.json') ?? '')

test('who links to an entry, newest first, those without a date last', async () => {
  expect(told((await site().build()).texts)).toEqual([
    { title: 'C', url: '/blog/posts/c/', date: '2024-01-03T10:00:00+02:00' },
    { title: 'B', url: '/blog/posts/b/', date: '2024-01-02' },
    { title: 'E', url: '/blog/notes/e/' },
  ])
})

test('of one collection only', async () => {
  expect(told((await site({ collection: 'notes' }).build()).texts)).toMatchObject([{ title: 'E' }])
})

test('edits give what a clean build gives', async () => {
  const edited = site()
  await edited.build()
  const titles = async (change: Record<string, string | undefined>) =>
    told((await edited.edit(change)).texts).map(({ title }: { title: string }) => title)
  expect(await titles({ 'content/posts/d.md': post('2024-01-04', 'D', '[a](a.md)') })).toEqual([
    'D',
    'C',
    'B',
    'E',
  ])
  expect(await titles({ 'content/posts/b.md': post('2024-06-01', 'New B') })).toEqual([
    'New B',
    'D',
    'C',
    'E',
  ])
  expect(await titles({ 'content/posts/c.md': undefined })).toEqual(['New B', 'D', 'E'])
})
