import { expect, test } from 'vitest'
import { countWords } from './word-counts.js'

const count = (text: string, language = 'en') => countWords([{ text, times: 1 }], language)

test('words are in small letters and one form, most often first', () => {
  expect(count('The Überbau, the u\u0308berbau & ﬁeld 2024 x.')).toEqual([
    ['the', 2],
    ['überbau', 2],
    ['field', 1],
  ])
  expect(
    countWords(
      [
        { text: 'Lock', times: 4 },
        { text: 'a lock', times: 1 },
      ],
      'en',
    ),
  ).toEqual([['lock', 5]])
})

test('scripts without spaces have words too', () => {
  const words = count('静的サイトジェネレーター and 静的サイト', 'ja').map(([word]) => word)
  expect(words).toContain('静的')
  expect(words).toContain('サイト')
  expect(words).toContain('and')
})

test('hashes and names of objects are harmless', () => {
  expect(count(`${'a'.repeat(64)} constructor __proto__`)).toEqual([
    ['constructor', 1],
    ['proto', 1],
  ])
})
