import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkOutputPath } from './output-path.js'
import { slugGrammar, slugify } from './slug.js'

test.each([
  ['Hello, World!', 'hello-world'],
  ['  C++ & C#  ', 'c-plus-plus-c-sharp'],
  ['snake_case.and.dots', 'snake-case-and-dots'],
  ['İstanbul', 'i̇stanbul'],
  ['ISTANBUL', 'istanbul'],
  ['Ärger über Öl', 'ärger-über-öl'],
  ['A\u0308rger', 'ärger'],
  ['日本語 タイトル', '日本語-タイトル'],
  ['हिन्दी', 'हिन्दी'],
  ['soft\u00ADhyphen', 'softhyphen'],
  ['1️⃣ first', '1-first'],
  ['con', 'x-con'],
  ['LPT1', 'x-lpt1'],
  ['console', 'console'],
  ['aux.txt', 'aux-txt'],
  ['__proto__', 'proto'],
  ['constructor', 'constructor'],
  ['../../etc/passwd', 'etc-passwd'],
  ['%2e%2e', '2e-2e'],
])('%s', (text, slug) => {
  expect(slugify(text)).toBe(slug)
})

test('a text without letters gets a stable name of its own', () => {
  expect(slugify('👍')).toBe(slugify('👍'))
  const slugs = ['', '.', '..', '👍', '👎', '-', '\u3164', '\uFE0F'].map(slugify)
  expect(new Set(slugs).size).toBe(slugs.length)
  for (const slug of slugs) expect(slug).toMatch(/^x-[0-9a-f]{6}$/)
})

test('is cut at a character, by number and by bytes', () => {
  expect(slugify('a'.repeat(300))).toBe('a'.repeat(100))
  expect(slugify('日'.repeat(300))).toBe('日'.repeat(66))
  expect(slugify(`${'a'.repeat(99)} b`)).toBe('a'.repeat(99))
})

test('every text has a slug of the grammar, portable, and a slug of itself', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom('con', 'aux', '.', '-', ' ', 'ß', 'Σ', 'İ', '\u0301', '\u0345', 'ﬁ', '\uD800', '日'),
      )
      .map((l) => l.join('')),
  )
  fc.assert(
    fc.property(text, (some) => {
      const slug = slugify(some)
      expect(slug).toMatch(slugGrammar)
      expect(slugify(slug)).toBe(slug)
      expect(slugify(some.normalize('NFD'))).toBe(slugify(some.normalize('NFC')))
      expect([...slug].length).toBeLessThanOrEqual(102)
      expect(new TextEncoder().encode(slug).length).toBeLessThanOrEqual(202)
      expect(checkOutputPath(slug)).toEqual([])
    }),
    { numRuns: 5000 },
  )
})
