import { optionProblems, testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { home } from './home.js'

const posts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`content/posts/${index}.md`, '# Post']))

test('the newest entries are spread over pages', async () => {
  const built = await testPlugin(home, { files: posts(5), config: { perPage: 2 } })
  expect(built.messages).toEqual([])
  const common = { layout: 'home', owner: 'home' }
  expect(built.pages).toEqual([
    { permalink: '/', params: { number: 1, pages: 3, perPage: 2 }, ...common },
    { permalink: '/page/2/', params: { number: 2, pages: 3, perPage: 2 }, ...common },
    { permalink: '/page/3/', params: { number: 3, pages: 3, perPage: 2 }, ...common },
  ])
  const fewer = await built.edit({ files: { 'content/posts/4.md': undefined } })
  expect(fewer.pages.map(({ params }) => params.pages)).toEqual([2, 2])
})

test('an option says how many entries one page has', async () => {
  expect((await testPlugin(() => home({ perPage: 3 }), { files: posts(5) })).pages).toHaveLength(2)
})

test('a site without entries has a home page', async () => {
  const { pages } = await testPlugin(home)
  expect(pages).toMatchObject([{ permalink: '/', params: { number: 1, pages: 1, perPage: 10 } }])
})

test('A30: unlisted entries, and those of collections that are in no feed, do not count', async () => {
  const hidden = { 'content/posts/hidden.md': '---\nunlisted: true\n---\n# Hidden' }
  const files = { ...posts(2), ...hidden, 'content/notes/a.md': '# Note' }
  expect((await testPlugin(() => home({ perPage: 2 }), { files })).pages).toHaveLength(1)
})

test('the first page takes the place of the entry pages/index', async () => {
  const welcome = { 'content/pages/index.md': '---\ntitle: Me\nsummary: Hello\n---\n' }
  const built = await testPlugin(() => home({ perPage: 2 }), { files: { ...posts(3), ...welcome } })
  expect(built.messages).toEqual([])
  expect(built.pages.map(({ entry }) => entry)).toEqual(['pages/index', undefined])
  expect(built.pages[0]).toMatchObject({ layout: 'home', title: 'Me', description: 'Hello' })
  expect(built.pages[1]).not.toHaveProperty('title')
  const without = await built.edit({ files: { 'content/pages/index.md': undefined } })
  expect(without.pages[0]).not.toHaveProperty('entry')
})

test('a title that is but the name of the file is none, a layout in the frontmatter counts', async () => {
  const files = { 'content/pages/index.md': '---\nlayout: landing\nunlisted: true\n---\n' }
  const [page] = (await testPlugin(home, { files })).pages
  expect(page).toMatchObject({ entry: 'pages/index', layout: 'landing', unlisted: true })
  expect(page).not.toHaveProperty('title')
})

test('an entry pages/index with an address of its own stays there', async () => {
  const files = { 'content/pages/index.md': '---\npermalink: /start/\n---\n# Start\n' }
  const built = await testPlugin(home, { files })
  expect(built.pages).toHaveLength(1)
  expect(built.pages[0]).not.toHaveProperty('entry')
  expect(built.page('/start/')?.entry).toBe('pages/index')
})

test('titles and texts of entries are not asked for', async () => {
  const built = await testPlugin(home, { files: posts(3) })
  const edited = await built.edit({ files: { 'content/posts/1.md': '# Another\n\nMore text.\n' } })
  expect(edited.ran).toEqual([])
  expect((await edited.edit({ files: posts(4) })).ran).toEqual(['pages'])
})

test('a wrong option is refused', async () => {
  expect(await optionProblems(home({ perPage: 0 }))).toEqual([
    {
      option: 'perPage',
      message:
        'Plugin `home` refuses its option `perPage`: it must be a whole number from 1 to 10000, not 0.',
    },
  ])
})
