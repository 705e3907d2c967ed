import { expect, test } from 'vitest'
import { type FakeSite, fakeSite, settingsOf } from '../test/fake-site.js'
import { type NotFoundOptions, notFound } from './not-found.js'

const plan = async (site: FakeSite, options?: NotFoundOptions) =>
  notFound(options).pages?.(fakeSite(site, notFound(options)))

test('there is a page for unknown addresses, kept out of the sitemap', async () => {
  expect(await plan({})).toEqual([
    { permalink: '/404.html', layout: 'not-found', params: {}, unlisted: true },
  ])
})

test('layout and title are options', async () => {
  expect(await plan({}, { layout: 'lost', title: 'Lost' })).toMatchObject([{ layout: 'lost', title: 'Lost' }])
})

test('a file or an entry of the author takes its place', async () => {
  expect(await plan({ files: { 'public/404.html': '<p>' } })).toEqual([])
  expect(await plan({ entries: [{ id: 'pages/404', permalink: '/404.html' }] })).toEqual([])
  expect(await plan({ entries: [{ id: 'pages/404', permalink: '/404/' }] })).toHaveLength(1)
})

test('a wrong option is refused', () => {
  expect(() => settingsOf(notFound({ layout: '../x' }))).toThrow(
    '`layout`: it must be the name of a layout, not "../x".',
  )
})
