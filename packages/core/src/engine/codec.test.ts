import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CodecError, decode, encode, encodeWhole, hashOf } from './codec.js'

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom('$date', '$bytes', '$$x', '__proto__', 'constructor'), fc.string()),
      tie('value'),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  ),
})).value

test('what is kept comes back from its UTF-8, be it a text with half a character', () => {
  const texts = fc.constantFrom('', "'", '"a"', '!', '~{}', '\ud83d', 'a\udc00')
  fc.assert(
    fc.property(fc.oneof(plain, texts), (value) => {
      expect(decode(Buffer.from(encodeWhole(value).text).toString())).toEqual(value)
    }),
  )
})

test('what is decoded equals what was encoded, and encodes to the same text', () => {
  fc.assert(
    fc.property(plain, (value) => {
      const text = encode(value)
      expect(decode(text)).toEqual(value)
      expect(encode(decode(text))).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test('key order is part of the value, undefined fields are not', () => {
  expect(encode({ a: 1, b: 2 })).not.toBe(encode({ b: 2, a: 1 }))
  expect(encode({ a: 1, b: undefined })).toBe(encode({ a: 1 }))
  expect(decode(encode(undefined))).toBeUndefined()
  expect(encode(undefined)).not.toBe(encode(null))
})

test.each([
  ['a function', { a: [{ b: () => 1 }] }, 'a[0].b'],
  ['undefined in a list', { a: [undefined] }, 'a[0]'],
  ['an instance of Map', { a: new Map() }, 'a'],
  ['an instance of Thing', new (class Thing {})(), ''],
  ['NaN', { a: { b: Number.NaN } }, 'a.b'],
  ['a bigint', { a: 1n }, 'a'],
  ['a symbol', { a: Symbol('x') }, 'a'],
  ['an invalid date', { a: new Date('nonsense') }, 'a'],
])('%s is refused by name', (found, value, field) => {
  const error = (() => {
    try {
      return encode(value)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(CodecError)
  expect((error as CodecError).found).toBe(found)
  expect((error as CodecError).field).toBe(field)
})

test('a circle is refused, not followed for ever', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  expect(() => encode(circle)).toThrow(CodecError)
})

test('frozen plain data, fresh dates and bytes', () => {
  const text = encode({ list: [1], date: new Date(5), bytes: new Uint8Array([1]) })
  const one = decode(text) as { list: number[]; date: Date; bytes: Uint8Array }
  expect(Object.isFrozen(one) && Object.isFrozen(one.list)).toBe(true)
  one.bytes[0] = 9
  expect((decode(text) as typeof one).bytes[0]).toBe(1)
})

test('hashes are short, stable and differ', () => {
  expect(hashOf('a')).toMatch(/^[\w-]{22}$/)
  expect(hashOf('a')).toBe(hashOf(new TextEncoder().encode('a')))
  expect(hashOf('a')).not.toBe(hashOf('b'))
})
