import { expect, test } from 'vitest'
import type { EntryView } from '../model.js'
import { toGroups, toOrder } from './site.js'

function viewOf(id: string, fields: Partial<EntryView>): EntryView {
  return {
    id,
    collection: 'posts',
    path: `${id}.md`,
    title: id,
    tags: [],
    authors: [],
    unlisted: false,
    data: {},
    ...fields,
  }
}

test('sorting by a date goes by the checked one, however the author wrote it', () => {
  const views = [
    viewOf('posts/a', { date: '2024-01-01T10:00:00Z', data: { date: '2024-01-01 10:00' } }),
    viewOf('posts/b', { date: '2024-01-01T11:00:00+02:00', data: { date: '2024-01-01 11:00 +0200' } }),
    viewOf('posts/c', { date: '2024-01-02' }),
    viewOf('posts/d', {}),
  ]
  expect(toOrder(views, '-date', 'UTC').ids).toEqual(['posts/c', 'posts/a', 'posts/b', 'posts/d'])
  expect(toOrder(views, 'date', 'UTC').ids).toEqual(['posts/b', 'posts/a', 'posts/c', 'posts/d'])
})

test('a date of change counts under any of its names', () => {
  const views = [
    viewOf('posts/a', { updated: '2024-01-01', data: { lastmod: '2024-01-01' } }),
    viewOf('posts/b', { updated: '2024-02-01T00:00:00Z', data: { updated: '2024-02-01 00:00' } }),
  ]
  expect(toOrder(views, '-updated', 'UTC').ids).toEqual(['posts/b', 'posts/a'])
})

test('tags in one text with commas are terms of their own', () => {
  const views = [viewOf('posts/a', { tags: ['x', 'y'], data: { tags: 'x, y' } })]
  expect(toGroups(views, 'tags')).toEqual({ x: ['posts/a'], y: ['posts/a'] })
})
