import { expect, test } from 'vitest'
import { type Counted, counted, english, fill } from './words.js'

test.each([
  [0, english.pages, 'en', '0 pages'],
  [1, english.pages, 'en', '1 page'],
  [12_345, english.pages, 'en', '12345 pages'],
  [1, { one: '{count} Seite', other: '{count} Seiten' }, 'de', '1 Seite'],
  [0, { one: '{count} Seite', other: '{count} Seiten' }, 'de', '0 Seiten'],
  [0, { one: '{count} page', other: '{count} pages' }, 'fr', '0 page'],
  [22, { one: '{count} страница', few: '{count} страницы', many: '{count} страниц' }, 'ru', '22 страницы'],
  [3, { other: '{count} ページ' }, 'ja', '3 ページ'],
  [3, {}, 'en', '3'],
])('%i by %o in %s are %s', (count, texts, language, text) => {
  expect(counted(texts as Counted, count, language)).toBe(text)
})

test('braces that nothing is known of stay', () => {
  expect(fill('{query} {constructor} {other}', { query: '{count}' })).toBe('{count} {constructor} {other}')
})
