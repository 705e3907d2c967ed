import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { llms, tokensOf } from './llms.js'
import { joinTexts, sizeOf, splitTexts } from './llms-parts.js'

const sized = (...texts: string[]) => texts.map((text, at) => ({ id: `${at}`, size: text.length, text }))
const names = (parts: { id: string }[][]) => parts.map((part) => part.map(({ id }) => id))

test('texts are spread in order, whole, and as far as they fit', () => {
  expect(splitTexts([], 10)).toEqual([])
  const texts = sized('aaa', 'bbb', 'ccc', 'long enough', 'd')
  expect(names(splitTexts(texts, 7))).toEqual([['0', '1'], ['2'], ['3'], ['4']])
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 })), fc.integer({ min: 1, max: 50 }), (given, most) => {
      const parts = splitTexts(sized(...given), most)
      expect(parts.flat()).toEqual(sized(...given))
      for (const part of parts) {
        const file = joinTexts(part.map(({ id }) => given[Number(id)] ?? ''))
        expect(file).toHaveLength(sizeOf(part))
        expect(file.length <= most || part.length === 1).toBe(true)
      }
    }),
  )
})

test('a new text before all others changes the first parts only', () => {
  const texts = Array.from({ length: 600 }, (_, at) => ({ id: `posts/${at}`, size: 90 + (at % 20) }))
  const before = names(splitTexts(texts, 2500)).map(String)
  const after = names(splitTexts([{ id: 'posts/new', size: 100 }, ...texts], 2500)).map(String)
  const same = after.filter((part) => before.includes(part))
  expect(before.length).toBeGreaterThan(25)
  expect(after.length - same.length).toBeLessThan(5)
})

test('wrong options are refused', async () => {
  expect(await refusals(llms({ tokens: 0 }))).toContain('`tokens`: it must be a whole number from 1 to')
  expect(await refusals(llms({ full: 'no' as never }))).toContain(
    '`full`: it must be true or false, not "no".',
  )
})

test.each([
  [4, 'fewer than 1,000'],
  [1999, 'fewer than 1,000'],
  [2000, 'about 1,000'],
  [49_000, 'about 12,000'],
  [4_936_000, 'about 1,234,000'],
])('%i characters are %s tokens', (characters, words) => expect(tokensOf(characters)).toBe(words))
