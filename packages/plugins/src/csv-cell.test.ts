import { expect, test } from 'vitest'
import { toFormattedText } from './cell-format.js'
import { toCellValue } from './csv-cell.js'

const point = { decimal: '.', dateOrder: 'ymd' } as const
const comma = { decimal: ',', dateOrder: 'dmy' } as const

test.each([
  ['12', 12],
  ['-1,234.50', -1234.5],
  ['1 234', 1234],
  ['.5', 0.5],
  ['1e3', 1000],
  ['-0', 0],
  ['1,5', undefined],
  ['1.2.3', undefined],
  ['12 EUR', undefined],
  ['0x10', undefined],
  ['', undefined],
  ['Infinity', undefined],
  ['9e999', undefined],
])('number %j is %j', (text, value) => {
  expect(toCellValue(text, 'number', point)).toBe(value)
})

test('numbers with a comma', () => {
  expect(toCellValue('1.234,5', 'number', comma)).toBe(1234.5)
  expect(toCellValue('1.5', 'number', comma)).toBeUndefined()
})

test('truths', () => {
  const values = ['true', 'Yes', '1', 'FALSE', 'no', '0', 'maybe', 'constructor']
  const read = values.map((text) => toCellValue(text, 'boolean', point))
  expect(read).toEqual([true, true, true, false, false, false, undefined, undefined])
})

test.each([
  ['2024-02-29', point, '2024-02-29'],
  ['2024-02-29T10:00Z', point, '2024-02-29T10:00Z'],
  ['2023-02-29', point, undefined],
  ['31.01.2024', point, undefined],
  ['31.1.2024', comma, '2024-01-31'],
  ['1/31/2024', { ...comma, dateOrder: 'mdy' }, '2024-01-31'],
  ['31/13/2024', comma, undefined],
] as const)('date %j', (text, style, value) => {
  expect(toCellValue(text, 'date', style)).toBe(value)
})

test('numbers and dates read as the site speaks; other values have no text', () => {
  const site = { language: 'de', timeZone: 'Europe/Berlin' }
  const euro = { style: 'currency', currency: 'EUR' } as const
  expect(toFormattedText(1234.5, euro, site)).toBe('1.234,50\u00a0€')
  expect(toFormattedText('2024-01-31', { dateStyle: 'long' }, site)).toBe('31. Januar 2024')
  expect(toFormattedText('2024-01-31', { dateStyle: 'long', timeZone: 'UTC' }, site)).toBe('31. Januar 2024')
  const time = { dateStyle: 'short', timeStyle: 'short' } as const
  expect(toFormattedText('2024-01-31T23:30:00Z', time, site)).toBe('01.02.24, 00:30')
  expect(toFormattedText('2024-01-31T23:30', time, site)).toBe('31.01.24, 23:30')
  expect(toFormattedText(new Date('2024-01-31T12:00:00Z'), time, site)).toBe('31.01.24, 13:00')
  for (const other of ['soon', '2024-99-99', '2024-01-31Tx', null, true, {}]) {
    expect(toFormattedText(other, euro, site)).toBeUndefined()
  }
})
