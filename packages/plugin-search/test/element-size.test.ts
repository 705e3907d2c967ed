// What a reader loads to search: the element, the core of search and the stemmer of one language.
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundle } from './search-page.js'

const sizeOf = async (script: string) => gzipSync((await bundle(script)).script, { level: 9 }).length

test('the script of a site in English stays small', async () => {
  const { script } = await bundle('./fixtures/element-english.ts')
  const size = brotliCompressSync(script).length
  expect(size).toBeGreaterThan(6 * 1024)
  expect(size).toBeLessThanOrEqual(12 * 1024)
  // From hosts that know gzip only.
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(13 * 1024)
})

test('what few queries need comes with them, and is little', async () => {
  const { script, parts } = await bundle('./fixtures/element-english.ts')
  const sizes = parts.map((part) => gzipSync(part, { level: 9 }).length)
  expect(sizes).toHaveLength(3)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024)
  // Nothing else has to be loaded before the script can run.
  expect(script).not.toMatch(/\b(?:import|from)\s*"/)
})

test('of it, the element is less than half', async () => {
  // With the fake index of the other tests, which is no part of it.
  expect(await sizeOf('./fixtures/element-of-pages.ts')).toBeLessThanOrEqual(6 * 1024)
})

test('it has no means to read HTML or to run a text', async () => {
  const { script } = await bundle('./fixtures/element-english.ts')
  expect(script).not.toMatch(
    /(inner|outer)HTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function/,
  )
})
