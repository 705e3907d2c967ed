import { expect, test } from 'vitest'
import { fakeSite } from '../test/fake-site.js'
import { archive } from './archive.js'

test('all entries have one page', async () => {
  const site = fakeSite({ entries: [{ id: 'posts/a' }] })
  expect(await archive().pages?.(site)).toEqual([
    { permalink: '/archive/', layout: 'archive', params: {}, navigation: 'Archive', title: 'Archive' },
  ])
  expect(site.asked).toEqual(['count {}'])
})

test('a site without listed entries has no archive', async () => {
  expect(await archive().pages?.(fakeSite({}))).toEqual([])
  expect(await archive().pages?.(fakeSite({ entries: [{ id: 'posts/a', unlisted: true }] }))).toEqual([])
})

test('address and title are options', async () => {
  const site = fakeSite({ entries: [{ id: 'posts/a' }] })
  expect(await archive({ permalink: '/alle/', title: 'Alle' }).pages?.(site)).toMatchObject([
    { permalink: '/alle/', title: 'Alle' },
  ])
})

test('a wrong option is refused', () => {
  expect(() => archive({ permalink: 'archive' })).toThrow('[archive] `permalink` must be an address')
})
