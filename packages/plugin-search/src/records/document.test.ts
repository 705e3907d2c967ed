import type { OwnedPage } from '@blog-build/core/plugin'
import { expect, test } from 'vitest'
import { toDocuments } from './document.js'

const page = (entry: string): OwnedPage => ({
  owner: 'core',
  permalink: `/${entry}/`,
  layout: 'post',
  params: {},
  unlisted: false,
  entry,
})

const wanted = () => true
const pages = ['posts/a', 'posts/b', 'posts/c'].map(page)

test('documents are in the order of their ids, which follow from nothing but their keys', () => {
  const documents = toDocuments(pages, wanted)
  const ids = documents.map(({ id }) => id)
  expect(ids.every((id) => /^[0-9a-f]{10}$/.test(id))).toBe(true)
  expect(ids).toEqual([...ids].sort())
  expect(toDocuments([...pages].reverse(), wanted)).toEqual(documents)
  const without = documents.filter(({ key }) => key !== 'posts/b')
  expect(toDocuments(pages, ({ entry }) => entry !== 'posts/b')).toEqual(without)
})

test('two that have one id end the build, and are named', () => {
  const idOf = (key: string) => (key === 'posts/a' ? '0000000001' : '0000000002')
  expect(() => toDocuments(pages, wanted, idOf)).toThrow(
    '`posts/c` and `posts/b` have the same id in the index of the search. This happens by chance; rename one of the two.',
  )
  // Two pages of one entry are one document.
  expect(toDocuments([...pages.slice(0, 2), page('posts/b')], wanted, idOf)).toHaveLength(2)
})
