import { expect, test } from 'vitest'
import { type Evidence, toScore, type Weights } from './likeness.js'
import { bitsOfTerm, bitsOfWord, countedOf, keyOf, toRarity } from './rarity.js'

const weights: Weights = { terms: 1, text: 3, links: 2, series: 1 }
const nothing: Evidence = {
  product: 0,
  words: 0,
  bits: 0,
  isOfSeries: false,
  linksHere: false,
  linksThere: false,
}
const score = (evidence: Partial<Evidence>, own = weights) => toScore(own)({ ...nothing, ...evidence })

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
  expect(score({ product: 256, words: 9 })).toBe(score({ product: 300, words: 9 }))
  expect(score({ bits: 64 })).toBe(score({ bits: 1000 }))
  expect(score({ linksHere: true, linksThere: true })).toBeGreaterThan(score({ linksHere: true }))
})

test('a weight of 0 says nothing', () => {
  expect(score({ bits: 9, isOfSeries: true }, { ...weights, terms: 0, series: 0 })).toBe(5)
})

test('one word in common is chance, two are likeness', () => {
  expect(score({ product: 128, words: 1 })).toBe(5)
  expect(score({ product: 128, words: 2 })).toBeGreaterThan(5)
})

test('rarity is a whole number of bits, of words and of terms', () => {
  const of = (words: string[], terms: string[] = []) => ({ words, terms })
  const rarity = toRarity([of(['a', 'b'], [keyOf('tags', 'a')]), of(['a']), of(['a']), of(['a', 'b'])])
  expect(['a', 'b', 'c', 'constructor'].map((word) => bitsOfWord(rarity, word))).toEqual([0, 1, 2, 2])
  expect(bitsOfTerm(rarity, 'tags', 'a')).toBe(2)
})

test('of many entries a sample of the older ones is counted, which a new one leaves', () => {
  const ids = Array.from({ length: 5000 }, (_, at) => `posts/${at}`)
  const countOf = (entries: number) => countedOf(ids.slice(0, entries)).length
  expect([0, 1, 2, 3, 4, 7, 8, 300].map(countOf)).toEqual([0, 1, 2, 2, 4, 4, 8, 256])
  expect(countedOf(ids.slice(0, 4100))).toEqual(countedOf(ids))
  expect(countOf(5000)).toBeGreaterThan(200)
  expect(countOf(5000)).toBeLessThan(320)
})
