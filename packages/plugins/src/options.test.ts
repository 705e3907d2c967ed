import type { Plugin } from '@blog-build/core/plugin'
import { testPlugin } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { refusals } from '../test/refusals.js'
import { settingsOf } from '../test/settings.js'
import { collections, folderAddress, optionsOf, optionsSchema, outputFile, wholeNumber } from './options.js'

const schema = () =>
  optionsOf({
    limit: z.optional(wholeNumber(100)),
    base: z.optional(folderAddress()),
    collection: z.optional(collections()),
    path: z.optional(outputFile(['xml', 'json'], 'a path such as `a.xml`')),
    inner: z.optional(optionsOf({ field: z.optional(folderAddress()) })),
  })
const defaults = { limit: 20 }
const checked = optionsSchema<Record<string, unknown>, typeof defaults>(defaults, schema)
const plugin = (given: unknown): Plugin => ({ name: 'x', options: { schema: checked, given } })
const told = (given: unknown) => refusals(plugin(given))

test('defaults stand where nothing, or undefined, is given', async () => {
  expect(await settingsOf(plugin({}))).toEqual({ limit: 20 })
  expect(await settingsOf(plugin({ limit: undefined, base: '/a/' }))).toEqual({ limit: 20, base: '/a/' })
  expect(await settingsOf(plugin({ limit: 3 }))).toEqual({ limit: 3 })
  expect(defaults).toEqual({ limit: 20 })
})

test('a wrong value is named with what was seen and what is expected', async () => {
  expect(await told({ limit: 'many' })).toContain(
    '`limit`: it must be a whole number from 1 to 100, not "many".',
  )
  expect(await told({ limit: 0 })).toContain('`limit`: it must be a whole number from 1 to 100, not 0.')
  expect(await told({ limit: 1.5 })).toContain('not 1.5.')
  expect(await told({ limit: 101 })).toContain('not 101.')
  expect(await told({ collection: 3 })).toContain(
    '`collection`: it must be the name of a collection, or a list of names, not 3.',
  )
  expect(await told({ inner: { field: 'a' } })).toContain(
    '`inner.field`: it must be an address that starts and ends with `/`, not "a".',
  )
})

test('several wrong options are told at once', async () => {
  expect(await told({ limit: 0, base: 7 })).toMatch(/`limit`[\s\S]*`base`/)
})

test('an unknown option is named with the one that was meant', async () => {
  expect(await told({ limti: 1 })).toContain('`limti`: there is no such option. Did you mean `limit`?')
  expect(await told({ zzz: 1 })).toContain('There are `limit`, `base`, `collection`, `path`, `inner`.')
  expect(await told({ inner: { feild: '/a/' } })).toContain(
    '`inner.feild`: there is no such option. Did you mean `field`?',
  )
})

test.each([null, 3, 'a', []])('options that are no object (%j) are refused', async (options) => {
  expect(await told(options)).toContain('it must be an object, not ')
})

test.each(['/tags/', '/a/b/', '/größe/'])('%s is an address for lists', async (address) => {
  expect(await settingsOf(plugin({ base: address }))).toMatchObject({ base: address })
})

test.each(['tags', '/tags', 'tags/', '//', '/a//b/', '/a b/', '/a?/', '/a#/', '/', '\\a\\', '/%2e/'])(
  '%s is no address for lists',
  async (address) => {
    expect(await told({ base: address })).toContain('`base`: it must be')
  },
)

test.each(['a.xml', 'a/b.json', '.well-known/a.xml', 'a.b/größe.xml'])(
  '%s is a file of the output',
  async (path) => {
    expect(await settingsOf(plugin({ path }))).toMatchObject({ path })
  },
)

test.each([
  '../a.xml',
  './a.xml',
  'a/../b.xml',
  '/a.xml',
  'a//b.xml',
  'a./b.xml',
  'a.txt',
  '.xml',
  'a/.xml',
  'a:b.xml',
])('%s is no file of the output', async (path) => {
  expect(await told({ path })).toContain('`path`: it must be a path such as `a.xml`')
})

test('what is said of an option ends as it ends, with one stop', async () => {
  const { messages } = await testPlugin(() => plugin({ limti: 1 }), { files: {} })
  expect(messages.map(({ text }) => text)).toEqual([
    'Plugin `x` refuses its option `limti`: there is no such option. Did you mean `limit`?',
  ])
})
