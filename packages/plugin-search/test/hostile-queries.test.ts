// Whatever is typed or stands in pages, a search answers: with text, and after a bounded number of reads.
import { stemmer } from '@orama/stemmers/english'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Found } from '../src/query/found.js'
import { createSearch } from '../src/query/search.js'
import { createWords } from '../src/terms/words.js'
import { memoryIndex, readingOf, simple } from './memory-index.js'

const words = createWords('en', stemmer)

const hostile = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '-constructor',
    '"__proto__"',
    'prototype valueOf',
  ],
  ...['.*', '(a+)+$', '[', '\\', '^$', '(?<=x)', '*?{9}', '$&', '$1', '/x/g'],
  ...['"', '""', '"""', '-"', '-', '--', '- - -', '"a', 'a"b', '-"a b', '"-a"', '“', '«»'],
  ...[
    '\0',
    'a\0b',
    '\ud800',
    'a\udc00',
    '\ud83d',
    '\u202eabc',
    'שלום עולם',
    'مرحبا',
    'e\u0301'.repeat(400),
    '\u200b\ufeff',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '=tags=erlang',
    '../../index.json',
    '%2e%2e/',
    '\t\n\r',
  ],
  ...[
    'x'.repeat(100_000),
    'x '.repeat(50_000),
    '"x" '.repeat(30_000),
    '-x '.repeat(30_000),
    '"'.repeat(100_000),
  ],
  ...[
    'aB'.repeat(50_000),
    '全'.repeat(100_000),
    'a-'.repeat(50_000),
    '\ud800'.repeat(100_000),
    'İ'.repeat(1000),
  ],
]

const texts = (found: Found) =>
  found.hits.flatMap(({ title, excerpt, sections }) => [
    title,
    excerpt,
    ...sections.map(({ heading }) => heading),
  ])

/** Documents that consist of the same, so that all of it is found. */
function hostileSearch(texts: readonly string[]) {
  const documents = texts.map((text, at) => ({
    ...simple(at * 2 ** 20, text.slice(0, 500), text, { tags: ['x'] }),
    sections: [{ anchor: text.slice(0, 50) || 'a', heading: text.slice(0, 500), text, code: text }],
  }))
  const files = readingOf(memoryIndex(documents, { words, cut: (terms) => [...terms.slice(1)] }))
  return { files, search: createSearch({ files, stemmers: { en: stemmer }, language: 'en' }) }
}

const { search, files } = hostileSearch(hostile.map((text) => text.slice(0, 5_000)))

test.each(hostile.map((query) => [query.slice(0, 30), query]))('%j is answered', async (_, query) => {
  const before = files.reads.length
  for (const options of [{}, { isTyping: false }, { sort: 'date' as const, filters: { tags: ['x'] } }]) {
    const found = await search.find(query, options)
    for (const marked of texts(found)) {
      for (const { text, isMatch } of marked)
        expect([typeof text, typeof isMatch]).toEqual(['string', 'boolean'])
    }
    for (const { excerpt } of found.hits) {
      expect(excerpt.map(({ text }) => text).join('').length).toBeLessThan(260)
    }
  }
  expect(files.reads.length - before).toBeLessThan(200)
})

test('a word that names what all objects have is found where it stands, and nowhere else', async () => {
  const { search } = hostileSearch(['constructor', 'erlang'])
  expect((await search.find('constructor')).total).toBe(1)
  expect((await search.find('toString')).missing).toEqual(['toString'])
  for (const field of ['toString', '__proto__']) {
    expect((await search.find('erlang', { filters: { [field]: ['x'] } })).total).toBe(0)
  }
})

test('a page of twenty thousand words is looked through', async () => {
  const { search } = hostileSearch(['a b '.repeat(10_000), 'a '.repeat(20_000)])
  const found = await search.find(`"${'a '.repeat(30)}" b`)
  expect(found.total).toBe(1)
})

test('whatever was typed, over whatever was written', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 4 }), text, async (written, typed) => {
      const { search } = hostileSearch(written)
      const found = await search.find(typed)
      expect(found.hits.length).toBeLessThanOrEqual(Math.min(5, found.total))
      for (const own of written) await search.find(own)
    }),
  )
})
