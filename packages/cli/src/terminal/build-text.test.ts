import { expect, test } from 'vitest'
import { widthOf } from '../visible.js'
import { buildText, clockText, cutTo } from './build-text.js'

const finished = (given: {
  changed?: string[]
  added?: string[]
  removed?: string[]
  isFirst?: boolean
  status?: 'config'
}) => ({
  build: {
    status: given.status ?? ('published' as const),
    changed: { changed: given.changed ?? [], added: given.added ?? [], removed: given.removed ?? [] },
    stats: { pages: 214 } as never,
  },
  elapsed: 12.4,
  isFirst: given.isFirst ?? false,
})
const many = Array.from({ length: 40 }, (_, at) => `/posts/${at}/`)

test.each([
  [{ isFirst: true, added: many }, 80, '12 ms · 214 pages'],
  [{}, 80, '12 ms · nothing changed'],
  [{ status: 'config' as const }, 80, '12 ms · not built, the last good site stays'],
  [{ changed: ['/posts/a/'] }, 80, '12 ms · 1 changed: /posts/a/'],
  [{ changed: ['/', '/a/'], removed: ['/b/'] }, 80, '12 ms · 2 changed: /, /a/ · 1 removed: /b/'],
  [{ added: ['/n/'], changed: ['/'] }, 80, '12 ms · 1 changed: / · 1 added: /n/'],
  [{ changed: many }, 60, '12 ms · 40 changed: /posts/0/, /posts/1/ and 38 more'],
  [{ changed: many }, 40, '12 ms · 40 changed'],
  [{ changed: many }, 12, '12 ms · 40…'],
  [{ changed: ['/\u001b[2J/'] }, 80, '12 ms · 1 changed: /␛[2J/'],
])('%j in %i columns', (given, width, text) => {
  expect(buildText(finished(given), width)).toBe(text)
})

test('whatever the width, it fits', () => {
  const wide = ['/日本語の記事/', '/😀/', '/posts/a-title-that-goes-on-and-on/']
  for (let width = 1; width < 200; width++) {
    for (const given of [
      { changed: many },
      { changed: wide, added: many, removed: wide },
      { isFirst: true },
    ]) {
      expect(widthOf(buildText(finished(given), width))).toBeLessThanOrEqual(width)
    }
  }
})

test('however wide, at most eight addresses of a kind', () => {
  expect(buildText(finished({ changed: many }), 10_000)).toContain('/posts/7/ and 32 more')
})

test('a text is cut where it is too wide, by columns', () => {
  expect([cutTo('abc', 3), cutTo('abcd', 3), cutTo('日本語', 4), cutTo('abc', 0)]).toEqual([
    'abc',
    'ab…',
    '日…',
    '',
  ])
})

test('the clock has two digits each', () => {
  expect(clockText(new Date(2024, 0, 1, 7, 5, 9))).toBe('07:05:09')
})
