import { expect, test } from 'vitest'
import { parseInstant } from './as-of.js'

test.each([
  ['2024-01-31', '2024-01-31T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2024-01-31T10:00Z', '2024-01-31T10:00:00.000Z'],
  ['2024-01-31T10:00:30.5+02:00', '2024-01-31T08:00:30.500Z'],
])('%s is the instant %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
})

test.each([
  '',
  'now',
  '2024',
  '2024-1-31',
  '2024-02-30',
  '2023-02-29',
  '2024-13-01',
  '2024-01-31T10:00',
  '2024-01-31T25:00Z',
  '2024-01-31 10:00Z',
  '2024-01-31T10:00+99:00',
  ' 2024-01-31',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined()
})
