import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refusals } from '../test/refusals.js'
import { llms, spreadTexts } from './llms.js'

test('texts are spread in order, whole, and as far as they fit', () => {
  expect(spreadTexts([], 10)).toEqual([])
  expect(spreadTexts(['aaa', 'bbb', 'ccc', 'long enough', 'd'], 7)).toEqual([
    'aaa\nbbb',
    'ccc',
    'long enough',
    'd',
  ])
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 })), fc.integer({ min: 1, max: 50 }), (texts, most) => {
      const files = spreadTexts(texts, most)
      expect(files.join('\n')).toBe(texts.join('\n'))
      for (const file of files) expect(file.length <= most || texts.includes(file)).toBe(true)
    }),
  )
})

test('wrong options are refused', async () => {
  expect(await refusals(llms({ tokens: 0 }))).toContain('`tokens`: it must be a whole number from 1 to')
  expect(await refusals(llms({ full: 'no' as never }))).toContain(
    '`full`: it must be true or false, not "no".',
  )
})
