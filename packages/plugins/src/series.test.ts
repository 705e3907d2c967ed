import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type SeriesOptions, series } from './series.js'
import type { SeriesPart, SeriesPlace } from './series-part.js'

const plan = async (site: FakeSite, options?: SeriesOptions) =>
  (await series(options).pages?.(fakeSite(site, series(options)))) ?? []
const check = async (site: FakeSite) => (await series().check?.(fakeSite(site, series()))) ?? []
const ask = async (name: string, site: FakeSite, argument: string) =>
  series().tasks?.[name]?.(fakeSite(site, series()) as never, argument as never)
const partsOf = async (site: FakeSite) => {
  const parts = (await ask('partsOf', site, 'Engines')) as SeriesPart[]
  return parts.map(({ id }) => id.replace('posts/', ''))
}

const part = (name: string, data: object = {}, date?: string) => ({
  id: `posts/${name}`,
  title: name.toUpperCase(),
  ...(date === undefined ? {} : { date }),
  data: { series: 'Engines', ...data },
})

test('parts come by number, then the oldest first, then by id', async () => {
  const entries = [
    part('late', {}, '2024-03-01'),
    part('early', {}, '2024-01-01T10:00:00Z'),
    part('undated-b'),
    part('undated-a'),
    part('ten', { part: 10 }, '2020-01-01'),
    part('two', { seriesOrder: 2 }, '2024-05-01'),
    part('prologue', { part: 0, seriesOrder: 9 }),
    part('wrong', { part: 'four' }, '2024-02-01'),
  ]
  expect(await partsOf({ entries })).toEqual([
    ...['prologue', 'two', 'ten', 'early', 'wrong', 'late', 'undated-a', 'undated-b'],
  ])
})

test('dates begin in the zone of the site, never in that of the machine', async () => {
  const entries = [part('a', {}, '2024-01-01T00:30'), part('b', {}, '2023-12-31T22:00Z')]
  expect(await partsOf({ entries, config: { timeZone: 'Asia/Tokyo' } })).toEqual(['a', 'b'])
  expect(await partsOf({ entries, config: { timeZone: 'America/New_York' } })).toEqual(['b', 'a'])
})

test('an entry knows its place and those around it', async () => {
  const entries = [part('c', { part: 5 }), part('a', { part: 1 }), part('b', { part: 3 })]
  expect(await ask('seriesOf', { entries }, 'posts/b')).toEqual({
    name: 'Engines',
    permalink: '/series/engines/',
    part: 2,
    parts: 3,
    previous: { id: 'posts/a', title: 'A', permalink: '/posts/a/' },
    next: { id: 'posts/c', title: 'C', permalink: '/posts/c/' },
  })
  const first = (await ask('seriesOf', { entries }, 'posts/a')) as SeriesPlace
  expect(first.previous).toBeUndefined()
})

test('A30: what is in no series, or in no list, has no place', async () => {
  const entries = [part('a'), { ...part('b'), unlisted: true }, { id: 'posts/c' }]
  expect(await ask('seriesOf', { entries }, 'posts/b')).toBeUndefined()
  expect(await ask('seriesOf', { entries }, 'posts/c')).toBeUndefined()
  expect(await ask('seriesOf', { entries }, 'posts/none')).toBeUndefined()
  expect(await partsOf({ entries })).toEqual(['a'])
})

test('a series has a page, and all of them have one', async () => {
  expect(await plan({ entries: [part('a'), part('b')] }, { base: '/guides/', title: 'Guides' })).toEqual([
    {
      permalink: '/guides/',
      layout: 'terms',
      params: { field: 'series', base: '/guides/' },
      title: 'Guides',
      navigation: 'Guides',
    },
    {
      permalink: '/guides/engines/',
      layout: 'series',
      params: { field: 'series', base: '/guides/', term: 'Engines', slug: 'engines' },
      title: 'Engines',
    },
  ])
  expect(await plan({ entries: [{ id: 'posts/a' }] })).toEqual([])
})

test('two parts of one number are named, and two names of one address', async () => {
  const entries = [
    part('a', { part: 1 }),
    part('b', { part: 1 }),
    part('c', { part: 2 }),
    part('d', { series: 'engines' }),
  ]
  const messages = await check({ entries })
  expect(messages.map(({ rule, path }) => [rule, path])).toEqual([
    ['terms-share-slug', 'content/posts/d.md'],
    ['series-part-twice', 'content/posts/b.md'],
  ])
  expect(messages[1]?.text).toContain('part 1 of the series `Engines`: content/posts/a.md and')
})

test('wrong options are refused', () => {
  expect(() => settingsOf(series({ feild: 'x' } as never))).toThrow('Did you mean `field`?')
})
