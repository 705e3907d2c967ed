import { expect, test } from 'vitest'
import { collectionDefaults, idOf, isSourcePath, resolveCollection } from './collection.js'

test.each([
  ['content/posts/hello.md', 'posts/hello', 'posts', false],
  ['content/posts/hello/index.md', 'posts/hello', 'posts', false],
  ['content/posts/2024/hello.markdown', 'posts/2024/hello', 'posts', false],
  ['content/posts/index.md', 'posts/index', 'posts', false],
  ['content/posts/v1.0 notes.md', 'posts/v1.0 notes', 'posts', false],
  ['content/about.md', 'pages/about', 'pages', false],
  ['content/index.md', 'pages/index', 'pages', false],
  ['content/pages/index.md', 'pages/index', 'pages', false],
  ['content/pages/about.md', 'pages/about', 'pages', false],
  ['content/README.md', 'pages/README', 'pages', false],
  ['content/authors/alice.yaml', 'authors/alice', 'authors', true],
  ['content/authors.yaml', 'authors/index', 'authors', true],
  ['content/__proto__/constructor.md', undefined, '', false],
  ['content/constructor/toString.md', 'constructor/toString', 'constructor', false],
  ['content/_drafts/a.md', undefined, '', false],
  ['content/posts/_a.md', undefined, '', false],
  ['content/posts/.a/b.md', undefined, '', false],
  ['content/.md', undefined, '', false],
  ['contents/a.md', undefined, '', false],
])('with a content folder: %s', (path, id, collection, isData) => {
  expect(idOf(path, 'content')).toEqual(id === undefined ? undefined : { id, collection, isData })
})

test.each([
  ['hello.md', 'posts/hello', 'posts'],
  ['index.md', 'pages/index', 'pages'],
  ['notes/a.md', 'notes/a', 'notes'],
  ['authors/alice.yaml', 'authors/alice', 'authors'],
  ['package.json', undefined, ''],
  ['.github/a.md', undefined, ''],
])('in a bare folder: %s', (path, id, collection) => {
  const address = idOf(path, '')
  expect(address && [address.id, address.collection]).toEqual(id === undefined ? undefined : [id, collection])
})

test('records of one source are told apart by their key', () => {
  expect(idOf('content/authors.yaml', 'content', 'alice')?.id).toBe('authors/alice')
  expect(idOf('content/authors/team.yaml', 'content', 'alice')?.id).toBe('authors/team/alice')
  expect(idOf('content/authors/index.yaml', 'content', 'alice')?.id).toBe('authors/alice')
})

test('isSourcePath', () => {
  expect(['a.md', 'b/a.Markdown', 'a.yml', 'a.yaml', 'a.json'].every(isSourcePath)).toBe(true)
  expect(['a.mdx', 'md', '.md', 'b/.md', 'a.csv', 'a.md.bak'].some(isSourcePath)).toBe(false)
})

test('defaults, and what the configuration says over them', () => {
  expect(collectionDefaults('posts', false)).toEqual({
    permalink: '/:collection/:slug/',
    layout: 'post',
    feed: true,
  })
  expect(collectionDefaults('pages', false)).toEqual({ permalink: '/:slug/', layout: 'page', feed: false })
  expect(collectionDefaults('authors', true)).toMatchObject({ permalink: false, feed: false })
  expect(resolveCollection('authors', { permalink: '/by/:slug/', feed: true }, true)).toEqual({
    permalink: '/by/:slug/',
    layout: 'post',
    feed: true,
  })
  expect(resolveCollection('posts', { layout: undefined } as never, false).layout).toBe('post')
})
