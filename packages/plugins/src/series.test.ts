import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { series } from './series.js'
import { seriesParts } from './series-part.js'

/** The text of a part, called by the capital letters of its name. */
const part = (name: string, fields: object = {}) => ({
  [`content/posts/${name}.md`]: written({ title: name.toUpperCase(), series: 'Engines', ...fields }),
})

/** Names of the parts, in order. */
const partsOf = async (files: Record<string, string>, config = {}) => {
  const { answer } = await testPlugin(series, {
    files,
    config,
    ask: (context) => context.use(seriesParts).partsOf('Engines'),
  })
  return answer?.map(({ id }) => id.replace('posts/', ''))
}

const placeOf = async (id: string, files: Record<string, string>) => {
  const ask = testPlugin(series, { files, ask: (context) => context.use(seriesParts).seriesOf(id) })
  return (await ask).answer
}

test('parts come by number, then the oldest first, then by id', async () => {
  const files = {
    ...part('late', { date: '2024-03-01' }),
    ...part('early', { date: '2024-01-01T10:00:00Z' }),
    ...part('undated-b'),
    ...part('undated-a'),
    ...part('ten', { part: 10, date: '2020-01-01' }),
    ...part('two', { seriesOrder: 2, date: '2024-05-01' }),
    ...part('prologue', { part: 0, seriesOrder: 9 }),
    ...part('wrong', { part: 'four', date: '2024-02-01' }),
  }
  expect(await partsOf(files)).toEqual([
    ...['prologue', 'two', 'ten', 'early', 'wrong', 'late', 'undated-a', 'undated-b'],
  ])
})

test('dates begin in the zone of the site, never in that of the machine', async () => {
  const files = { ...part('a', { date: '2024-01-01' }), ...part('b', { date: '2023-12-31T20:00:00Z' }) }
  expect(await partsOf(files, { timeZone: 'Asia/Tokyo' })).toEqual(['a', 'b'])
  expect(await partsOf(files, { timeZone: 'America/New_York' })).toEqual(['b', 'a'])
})

test('an entry knows its place and those around it', async () => {
  const files = { ...part('c', { part: 5 }), ...part('a', { part: 1 }), ...part('b', { part: 3 }) }
  expect(await placeOf('posts/b', files)).toEqual({
    name: 'Engines',
    permalink: '/series/engines/',
    part: 2,
    parts: 3,
    previous: { id: 'posts/a', title: 'A', permalink: '/posts/a/' },
    next: { id: 'posts/c', title: 'C', permalink: '/posts/c/' },
  })
  expect(await placeOf('posts/a', files)).not.toHaveProperty('previous')
})

test('A30: what is in no series, or in no list, has no place', async () => {
  const files = {
    ...part('a'),
    ...part('b', { unlisted: true }),
    ...part('d', { draft: true }),
    'content/posts/c.md': '# C',
  }
  for (const name of ['b', 'c', 'd', 'none']) expect(await placeOf(`posts/${name}`, files)).toBeUndefined()
  expect(await partsOf(files)).toEqual(['a'])
})

test('a series has a page, and all of them have one; with its last part its page goes', async () => {
  const options = { base: '/guides/', title: 'Guides' }
  const built = await testPlugin(() => series(options), { files: { ...part('a'), ...part('b') } })
  expect(built.pages).toEqual([
    {
      permalink: '/guides/',
      layout: 'terms',
      params: { field: 'series', base: '/guides/' },
      title: 'Guides',
      navigation: 'Guides',
      owner: 'series',
    },
    {
      permalink: '/guides/engines/',
      layout: 'series',
      params: { field: 'series', base: '/guides/', term: 'Engines', slug: 'engines' },
      title: 'Engines',
      owner: 'series',
    },
  ])
  const plain = { 'content/posts/a.md': '# A', 'content/posts/b.md': '# B' }
  expect((await built.edit({ files: plain })).pages).toEqual([])
})

test('two parts of one number are named, and two names of one address', async () => {
  const files = {
    ...part('a', { part: 1 }),
    ...part('b', { part: 1 }),
    ...part('c', { part: 2 }),
    ...part('d', { series: 'engines' }),
  }
  const built = await testPlugin(series, { files })
  expect(built.messages.map(({ rule, path }) => [rule, path])).toEqual([
    ['series-part-twice', 'content/posts/b.md'],
    ['terms-share-slug', 'content/posts/d.md'],
  ])
  expect(built.messages[0]?.text).toContain('part 1 of the series `Engines`: content/posts/a.md and')
  const mended = await built.edit({ files: { ...part('b', { part: 3 }), ...part('d') } })
  expect(mended.messages).toEqual([])
})

test('a field of the wrong kind is named, and counts as absent', async () => {
  const files = {
    ...part('a', { part: 'one' }),
    ...part('b', { seriesOrder: [1] }),
    ...part('c', { series: { a: 1 } }),
    ...part('d', { part: null }),
  }
  const built = await testPlugin(series, { files })
  expect(built.messages.map(({ rule, severity, path }) => [rule, severity, path])).toEqual(
    ['a', 'b', 'c'].map((name) => ['field-kind', 'warning', `content/posts/${name}.md`]),
  )
  expect(built.messages[0]?.text).toContain('Field `part` is text "one", expected a number;')
  expect(built.messages[1]?.text).toContain('Field `seriesOrder` is a list, expected a number;')
  expect(built.messages[2]?.text).toContain('Field `series` is a mapping, expected a text;')
})

test('wrong options are refused', async () => {
  expect(await refusals(series({ feild: 'x' } as never))).toContain('Did you mean `field`?')
})
