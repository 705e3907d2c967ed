import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toForeignSource, toSource } from './source.js'

const bytes = (text: string) => new TextEncoder().encode(text)

test('A10 A11 line ends become \\n and a byte order mark is dropped', () => {
  const { value, messages } = toSource('a.md', bytes('\uFEFFone\r\ntwo\rthree\n'))
  expect(value).toEqual({ path: 'a.md', text: 'one\ntwo\nthree\n', trust: 'author' })
  expect(messages).toEqual([])
})

test('A13 NUL becomes U+FFFD, with a warning at the first', () => {
  const { value, messages } = toSource('a.md', bytes('one\r\ntw\0o\0'), 'data')
  expect(value).toEqual({ path: 'a.md', text: 'one\ntw\uFFFDo\uFFFD', trust: 'data' })
  expect(messages).toMatchObject([
    { rule: 'source-nul', severity: 'warning', place: { start: { line: 2, column: 3 } } },
  ])
  expect(messages[0]?.text).toContain('2 NUL')
})

test('A12 Latin-1 is an error at the byte, with line and column', () => {
  const { value, messages } = toSource('a.md', Uint8Array.of(0x61, 0x0d, 0x0a, 0x62, 0xe9, 0x20))
  expect(value).toBeUndefined()
  expect(messages).toMatchObject([
    { rule: 'source-not-utf8', severity: 'error', path: 'a.md', place: { start: { line: 2, column: 2 } } },
  ])
  expect(messages[0]?.text).toContain('offset 4')
})

test('A12 UTF-16 and UTF-32 are named', () => {
  const utf32 = Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)
  expect(toSource('a.md', utf32).messages[0]?.text).toContain('UTF-32 (little endian)')
  expect(toSource('a.md', utf32.slice(0, 4).reverse()).messages[0]?.text).toContain('UTF-32 (big endian)')
  expect(toSource('a.md', Uint8Array.of(0xff, 0xfe, 0x61, 0)).messages[0]?.text).toContain(
    'UTF-16 (little endian)',
  )
  expect(toSource('a.md', Uint8Array.of(0xfe, 0xff, 0, 0x61)).messages[0]?.text).toContain(
    'UTF-16 (big endian)',
  )
})

test.each([
  ['overlong, two bytes', [0xc1, 0x81]],
  ['overlong, three bytes', [0xe0, 0x80, 0x80]],
  ['overlong, four bytes', [0xf0, 0x80, 0x80, 0x80]],
  ['surrogate', [0xed, 0xa0, 0x80]],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ['cut short', [0xf0, 0x9f, 0x98]],
  ['stray continuation', [0x80]],
])('no character: %s', (_, sequence) => {
  const { value, messages } = toSource('a.md', Uint8Array.from([0x61, 0x0a, ...sequence]))
  expect(value).toBeUndefined()
  expect(messages).toMatchObject([{ place: { start: { line: 2, column: 1 } } }])
})

test('agrees with the strict decoder about every text, and no invalid byte passes', () => {
  const unit = fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 8 }).map(bytes),
    fc
      .constantFrom([0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf0, 0x9f, 0x98])
      .map((list) => Uint8Array.from(list)),
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 6 }), (units) => {
      const all = Uint8Array.from(units.flatMap((part) => [...part]))
      const { value, messages } = toSource('a.md', all)
      let decoded: string | undefined
      try {
        decoded = new TextDecoder('utf-8', { fatal: true }).decode(all)
      } catch {}
      expect(value?.text).toBe(decoded?.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD'))
      expect(messages.some(({ severity }) => severity === 'error')).toBe(decoded === undefined)
    }),
    { numRuns: 2000 },
  )
})

test('A14 D16 what is larger than any text is not looked into', () => {
  const { value, messages } = toSource('a.md', new Uint8Array(100_000_001))
  expect(value).toBeUndefined()
  expect(messages).toMatchObject([{ rule: 'source-unreadable', severity: 'error', path: 'a.md' }])
  expect(messages[0]?.text).toContain('100000001 bytes')
})

test('files that only plugins read: UTF-8 as it is, other text with losses, what is no text not at all', () => {
  expect(toForeignSource('a.csv', bytes('\uFEFFä\r\n'))).toEqual({
    path: 'a.csv',
    text: 'ä\n',
    trust: 'author',
  })
  const lossy = { path: 'a.csv', trust: 'author', isLossy: true }
  expect(toForeignSource('a.csv', Uint8Array.of(0x61, 0xe4, 0x0d, 0x0a))).toEqual({
    ...lossy,
    text: 'a\uFFFD\n',
  })
  expect(toForeignSource('a.csv', Uint8Array.of(0xff, 0xfe, 0x61, 0))?.isLossy).toBe(true)
  expect(toForeignSource('a.png', Uint8Array.of(0x89, 0x50, 0, 0x47))).toBeUndefined()
})
