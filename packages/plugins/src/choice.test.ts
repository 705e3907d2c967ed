import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseRelated } from './choice.js'

const entry = 10
const one = (place: number, score: number) => ({ place, score })
const placesOf = (list: readonly { place: number }[]) => list.map(({ place }) => place)
const rules = { limit: 2, gain: 10 }

test('older ones compete freely: best first, of equal ones the newer', () => {
  expect(placesOf(chooseRelated(entry, [one(1, 20), one(2, 30), one(3, 20)], rules))).toEqual([2, 3])
  expect(placesOf(chooseRelated(entry, [one(1, 9), one(2, 9)], rules))).toEqual([2, 1])
})

test('a newer one takes a free place, or that of one that is weaker by the gain', () => {
  const older = [one(1, 20), one(2, 30)]
  const newer = (score: number) => one(11, score)
  expect(placesOf(chooseRelated(entry, [one(1, 20), newer(11)], rules))).toEqual([1, 11])
  expect(placesOf(chooseRelated(entry, [...older, newer(29)], rules))).toEqual([2, 1])
  expect(placesOf(chooseRelated(entry, [...older, newer(30)], rules))).toEqual([11, 2])
  expect(placesOf(chooseRelated(entry, [...older, newer(20)], { ...rules, gain: 0 }))).toEqual([2, 11])
})

/** Candidates from old to new; the entry is none. */
const candidates = fc
  .uniqueArray(fc.tuple(fc.nat(20), fc.nat(100)), { selector: ([place]) => place, maxLength: 12 })
  .map((list) =>
    list
      .filter(([place]) => place !== entry)
      .sort(([a], [b]) => a - b)
      .map(([place, score]) => one(place, score)),
  )

test('the older ones that are named are the best of them, where nothing is newer', () => {
  fc.assert(
    fc.property(candidates, fc.nat(4), (list, limit) => {
      const older = list.filter(({ place }) => place < entry)
      const best = [...older].sort((a, b) => b.score - a.score || b.place - a.place).slice(0, limit)
      expect(chooseRelated(entry, older, { limit, gain: 10 })).toEqual(best)
      expect(chooseRelated(-1, older, { limit, gain: 0 })).toEqual(best)
    }),
  )
})

test('the newest of all changes a full list only where it gains', () => {
  fc.assert(
    fc.property(candidates, fc.nat(100), fc.nat(30), (list, score, gain) => {
      const before = chooseRelated(entry, list, { limit: 3, gain })
      const after = chooseRelated(entry, [...list, one(21, score)], { limit: 3, gain })
      const weakest = before.length < 3 ? Number.NEGATIVE_INFINITY : (before.at(-1)?.score ?? 0)
      expect(placesOf(after).includes(21)).toBe(score >= weakest + gain)
      if (!placesOf(after).includes(21)) expect(after).toEqual(before)
    }),
  )
})
