import { expect, test } from 'vitest'
import { dayOf } from './day.js'

test.each([
  ['2024-12-09', 'en', 'Dec 9, 2024'],
  ['2024-12-09', 'de', '09.12.2024'],
  ['2024-12-09T23:30:00-05:00', 'en', 'Dec 9, 2024'],
  ['2024-12-09', 'not a language', 'Dec 9, 2024'],
  ['some day', 'en', 'some day'],
])('%s in %s is %s', (date, language, day) => {
  expect(dayOf(date, language)).toBe(day)
})
