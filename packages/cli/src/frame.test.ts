import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FrameOptions, frame } from './frame.js'
import { widthOf } from './visible.js'

const plain = (text: string) => text
const options: FrameOptions = { width: 60, mark: plain, dim: plain }
const at = (line: number, column: number, endLine?: number, endColumn?: number) => ({
  start: { line, column },
  ...(endLine === undefined || endColumn === undefined ? {} : { end: { line: endLine, column: endColumn } }),
})

test('two lines above, the line, and a mark under the range', () => {
  const lines = ['---', 'title: Hello', 'tags: [a]', 'date: 2024-13-01', '---']
  expect(frame(lines, at(4, 7, 4, 17), options)).toEqual([
    '  2 | title: Hello',
    '  3 | tags: [a]',
    '> 4 | date: 2024-13-01',
    '    |       ^^^^^^^^^^',
  ])
})

test('numbers of different length keep the gutter straight', () => {
  const lines = Array.from({ length: 10 }, (_, index) => `line ${index + 1}`)
  expect(frame(lines, at(10, 1), options)).toEqual([
    '   8 | line 8',
    '   9 | line 9',
    '> 10 | line 10',
    '     | ^',
  ])
})

test('the first line has nothing above; without an end one column is marked', () => {
  expect(frame(['abc'], at(1, 2), options)).toEqual(['> 1 | abc', '    |  ^'])
})

test('a range over several lines is marked to the end of the first', () => {
  expect(frame(['abc def', 'ghi'], at(1, 5, 2, 3), options)).toEqual(['> 1 | abc def', '    |     ^^^'])
})

test('tabs become spaces up to the next stop, and the mark follows', () => {
  expect(frame(['\tab\tcd'], at(1, 5, 1, 7), options)).toEqual(['> 1 |     ab  cd', '    |         ^^'])
})

test('wide letters take two columns, marks none, hidden characters as many as their sign', () => {
  expect(frame(['日本 x'], at(1, 4), options)[1]).toBe('    |      ^')
  expect(frame(['e\u0301x'], at(1, 3), options)[1]).toBe('    |  ^')
  expect(frame(['\u001b\u202ex'], at(1, 3), options)).toEqual(['> 1 | ␛<U+202E>x', '    |          ^'])
})

test('a long line is cut around the column, and the lines above with it', () => {
  const line = `${'a'.repeat(100)}HERE${'b'.repeat(100)}`
  const [above, shown, mark] = frame([`${'x'.repeat(99)}y`, line], at(2, 101, 2, 105), {
    ...options,
    width: 36,
  })
  expect(shown).toBe('> 2 | …aaaaaaaaaHEREbbbbbbbbbbbbbbb…')
  expect(mark).toBe('    |           ^^^^')
  expect(above).toBe('  1 | …xxxxxxxxy')
})

test('a mark longer than the room ends with it', () => {
  const [shown, mark] = frame(['x'.repeat(500)], at(1, 1, 1, 400), { ...options, width: 46 })
  expect(widthOf(shown ?? '')).toBe(46)
  expect(widthOf(mark ?? '')).toBe(46)
})

test('a place that the source no longer has: no frame for a lost line, the end for a lost column', () => {
  expect(frame(['a'], at(3, 1), options)).toEqual([])
  expect(frame(['abc'], at(1, 99), options)).toEqual(['> 1 | abc', '    |    ^'])
  expect(frame([''], at(1, 1), options)).toEqual(['> 1 |', '    | ^'])
})

test('whatever the line and place, no row is wider than asked and nothing steers the terminal', () => {
  const line = fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.replace(/\n/g, ' '))
  fc.assert(
    fc.property(
      line,
      line,
      fc.nat(400),
      fc.nat(400),
      fc.integer({ min: 40, max: 120 }),
      (one, two, from, to, width) => {
        const rows = frame([one, two], at(2, from + 1, 2, to + 1), { ...options, width })
        expect(rows.length).toBe(3)
        for (const row of rows) {
          expect(widthOf(row)).toBeLessThanOrEqual(width)
          expect(row).not.toMatch(/\p{Cc}|\p{Cs}/u)
        }
        expect(rows[2]).toMatch(/\^/)
      },
    ),
  )
})

test('a line of millions of characters costs no more than its neighbourhood', () => {
  const line = 'x'.repeat(5_000_000)
  const started = performance.now()
  const rows = frame([line], at(1, 2_500_000), options)
  expect(rows[1]).toContain('^')
  expect(performance.now() - started).toBeLessThan(500)
})
