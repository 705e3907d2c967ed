import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { written } from '../test/written.js'
import { authorship } from './author.js'
import { type AuthorsOptions, authors } from './authors.js'
import { feed } from './feed.js'

/** Posts by number, each by these authors. */
const by = (...lists: string[][]) =>
  Object.fromEntries(lists.map((names, at) => [`content/posts/${at}.md`, written({ authors: names })]))
const adaText = written({ title: 'Ada Byron', permalink: '/people/ada/', summary: 'Counts.' })
const ada = { 'content/authors/ada.md': adaText }
const build = (files: Record<string, string>, options?: AuthorsOptions, config = {}) =>
  testPlugin(() => authors(options), { files, config })

test('a name has a page under the list of all', async () => {
  const { pages } = await build(by(['Grace Hopper'], []))
  expect(pages).toEqual([
    {
      permalink: '/authors/',
      layout: 'authors',
      params: { field: 'authors', base: '/authors/' },
      title: 'Authors',
      navigation: 'Authors',
      owner: 'authors',
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
      owner: 'authors',
    },
  ])
})

test('the entry of an author gives name, address and text; further pages have none', async () => {
  const built = await build({ ...by(['ada'], ['ada'], ['ada']), ...ada }, {}, { perPage: 2 })
  expect(built.messages).toEqual([])
  const [, first, second] = built.pages
  expect(first).toMatchObject({
    permalink: '/people/ada/',
    title: 'Ada Byron',
    description: 'Counts.',
    entry: 'authors/ada',
    params: { term: 'ada', number: 1, pages: 2, perPage: 2 },
  })
  expect(second).toMatchObject({ permalink: '/people/ada/page/2/', title: 'Ada Byron' })
  expect(second).not.toHaveProperty('entry')
  const without = await built.edit({ files: { 'content/authors/ada.md': undefined } })
  expect(without.pages.map(({ permalink }) => permalink)).toEqual([
    '/authors/',
    '/authors/ada/',
    '/authors/ada/page/2/',
  ])
})

test('who has an unlisted entry is named and not linked; their pages are unlisted', async () => {
  const files = {
    ...by(['uma'], ['uma']),
    'content/authors/uma.md': written({ title: 'Uma', permalink: '/uma.html', unlisted: true }),
  }
  const { pages, answer } = await testPlugin(() => authors({ perPage: 1 }), {
    files,
    ask: (context) => context.use(authorship).author('uma'),
  })
  expect(answer).toEqual({ name: 'Uma' })
  const shown = pages.filter(({ owner, permalink }) => owner === 'authors' && permalink !== '/authors/')
  expect(shown.map(({ permalink, unlisted }) => [permalink, unlisted])).toEqual([
    ['/uma.html', true],
    ['/uma/page/2/', true],
  ])
})

test('an author whose page is a file has further pages and a feed in a folder beside it', async () => {
  const files = {
    ...by(['dora'], ['dora']),
    'content/authors/dora.md': written({ title: 'Dora', permalink: '/about/dora.html' }),
  }
  const config = { url: 'https://example.org', plugins: [feed({ per: ['authors'] })] }
  const { pages, all, messages } = await build(files, { perPage: 1 }, config)
  expect(messages).toEqual([])
  expect(pages.map(({ permalink }) => permalink)).toContain('/about/dora/page/2/')
  expect(Object.keys(all)).toContain('about/dora/feed.xml')
})

test('the service says who is meant, and whether there is a page', async () => {
  const { answer } = await testPlugin(authors, {
    files: { ...by(['Grace']), ...ada },
    ask: (context) =>
      Promise.all(['ada', 'Grace', 'Nobody'].map((name) => context.use(authorship).author(name))),
  })
  expect(answer).toEqual([
    { name: 'Ada Byron', permalink: '/people/ada/' },
    { name: 'Grace', permalink: '/authors/grace/' },
    { name: 'Nobody' },
  ])
})

test('A30: without listed entries there are no pages', async () => {
  const secret = written({ authors: ['secret'], unlisted: true })
  expect((await build({ 'content/posts/a.md': secret, ...ada })).pages).toEqual([])
})

test('options say where it all lies', async () => {
  const files = {
    'content/notes/a.md': written({ authors: ['ada'] }),
    'content/people/ada.md': adaText,
  }
  const options = { profiles: 'people', base: '/who/', layout: 'person', collection: 'notes', perPage: 3 }
  const { pages } = await build(files, { ...options, indexLayout: 'people', title: 'People' })
  const [page, index] = pages
  expect(index).toMatchObject({ permalink: '/who/', layout: 'people', title: 'People' })
  expect(page).toMatchObject({
    layout: 'person',
    entry: 'people/ada',
    params: { collection: 'notes', perPage: 3 },
  })
})

test('names of one address share the page of the one with an entry, and a warning names them', async () => {
  const profile = { 'content/authors/ada.md': written({ title: 'Ada Byron' }) }
  const built = await build({ ...by(['Ada'], ['Ada'], ['ada']), ...profile })
  expect(built.pages.map(({ permalink, title }) => [permalink, title])).toEqual([
    ['/authors/', 'Authors'],
    ['/authors/ada/', 'Ada Byron'],
  ])
  const [message, ...others] = built.messages
  expect(others).toEqual([])
  expect(message).toMatchObject({
    rule: 'terms-share-slug',
    plugin: 'authors',
    path: 'content/posts/0.md',
    remedy: 'Write `ada` in all entries.',
  })
  const mended = await built.edit({ files: by(['ada'], ['ada'], ['ada']) })
  expect(mended.messages).toEqual([])
})

test('names like properties of objects are names', async () => {
  const { pages } = await build(by(['__proto__', 'constructor']))
  expect(pages.map(({ title }) => title)).toEqual(['Authors', 'constructor', '__proto__'])
})

test('titles and texts of posts are not asked for', async () => {
  const built = await build(by(['ada'], ['ada']))
  const longer = await built.edit({
    files: { 'content/posts/0.md': written({ authors: ['ada'], title: 'New' }, 'More.') },
  })
  expect(longer.ran).toEqual([])
})

test('wrong options are refused', async () => {
  expect(await refusals(authors({ base: 'authors' }))).toContain(
    '`base`: it must be an address that starts and ends with `/`, not "authors".',
  )
})
