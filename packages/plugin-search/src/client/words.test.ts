import { expect, test } from 'vitest'
import { counted, english, fill } from './words.js'

test.each([
  [1, 'en', '1 page'],
  [9999, 'en', '9999 pages'],
  [12_345, 'en', '12,345 pages'],
  [12_345, 'de', '12.345 pages'],
])('%i in %s are %s', (count, language, text) => {
  expect(counted(english.pages, count, language)).toBe(text)
})

test('braces that nothing is known of stay', () => {
  expect(fill('{query} {constructor} {other}', { query: '{count}' })).toBe('{count} {constructor} {other}')
})
