import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type AuthorsOptions, authors } from './authors.js'

const plan = async (site: FakeSite, options?: AuthorsOptions) =>
  (await authors(options).pages?.(fakeSite(site, authors(options)))) ?? []
const check = async (site: FakeSite, options?: AuthorsOptions) =>
  (await authors(options).check?.(fakeSite(site, authors(options)))) ?? []
const authorOf = async (site: FakeSite, name: string) =>
  authors().tasks?.author?.(fakeSite(site, authors()) as never, name as never)

const by = (...lists: string[][]) => lists.map((names, index) => ({ id: `posts/${index}`, authors: names }))
const ada = { id: 'authors/ada', title: 'Ada Byron', permalink: '/people/ada/', summary: 'Counts.' }

test('a name has a page under the list of all', async () => {
  expect(await plan({ entries: by(['Grace Hopper'], []) })).toEqual([
    {
      permalink: '/authors/',
      layout: 'authors',
      params: { field: 'authors', base: '/authors/' },
      title: 'Authors',
      navigation: 'Authors',
    },
    {
      permalink: '/authors/grace-hopper/',
      layout: 'author',
      params: {
        field: 'authors',
        term: 'Grace Hopper',
        slug: 'grace-hopper',
        base: '/authors/',
        number: 1,
        pages: 1,
        perPage: 10,
      },
      title: 'Grace Hopper',
    },
  ])
})

test('the entry of an author gives name, address and text; further pages have none', async () => {
  const site = { entries: [...by(['ada'], ['ada'], ['ada']), ada], config: { perPage: 2 } }
  const [, first, second] = await plan(site)
  expect(first).toMatchObject({
    permalink: '/people/ada/',
    title: 'Ada Byron',
    description: 'Counts.',
    entry: 'authors/ada',
    params: { term: 'ada', number: 1, pages: 2, perPage: 2 },
  })
  expect(second).toMatchObject({ permalink: '/people/ada/page/2/', title: 'Ada Byron' })
  expect(second).not.toHaveProperty('entry')
})

test('the service says who is meant, and whether there is a page', async () => {
  const site = { entries: [...by(['Grace']), ada] }
  expect(await authorOf(site, 'ada')).toEqual({ name: 'Ada Byron', permalink: '/people/ada/' })
  expect(await authorOf(site, 'Grace')).toEqual({ name: 'Grace', permalink: '/authors/grace/' })
  expect(await authorOf(site, 'Nobody')).toEqual({ name: 'Nobody' })
})

test('A30: without listed entries there are no pages', async () => {
  expect(await plan({ entries: [{ id: 'posts/a', authors: ['secret'], unlisted: true }, ada] })).toEqual([])
})

test('options say where it all lies', async () => {
  const entries = [
    { id: 'notes/a', authors: ['ada'] },
    { ...ada, id: 'people/ada' },
  ]
  const options = { profiles: 'people', base: '/who/', layout: 'person', collection: 'notes', perPage: 3 }
  const [index, page] = await plan({ entries }, { ...options, indexLayout: 'people', title: 'People' })
  expect(index).toMatchObject({ permalink: '/who/', layout: 'people', title: 'People' })
  expect(page).toMatchObject({
    layout: 'person',
    entry: 'people/ada',
    params: { collection: 'notes', perPage: 3 },
  })
})

test('names of one address share the page of the one with an entry, and a warning names them', async () => {
  const entries = [...by(['Ada'], ['Ada'], ['ada']), { ...ada, permalink: '/authors/ada/' }]
  const pages = await plan({ entries })
  expect(pages.map(({ permalink, title }) => [permalink, title])).toEqual([
    ['/authors/', 'Authors'],
    ['/authors/ada/', 'Ada Byron'],
  ])
  const [message, ...others] = await check({ entries })
  expect(others).toEqual([])
  expect(message).toMatchObject({
    rule: 'terms-share-slug',
    path: 'content/posts/0.md',
    remedy: 'Write `ada` in all entries.',
  })
})

test('names like properties of objects are names', async () => {
  const pages = await plan({ entries: by(['__proto__', 'constructor']) })
  expect(pages.map(({ title }) => title)).toEqual(['Authors', '__proto__', 'constructor'])
})

test('wrong options are refused', () => {
  expect(() => settingsOf(authors({ base: 'authors' }))).toThrow(
    '`base`: it must be an address that starts and ends with `/`, not "authors".',
  )
})
