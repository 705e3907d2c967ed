import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../model.js'
import { collectionDefaults } from './collection.js'
import { checkOutputPath } from './output-path.js'
import { checkPermalink, normaliseAlias, normalisePermalink, outputPathOf, toPermalink } from './permalink.js'

const make = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  collection: id.split('/')[0] ?? '',
  path: `content/${id}.md`,
  trust: 'author',
  data: {},
  tags: [],
  authors: [],
  draft: false,
  unlisted: false,
  aliases: [],
  ...more,
})
const place = { start: { line: 3, column: 7 } }
const address = (entry: Entry, permalink?: string | false) => {
  const config = collectionDefaults(entry.collection, false)
  return toPermalink(entry, permalink === undefined ? config : { ...config, permalink }, {
    date: place,
    permalink: place,
  })
}

describe('toPermalink', () => {
  test.each<[string, Partial<Entry>, string]>([
    ['posts/hello', {}, '/posts/hello/'],
    ['posts/2024-01-31-Hello World', {}, '/posts/hello-world/'],
    ['posts/2024-02-30-hello', {}, '/posts/2024-02-30-hello/'],
    ['posts/2024/C++ intro', {}, '/posts/2024/c-plus-plus-intro/'],
    ['posts/2024/hello', { slug: 'Bye Bye' }, '/posts/2024/bye-bye/'],
    ['posts/index', {}, '/posts/'],
    ['pages/about', {}, '/about/'],
    ['pages/index', {}, '/'],
    ['__proto__/constructor', {}, '/proto/constructor/'],
    ['posts/con', {}, '/posts/x-con/'],
    ['posts/a', { permalink: '/x' }, '/x/'],
    ['posts/a', { permalink: '/404.html' }, '/404.html'],
    ['posts/a', { permalink: '/notes/v1.0' }, '/notes/v1.0/'],
    ['posts/a', { permalink: '/a/index.html' }, '/a/'],
    ['posts/a', { permalink: '/cafe\u0301/' }, '/café/'],
  ])('%s %j', (id, more, permalink) => {
    expect(address(make(id, more))).toEqual({ value: permalink, messages: [] })
  })

  test.each<[string, Partial<Entry>, string]>([
    ['/:year/:month/:day/:slug', { date: '2024-01-31T23:00:00-08:00' }, '/2024/01/31/hello/'],
    ['/:id/', {}, '/posts/2024-01-31-hello/'],
    ['/:slug.html', {}, '/hello.html'],
    ['/:topics/:n/:slug/', { data: { topics: ['Graph Databases', 'x'], n: 7 } }, '/graph-databases/7/hello/'],
    [
      '/:company/:slug/',
      { data: { company: { $reference: true, collection: 'c', id: 'c/Acme' } } },
      '/acme/hello/',
    ],
    ['/:title/', { title: 'A & B' }, '/a-b/'],
    ['/:evil/', { data: { evil: '../../etc' } }, '/etc/'],
  ])('the pattern %s', (pattern, more, permalink) => {
    expect(address(make('posts/2024-01-31-hello', more), pattern)).toEqual({ value: permalink, messages: [] })
  })

  test('missing fields are named, all of them', () => {
    const { value, messages } = address(
      make('posts/a', { data: { empty: [] } }),
      '/:year/:constructor/:empty/',
    )
    expect(value).toBeUndefined()
    expect(messages.map(({ rule }) => rule)).toEqual(['permalink-date', 'permalink-field', 'permalink-field'])
    expect(messages[1]?.text).toContain('`constructor`')
  })

  test('no page: nothing, unless the entry asks for one', () => {
    expect(address(make('authors/alice'), false)).toEqual({ value: undefined, messages: [] })
    expect(address(make('authors/alice', { permalink: '/alice/' }), false).value).toBe('/alice/')
  })

  test('a hostile permalink is an error at its place', () => {
    expect(address(make('posts/a', { permalink: '/../x' }))).toMatchObject({
      value: undefined,
      messages: [{ rule: 'permalink-unsafe', path: 'content/posts/a.md', place }],
    })
  })
})

test.each([
  'about',
  '',
  '//evil.example/',
  '/a//b/',
  '/../x',
  '/a/./b',
  '/a/..',
  '/%2e%2e/x',
  '/%252e%252e/x',
  '/a\\..\\b',
  '/a?b',
  '/a#b',
  '/a\nb',
  '/a\0b',
  '/con/',
  '/aux.txt',
  '/a./',
  '/a /',
  '/ a/',
  '/c:/x',
  '/x:y',
  '/*',
  `/${'ä'.repeat(128)}/`,
  '/\uD800/',
  'https://x/',
])('no permalink: %j', (text) => {
  expect(normalisePermalink(text)).toHaveProperty('problem')
  expect(outputPathOf(text)).toMatchObject({ value: undefined, messages: [{ rule: 'output-path-unsafe' }] })
})

test('checkPermalink asks for the normal form', () => {
  expect(checkPermalink('/tags/')).toBeUndefined()
  expect(checkPermalink('/feed.xml')).toBeUndefined()
  expect(checkPermalink('/tags')).toContain('`/tags/`')
  expect(checkPermalink('/../')).toBeDefined()
})

test('outputPathOf', () => {
  expect(outputPathOf('/').value).toBe('index.html')
  expect(outputPathOf('/a/b/').value).toBe('a/b/index.html')
  expect(outputPathOf('/404.html').value).toBe('404.html')
})

test('whatever is written, the output stays inside, on every system, or there is a message', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '',
      '%2e%2e',
      '%252e',
      '%5c',
      '..;',
      '...',
      'con',
      'NUL.txt',
      'c:',
      'C:\\',
      '\\\\host\\x',
      '~',
    ),
    fc.constantFrom(
      'a',
      'b.html',
      'index.html',
      '\u202e',
      '\uFF0E\uFF0E',
      '\u2025',
      '／',
      '∕',
      ' ',
      'a ',
      'a.',
      '\0',
      '\n',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  const separator = fc.constantFrom('/', '//', '\\', '/', '/')
  const text = fc.array(fc.tuple(separator, part), { maxLength: 6 }).map((parts) => parts.flat().join(''))
  fc.assert(
    fc.property(text, (permalink) => {
      const { value, messages } = address(make('posts/a', { permalink }))
      expect(value === undefined).toBe(messages.length > 0)
      if (value === undefined) return
      expect(normalisePermalink(value)).toEqual({ permalink: value })
      const path = outputPathOf(value).value ?? ''
      expect(checkOutputPath(path)).toEqual([])
      expect(posix.join('/out', path)).toBe(`/out/${path}`)
      expect(win32.resolve('C:\\out', path)).toBe(`C:\\out\\${path.replaceAll('/', '\\')}`)
      expect(new URL(path, 'https://x.example/').origin).toBe('https://x.example')
    }),
    { numRuns: 10_000 },
  )
})

test('any id and any data give an address inside, or a message', () => {
  const id = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), {
    minLength: 2,
    maxLength: 4,
  })
  fc.assert(
    fc.property(id, fc.string({ unit: 'binary' }), (parts, field) => {
      const { value, messages } = address(
        make(parts.join('/'), { data: { field } }),
        '/:collection/:slug/:field/',
      )
      expect(value === undefined).toBe(messages.length > 0)
      if (value !== undefined) expect(checkOutputPath(outputPathOf(value).value ?? '')).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('checkOutputPath names what is wrong, all of it', () => {
  expect(checkOutputPath('a/b.txt')).toEqual([])
  expect(checkOutputPath('a b/ä~(1).txt')).toEqual([])
  expect(checkOutputPath('/..\\x:y')).toHaveLength(3)
  expect(checkOutputPath('')).toHaveLength(1)
  expect(checkOutputPath('a/com1.tar.gz')).toHaveLength(1)
  expect(checkOutputPath(`${'a'.repeat(255)}/b`)).toEqual([])
  expect(checkOutputPath(`${'a'.repeat(256)}/b`)).toHaveLength(1)
  expect(checkOutputPath(Array.from({ length: 300 }, () => 'aaaa').join('/'))).toHaveLength(1)
})

test.each([
  ['/a.php', '/a.php'],
  ['/a.PHP5', '/a.PHP5'],
  ['/a.html', '/a.html'],
  ['/a.php/', '/a.php/'],
  ['/a', '/a/'],
  ['/v1.2', '/v1.2/'],
  ['/.hidden', '/.hidden/'],
  ['/a.b/index.html', '/a.b/'],
  ['/cafe\u0301.php', '/caf\u00e9.php'],
])('the former address %s is %s', (written, permalink) => {
  expect(normaliseAlias(written)).toEqual({ permalink })
})
