import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type HomeOptions, home } from './home.js'

const posts = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `posts/${index}` }))
const plan = async (site: FakeSite, options?: HomeOptions) =>
  home(options).pages?.(fakeSite(site, home(options)))

test('the newest entries are spread over pages', async () => {
  expect(await plan({ entries: posts(5), config: { perPage: 2 } })).toEqual([
    { permalink: '/', layout: 'home', params: { number: 1, pages: 3, perPage: 2 } },
    { permalink: '/page/2/', layout: 'home', params: { number: 2, pages: 3, perPage: 2 } },
    { permalink: '/page/3/', layout: 'home', params: { number: 3, pages: 3, perPage: 2 } },
  ])
})

test('an option says how many entries one page has', async () => {
  expect(await plan({ entries: posts(5) }, { perPage: 3 })).toHaveLength(2)
})

test('a site without entries has a home page', async () => {
  expect(await plan({})).toEqual([
    { permalink: '/', layout: 'home', params: { number: 1, pages: 1, perPage: 10 } },
  ])
})

test('A30: unlisted entries, and those of collections that are in no feed, do not count', async () => {
  const entries = [...posts(2), { id: 'posts/hidden', unlisted: true }, { id: 'notes/a' }]
  expect(await plan({ entries }, { perPage: 2 })).toHaveLength(1)
})

test('the first page takes the place of the entry pages/index', async () => {
  const welcome = { id: 'pages/index', permalink: '/', summary: 'Hello', data: { title: 'Me' }, title: 'Me' }
  const pages = await plan({ entries: [welcome, ...posts(3)] }, { perPage: 2 })
  expect(pages?.map(({ entry }) => entry)).toEqual(['pages/index', undefined])
  expect(pages?.[0]).toMatchObject({ layout: 'home', title: 'Me', description: 'Hello' })
  expect(pages?.[1]).not.toHaveProperty('title')
})

test('a title that is but the name of the file is none, a layout in the frontmatter counts', async () => {
  const welcome = { id: 'pages/index', permalink: '/', layout: 'landing', unlisted: true }
  const [page] = (await plan({ entries: [welcome] })) ?? []
  expect(page).toMatchObject({ entry: 'pages/index', layout: 'landing', unlisted: true })
  expect(page).not.toHaveProperty('title')
})

test('an entry pages/index with an address of its own stays there', async () => {
  const welcome = { id: 'pages/index', permalink: '/start/' }
  const [page] = (await plan({ entries: [welcome] })) ?? []
  expect(page).not.toHaveProperty('entry')
})

test('no list of entries is asked for', async () => {
  const site = fakeSite({ entries: posts(3) }, home())
  await home().pages?.(site)
  expect(site.asked).toEqual(['config perPage', 'entry pages/index', 'count {}'])
})

test('a wrong option is refused', () => {
  expect(() => settingsOf(home({ perPage: 0 }))).toThrow(
    '`perPage`: it must be a whole number from 1 to 10000, not 0.',
  )
})
