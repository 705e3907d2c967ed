import { expect, test } from 'vitest'
import { frozen } from './frozen.js'

test('a copy, frozen all the way down; what is no plain data stays what it is', () => {
  const made = new Date(0)
  const given = { list: [{ made }], run() {} }
  const copy = frozen(given)
  expect(copy).toEqual(given)
  expect([copy, copy.list, copy.list[0]].every(Object.isFrozen)).toBe(true)
  expect([Object.isFrozen(given), copy.list[0]?.made, copy.run]).toEqual([false, made, given.run])
})

test('what contains itself does so in the copy too', () => {
  const given: { self?: unknown; twice: unknown[] } = { twice: [] }
  given.self = given
  given.twice.push(given.twice)
  const copy = frozen(given)
  expect(copy.self).toBe(copy)
  expect(copy.twice[0]).toBe(copy.twice)
})

test('a key such as `__proto__` is a key', () => {
  const copy = frozen(JSON.parse('{ "__proto__": { "loud": 1 } }')) as Record<string, unknown>
  expect(Object.keys(copy)).toEqual(['__proto__'])
  expect(copy.loud).toBeUndefined()
})
