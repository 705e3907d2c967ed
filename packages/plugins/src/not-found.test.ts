import { optionProblems, testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { notFound } from './not-found.js'

test('there is a page for unknown addresses, kept out of the sitemap', async () => {
  const built = await testPlugin(notFound)
  expect(built.pages).toEqual([
    { permalink: '/404.html', layout: 'not-found', params: {}, unlisted: true, owner: 'not-found' },
  ])
  expect(Object.keys(built.outputs)).toEqual(['404.html'])
})

test('layout and title are options', async () => {
  const { pages } = await testPlugin(() => notFound({ layout: 'lost', title: 'Lost' }))
  expect(pages).toMatchObject([{ layout: 'lost', title: 'Lost' }])
})

test('a file or an entry of the author takes its place, and gives it back', async () => {
  const built = await testPlugin(notFound, { files: { 'public/404.html': '<p>' } })
  expect([built.status, built.pages, built.all['404.html']]).toEqual(['published', [], '<p>'])
  const entry = '---\npermalink: /404.html\n---\n# Mine\n'
  const own = await built.edit({ files: { 'public/404.html': undefined, 'content/pages/404.md': entry } })
  expect([own.status, own.pages]).toEqual(['published', []])
  expect(own.page('/404.html')?.owner).toBe('core')
  const elsewhere = await own.edit({ files: { 'content/pages/404.md': '# Elsewhere\n' } })
  expect(elsewhere.pages).toHaveLength(1)
})

test('a wrong option is refused', async () => {
  expect(await optionProblems(notFound({ layout: '../x' }))).toEqual([
    {
      option: 'layout',
      message: 'Plugin `not-found` refuses its option `layout`: it must be the name of a layout, not "../x".',
    },
  ])
})
