import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { settingsOf } from '../test/fake-site.js'
import { collections, folderAddress, optionsOf, optionsSchema, wholeNumber } from './options.js'

const schema = () =>
  optionsOf({
    limit: z.optional(wholeNumber(100)),
    base: z.optional(folderAddress()),
    collection: z.optional(collections()),
    inner: z.optional(optionsOf({ field: z.optional(folderAddress()) })),
  })
const defaults = { limit: 20 }
const checked = optionsSchema<Record<string, unknown>, typeof defaults>(defaults, schema)
const parse = (given: unknown): Record<string, unknown> =>
  settingsOf({ name: 'x', options: { schema: checked, given } }) as Record<string, unknown>

test('defaults stand where nothing, or undefined, is given', () => {
  expect(parse({})).toEqual({ limit: 20 })
  expect(parse({ limit: undefined, base: '/a/' })).toEqual({ limit: 20, base: '/a/' })
  expect(parse({ limit: 3 })).toEqual({ limit: 3 })
  expect(defaults).toEqual({ limit: 20 })
})

test('a wrong value is named with what was seen and what is expected', () => {
  expect(() => parse({ limit: 'many' })).toThrow(
    '`limit`: it must be a whole number from 1 to 100, not "many".',
  )
  expect(() => parse({ limit: 0 })).toThrow('`limit`: it must be a whole number from 1 to 100, not 0.')
  expect(() => parse({ limit: 1.5 })).toThrow('not 1.5.')
  expect(() => parse({ limit: 101 })).toThrow('not 101.')
  expect(() => parse({ collection: 3 })).toThrow(
    '`collection`: it must be the name of a collection, or a list of names, not 3.',
  )
  expect(() => parse({ inner: { field: 'a' } })).toThrow(
    '`inner.field`: it must be an address that starts and ends with `/`, not "a".',
  )
})

test('several wrong options are told at once', () => {
  expect(() => parse({ limit: 0, base: 7 })).toThrow(/`limit`.*`base`/)
})

test('an unknown option is named with the one that was meant', () => {
  expect(() => parse({ limti: 1 })).toThrow('`limti`: there is no such option. Did you mean `limit`?')
  expect(() => parse({ zzz: 1 })).toThrow('There are `limit`, `base`, `collection`, `inner`.')
  expect(() => parse({ inner: { feild: '/a/' } })).toThrow(
    '`inner.feild`: there is no such option. Did you mean `field`?',
  )
})

test.each([null, 3, 'a', []])('options that are no object (%j) are refused', (options) => {
  expect(() => parse(options)).toThrow('``: it must be an object, not ')
})

test.each(['/tags/', '/a/b/', '/größe/'])('%s is an address for lists', (address) => {
  expect(parse({ base: address }).base).toBe(address)
})

test.each(['tags', '/tags', 'tags/', '//', '/a//b/', '/a b/', '/a?/', '/a#/', '/', '\\a\\', '/%2e/'])(
  '%s is no address for lists',
  (address) => {
    expect(() => parse({ base: address })).toThrow('`base`: it must be')
  },
)
