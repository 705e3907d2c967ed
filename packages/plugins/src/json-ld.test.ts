import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileText } from '../test/hostile-text.js'
import { toScriptText } from './json-ld.js'

test('J2: any text in a script is data, and parses back equal', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (key, value) => {
      const text = toScriptText({ [`k${key}`]: [value] })
      expect(text).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(text)).toEqual({ [`k${key}`]: [value] })
    }),
    { numRuns: 500 },
  )
})

test('fields that are undefined are left out', () => {
  expect(toScriptText({ a: undefined, b: 1 })).toBe('{"b":1}')
})
