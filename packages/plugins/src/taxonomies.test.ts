import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type TaxonomiesOptions, taxonomies } from './taxonomies.js'

const plan = async (site: FakeSite, options?: TaxonomiesOptions) =>
  (await taxonomies(options).pages?.(fakeSite(site, taxonomies(options)))) ?? []
const check = async (site: FakeSite, options?: TaxonomiesOptions) =>
  (await taxonomies(options).check?.(fakeSite(site, taxonomies(options)))) ?? []

const tagged = (...lists: string[][]) => lists.map((tags, index) => ({ id: `posts/${index}`, tags }))

test('every tag has a page, and all of them have one', async () => {
  expect(await plan({ entries: tagged(['erlang', 'c'], ['erlang']) })).toEqual([
    { permalink: '/tags/', layout: 'terms', navigation: 'Tags', params: { field: 'tags', base: '/tags/' } },
    {
      permalink: '/tags/erlang/',
      layout: 'term',
      params: {
        field: 'tags',
        term: 'erlang',
        slug: 'erlang',
        base: '/tags/',
        number: 1,
        pages: 1,
        perPage: 10,
      },
      title: 'erlang',
    },
    {
      permalink: '/tags/c/',
      layout: 'term',
      params: { field: 'tags', term: 'c', slug: 'c', base: '/tags/', number: 1, pages: 1, perPage: 10 },
      title: 'c',
    },
  ])
})

test('a term with many entries has several pages', async () => {
  const entries = tagged(['a'], ['a'], ['a'], ['b'])
  const pages = await plan({ entries, config: { perPage: 2 } })
  expect(pages.map(({ permalink }) => permalink)).toEqual([
    '/tags/',
    '/tags/a/',
    '/tags/a/page/2/',
    '/tags/b/',
  ])
  expect(pages[2]?.params).toMatchObject({ number: 2, pages: 2, perPage: 2 })
  expect(await plan({ entries }, { perPage: 1 })).toHaveLength(5)
})

test('without terms there are no pages', async () => {
  expect(await plan({ entries: tagged([]) })).toEqual([])
  expect(await plan({})).toEqual([])
})

test('A30: tags of unlisted entries have no page', async () => {
  expect(await plan({ entries: [{ id: 'posts/a', tags: ['secret'], unlisted: true }] })).toEqual([])
})

test('any field of any collection can be a taxonomy', async () => {
  const entries = [{ id: 'articles/a', data: { topics: ['cloud'] } }]
  const options = {
    taxonomies: {
      topics: {
        collection: 'articles',
        base: '/about/topics/',
        layout: 'topic',
        indexLayout: 'topics',
        title: 'Topics',
      },
    },
  }
  expect(await plan({ entries }, options)).toEqual([
    {
      permalink: '/about/topics/',
      navigation: 'Topics',
      layout: 'topics',
      params: { field: 'topics', base: '/about/topics/', collection: 'articles' },
      title: 'Topics',
    },
    {
      permalink: '/about/topics/cloud/',
      layout: 'topic',
      params: {
        field: 'topics',
        term: 'cloud',
        slug: 'cloud',
        base: '/about/topics/',
        collection: 'articles',
        number: 1,
        pages: 1,
        perPage: 10,
      },
      title: 'cloud',
    },
  ])
})

test('names of one slug share the page of the most used one, and a warning names them', async () => {
  const entries = tagged(['erlang'], ['Erlang'], ['Erlang'])
  const pages = await plan({ entries })
  expect(pages.map(({ permalink, title }) => [permalink, title])).toEqual([
    ['/tags/', undefined],
    ['/tags/erlang/', 'Erlang'],
  ])
  const [message, ...others] = await check({ entries })
  expect(others).toEqual([])
  expect(message).toMatchObject({ rule: 'terms-share-slug', severity: 'warning', path: 'content/posts/0.md' })
  expect(message?.text).toContain('`Erlang` and `erlang`')
  expect(message?.text).toContain('`/tags/erlang/`')
})

test('terms with a slug each are no matter of warning', async () => {
  expect(await check({ entries: tagged(['a', 'b'], ['a']) })).toEqual([])
})

test('terms named like properties of objects are terms', async () => {
  const pages = await plan({ entries: tagged(['__proto__', 'constructor']) })
  expect(pages.map(({ title }) => title)).toEqual([undefined, '__proto__', 'constructor'])
})

test('entries are not asked for', async () => {
  const site = fakeSite({ entries: tagged(['a']) }, taxonomies())
  await taxonomies().pages?.(site)
  expect(site.asked).toEqual(['config perPage', 'terms tags {}'])
})

test('wrong options are refused', () => {
  expect(() => settingsOf(taxonomies({ taxonomies: { tags: { base: 'tags' } } }))).toThrow(
    '`taxonomies.tags.base`: it must be an address that starts and ends with `/`, not "tags".',
  )
  expect(() => settingsOf(taxonomies({ taxonomies: { tags: { feild: 'tags' } as never } }))).toThrow(
    '`taxonomies.tags.feild`: there is no such option. Did you mean `field`?',
  )
  expect(() => settingsOf(taxonomies({ taxonomies: { 'a b': {} } }))).toThrow("`a b` can't be an address")
  expect(() => settingsOf(taxonomies({ taxonomies: { tags: {}, topics: { base: '/tags/' } } }))).toThrow(
    '`taxonomies.topics`: `tags` has the `base` `/tags/` too.',
  )
})
