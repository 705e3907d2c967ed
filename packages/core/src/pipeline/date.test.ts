import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datePrefix, readDate, toInstant, toParts, withZone } from './date.js'

describe('readDate', () => {
  test.each([
    ['2024-01-31', '2024-01-31'],
    [' 2024-02-29 ', '2024-02-29'],
    ['1970-01-01', '1970-01-01'],
    ['2024-01-31T10:00', '2024-01-31T10:00:00'],
    ['2024-01-31 10:00:05', '2024-01-31T10:00:05'],
    ['2024-01-31t10:00z', '2024-01-31T10:00:00Z'],
    ['2024-01-31T10:00:00.5Z', '2024-01-31T10:00:00.500Z'],
    ['2024-01-31T10:00:00.123456+02:00', '2024-01-31T10:00:00.123+02:00'],
    ['2024-01-31 10:00:00 -0530', '2024-01-31T10:00:00-05:30'],
    ['2024-01-31T10:00+14', '2024-01-31T10:00:00+14:00'],
  ])('%s', (written, date) => {
    expect(readDate(written)).toEqual({ date })
  })

  test.each([
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-04-31',
    '10000-01-01',
    '0024-01-31',
    '24-01-31',
    '2024-1-31',
    '31.01.2024',
    '2024',
    '20240131',
    '',
    'today',
    '2024-01-31T24:00',
    '2024-01-31T10:60',
    '2024-01-31T10:00:60',
    '2024-01-31T10',
    '2024-01-31Z',
    '2024-01-31T10:00+15:00',
    '2024-01-31T10:00+02:60',
    '2024-01-31T10:00 CET',
    '+002024-01-31',
    '2024-01-31\n2024-01-31',
  ])('refuses %j', (written) => {
    expect(readDate(written)).toHaveProperty('problem')
  })

  test('accepts every day there is, and no other', () => {
    const two = (value: number) => `${value}`.padStart(2, '0')
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${year}-${two(month)}-${two(day)}`
          const real = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) === text
          expect('date' in readDate(text)).toBe(real)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('toInstant', () => {
  test.each([
    ['2024-01-31', 'UTC', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31', 'Europe/Stockholm', '2024-01-30T23:00:00.000Z'],
    ['2024-07-01', 'Europe/Stockholm', '2024-06-30T22:00:00.000Z'],
    // Days on which the clock changes.
    ['2024-03-31', 'Europe/Stockholm', '2024-03-30T23:00:00.000Z'],
    ['2024-10-27', 'Europe/Stockholm', '2024-10-26T22:00:00.000Z'],
    ['2024-10-28', 'Europe/Stockholm', '2024-10-27T23:00:00.000Z'],
    ['2024-01-31', 'Pacific/Kiritimati', '2024-01-30T10:00:00.000Z'],
    ['2024-01-31', 'Etc/GMT+12', '2024-01-31T12:00:00.000Z'],
    ['2024-01-31', 'Asia/Kathmandu', '2024-01-30T18:15:00.000Z'],
    ['2024-04-07', 'Australia/Lord_Howe', '2024-04-06T13:00:00.000Z'],
    // Midnight is skipped: the day begins at one.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // The whole day is skipped: it begins when the next one does.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    // Midnight comes twice: the earlier one.
    ['2021-10-31', 'America/Havana', '2021-10-31T04:00:00.000Z'],
    ['2024-03-31T02:30:00', 'Europe/Stockholm', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27T02:30:00', 'Europe/Stockholm', '2024-10-27T00:30:00.000Z'],
    ['2024-07-01T10:00:00.250', 'America/New_York', '2024-07-01T14:00:00.250Z'],
    // A written zone stands, whatever the site's.
    ['2024-01-31T10:00:00Z', 'Asia/Tokyo', '2024-01-31T10:00:00.000Z'],
    ['2024-01-31T10:00:00-05:30', 'Asia/Tokyo', '2024-01-31T15:30:00.000Z'],
  ])('%s in %s', (date, zone, instant) => {
    expect(toInstant(date, zone)).toBe(instant)
  })

  test('a day begins where the calendar of the zone changes', () => {
    const zones = [
      'Europe/Stockholm',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'Africa/Casablanca',
    ]
    const dayIn = (zone: string, instant: number) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(instant))
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('1975-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }),
        (zone, some) => {
          const date = some.toISOString().slice(0, 10)
          const start = Date.parse(toInstant(date, zone))
          expect(dayIn(zone, start)).toBe(date)
          expect(dayIn(zone, start - 1)).not.toBe(date)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('withZone', () => {
  test.each([
    ['2024-01-31', 'Europe/Stockholm', '2024-01-31'],
    ['2024-01-31T10:00:00', 'Europe/Stockholm', '2024-01-31T10:00:00+01:00'],
    ['2024-07-31T10:00:00.500', 'Europe/Stockholm', '2024-07-31T10:00:00.500+02:00'],
    ['2024-01-31T10:00:00', 'UTC', '2024-01-31T10:00:00Z'],
    ['2024-01-31T10:00:00', 'America/St_Johns', '2024-01-31T10:00:00-03:30'],
    ['2024-03-31T02:30:00', 'Europe/Stockholm', '2024-03-31T02:30:00+01:00'],
    ['2024-01-31T10:00:00-08:00', 'Europe/Stockholm', '2024-01-31T10:00:00-08:00'],
  ])('%s in %s', (date, zone, expected) => {
    expect(withZone(date, zone)).toBe(expected)
    expect(toInstant(expected, zone)).toBe(toInstant(date, zone))
  })
})

test('parts are those that are written', () => {
  expect(toParts('2024-01-31')).toEqual({ year: '2024', month: '01', day: '31' })
  expect(toParts('2024-01-31T23:30:00-08:00')).toEqual({ year: '2024', month: '01', day: '31' })
})

test('datePrefix', () => {
  expect(datePrefix('2024-01-31-hello')).toEqual({ date: '2024-01-31', rest: 'hello' })
  expect(datePrefix('2024-01-31')).toEqual({ date: '2024-01-31', rest: '2024-01-31' })
  for (const name of ['2024-02-30-hello', 'hello-2024-01-31', '2024-01-31hello', '2024-01-31-', 'x']) {
    expect(datePrefix(name)).toBeUndefined()
  }
})
