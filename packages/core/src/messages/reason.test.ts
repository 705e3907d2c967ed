import { expect, test } from 'vitest'
import { reasonOf } from './reason.js'

const refuse = () => {
  throw new Error('not for you')
}
const deep = new Error('first')
for (let index = 0, last = deep; index < 1000; index++) {
  last.cause = new Error(`cause ${index}`)
  last = last.cause as Error
}

test.each<[unknown, string]>([
  [new Error('plain'), 'plain'],
  [new TypeError(''), 'TypeError'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['text', 'text'],
  [Symbol('sign'), 'Symbol(sign)'],
  [Object.freeze({}), '[object Object]'],
  [Object.create(null), 'something that has no text'],
  [{ toString: refuse }, 'something that has no text'],
  [new Proxy({}, new Proxy({}, { get: () => refuse })), 'something that has no text'],
  [Object.defineProperty(new Error(), 'message', { get: refuse }), 'something that has no text'],
  [Object.defineProperty(new Error('a'), 'cause', { get: refuse }), 'a'],
  [new Error('a', { cause: 'b' }), 'a, caused by: b'],
  [deep, 'first, caused by: cause 0, caused by: cause 1, caused by: cause 2'],
])('%# is told in words', (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason)
})

test('a circle of causes ends, and what is long is cut', () => {
  const circle = new Error('round')
  circle.cause = circle
  expect(reasonOf(circle)).toBe('round, caused by: round, caused by: round, caused by: round')
  const long = 'x'.repeat(100_000)
  const reason = reasonOf(new Error(long, { cause: new Error(long, { cause: long }) }))
  expect(reason.length).toBeLessThan(1000)
  expect(reason.startsWith(`${'x'.repeat(500)} …, caused by: xxx`)).toBe(true)
})
