import { expect, test } from 'vitest'
import { type Evidence, scoreOf, type Weights } from './likeness.js'
import { bitsOf, countedOf, toRarity } from './rarity.js'

const weights: Weights = { terms: 1, text: 3, links: 2, series: 1 }
const nothing: Evidence = { product: 0, bits: 0, isOfSeries: false, linksHere: false, linksThere: false }
const score = (evidence: Partial<Evidence>, own = weights) => scoreOf({ ...nothing, ...evidence }, own)

test('nothing in common leaves what is said of any two', () => {
  expect(score({})).toBe(5)
})

test('signals are fused by their logits: their odds multiply', () => {
  const odds = (hundredths: number) => hundredths / (100 - hundredths)
  const one = { ...weights, links: 1 }
  // One link of two is 0.725, a series 0.95.
  const expected = (odds(5) * 0.725 * 0.95) / (0.275 * 0.05)
  expect(score({ linksHere: true, isOfSeries: true }, one)).toBe(
    Math.round((100 * expected) / (1 + expected)),
  )
})

test('more of anything is never less', () => {
  const scores = [0, 1, 2, 4, 8].map((bits) => score({ bits }))
  expect(scores).toEqual([...scores].sort((a, b) => a - b))
  expect(score({ product: 256 })).toBe(score({ product: 300 }))
  expect(score({ linksHere: true, linksThere: true })).toBeGreaterThan(score({ linksHere: true }))
})

test('a weight of 0 says nothing', () => {
  expect(score({ bits: 9, isOfSeries: true }, { ...weights, terms: 0, series: 0 })).toBe(5)
})

test('rarity is a whole number of bits, and a new entry leaves it', () => {
  const rarity = toRarity([['a', 'b'], ['a'], ['a'], ['a', 'b']])
  expect(['a', 'b', 'c', 'constructor'].map((feature) => bitsOf(rarity, feature))).toEqual([0, 1, 2, 2])
  expect([0, 1, 2, 3, 4, 7, 8, 1000].map(countedOf)).toEqual([0, 1, 2, 2, 4, 4, 8, 512])
})
