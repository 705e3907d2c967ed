import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { type BacklinksOptions, backlinks, backlinksService } from './backlinks.js'

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

const build = (options?: BacklinksOptions) =>
  testPlugin(() => backlinks(options), {
    files,
    config: { base: '/blog/' },
    ask: (context) => context.use(backlinksService).to('posts/a'),
  })

test('who links to an entry, newest first, those without a date last', async () => {
  expect((await build()).answer).toEqual([
    { title: 'C', url: '/blog/posts/c/', date: '2024-01-03T10:00:00+02:00' },
    { title: 'B', url: '/blog/posts/b/', date: '2024-01-02' },
    { title: 'E', url: '/blog/notes/e/' },
  ])
})

test('of one collection only', async () => {
  expect((await build({ collection: 'notes' })).answer).toMatchObject([{ title: 'E' }])
})

test('links come and go; what an entry says else reaches nobody', async () => {
  let built = await build()
  const titles = async (change: Record<string, string | undefined>) => {
    built = await built.edit({ files: change })
    return built.answer?.map(({ title }) => title)
  }
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
  expect(await titles({ 'content/posts/b.md': post('2024-06-01\nnote: x', 'New B') })).toHaveLength(4)
  expect(built.ran).toEqual(['tasks.link posts/b'])
  expect(await titles({ 'content/posts/c.md': undefined })).toEqual(['New B', 'D', 'E'])
})

test('wrong options are refused', async () => {
  expect(await refusals(backlinks({ collection: 3 as never }))).toContain('`collection`: it must be the name')
})
