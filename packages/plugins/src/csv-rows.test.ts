import fc from 'fast-check'
import { expect, test } from 'vitest'
import { delimiterOf } from './csv-delimiter.js'
import { toCsvRows } from './csv-rows.js'

const textsOf = (text: string, delimiter = ',') =>
  toCsvRows(text, delimiter).map(({ cells, problem }) => problem ?? cells.map((cell) => cell.text))

test('cells, with quotes, with line breaks, with blanks around them', () => {
  expect(textsOf('a,b\n1, "x, ""y""" \n"two\nlines",\n\n , \n5" disk,"')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"'],
    ['two\nlines', ''],
    { kind: 'unclosed', at: { line: 7, column: 9 } },
  ])
  expect(textsOf('a\tb\n"x"\t\t\n', '\t')).toEqual([
    ['a', 'b'],
    ['x', '', ''],
  ])
})

test('a cell knows where it stands, behind one of several lines too', () => {
  const [row] = toCsvRows('"a\nb" ,c', ',')
  expect(row?.cells.map(({ place }) => place)).toEqual([
    { start: { line: 1, column: 1 }, end: { line: 2, column: 3 } },
    { start: { line: 2, column: 5 }, end: { line: 2, column: 6 } },
  ])
})

test('a broken quote costs its own line, wherever it would end', () => {
  expect(textsOf('a,b\n"lost,1\nx,2\n"y",3\n"z" z,4\nlast,5\n')).toEqual([
    ['a', 'b'],
    { kind: 'unclosed', at: { line: 2, column: 1 } },
    ['x', '2'],
    ['y', '3'],
    { kind: 'behind', at: { line: 5, column: 5 } },
    ['last', '5'],
  ])
})

test('what was written as CSV is read as it was', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', '"', ',', '\n', ';', 'ä', '\t') })
    .map((text) => text.trim())
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 })
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t', '|'), (rows, delimiter) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const text = rows.map((cells) => cells.map(quoted).join(delimiter)).join('\n')
      const filled = rows.filter((cells) => cells.some((one) => one !== ''))
      expect(textsOf(text, delimiter)).toEqual(filled)
    }),
  )
})

test('any text is read to its end, and quotes without end take no time', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', ' ') }), (text) => void textsOf(text)),
  )
  const lines = 200_000
  expect(toCsvRows('"x\n'.repeat(lines), ',')).toHaveLength(lines)
  expect(toCsvRows(`"${'x\n'.repeat(lines)}`, ',')).toHaveLength(lines)
})

test.each([
  ['a,b\n1,2\n', ','],
  ['a;b\n"1,5";2\n1,5;2,5\n', ';'],
  ['a\tb, c\n1\t2\n', '\t'],
  ['a|b\n1|2', '|'],
  ['name\none\ntwo, three\n', ','],
  ['', ','],
])('the delimiter of %j is %j', (text, delimiter) => {
  expect(delimiterOf(text)).toBe(delimiter)
})
