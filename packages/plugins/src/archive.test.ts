import { expect, test } from 'vitest'
import { fakeSite, settingsOf } from '../test/fake-site.js'
import { archive } from './archive.js'

test('all entries have one page', async () => {
  const site = fakeSite({ entries: [{ id: 'posts/a' }] }, archive())
  expect(await archive().pages?.(site)).toEqual([
    { permalink: '/archive/', layout: 'archive', params: {}, navigation: 'Archive', title: 'Archive' },
  ])
  expect(site.asked).toEqual(['count {}'])
})

test('a site without listed entries has no archive', async () => {
  expect(await archive().pages?.(fakeSite({}, archive()))).toEqual([])
  expect(
    await archive().pages?.(fakeSite({ entries: [{ id: 'posts/a', unlisted: true }] }, archive())),
  ).toEqual([])
})

test('address and title are options', async () => {
  const own = archive({ permalink: '/alle/', title: 'Alle' })
  const site = fakeSite({ entries: [{ id: 'posts/a' }] }, own)
  expect(await own.pages?.(site)).toMatchObject([{ permalink: '/alle/', title: 'Alle' }])
})

test('a wrong option is refused', () => {
  expect(() => settingsOf(archive({ permalink: 'archive' }))).toThrow('`permalink`: it must be an address')
})
