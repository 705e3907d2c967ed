import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseRelated } from './choice.js'

const entry = { id: 'x', day: '2024-06-01' }
const one = (id: string, day: string, score: number) => ({ id, day, score })
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const rules = { limit: 2, gain: 10 }

test('older ones compete freely: best first, of equal ones the newer, then by id', () => {
  const list = [one('a', '2024-01-01', 20), one('b', '2024-02-01', 30), one('c', '2024-03-01', 20)]
  expect(idsOf(chooseRelated(entry, list, rules))).toEqual(['b', 'c'])
  expect(idsOf(chooseRelated(entry, [one('d', '', 9), one('a', '', 9)], rules))).toEqual(['a', 'd'])
})

test('a newer one takes a free place, or that of one that is weaker by the gain', () => {
  const older = [one('a', '2024-01-01', 20), one('b', '2024-02-01', 30)]
  const newer = (score: number) => one('n', '2024-07-01', score)
  expect(idsOf(chooseRelated(entry, [one('a', '2024-01-01', 20), newer(11)], rules))).toEqual(['a', 'n'])
  expect(idsOf(chooseRelated(entry, [...older, newer(29)], rules))).toEqual(['b', 'a'])
  expect(idsOf(chooseRelated(entry, [...older, newer(30)], rules))).toEqual(['n', 'b'])
  expect(idsOf(chooseRelated(entry, [...older, newer(20)], { ...rules, gain: 0 }))).toEqual(['b', 'n'])
})

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    day: fc.constantFrom('', '2024-01-01', '2024-06-01', '2024-06-02', '2024-08-01'),
    score: fc.integer({ min: 0, max: 100 }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)

test('the order of the candidates does not matter', () => {
  fc.assert(
    fc.property(candidates, fc.nat(30), fc.integer({ min: 1, max: 5 }), (list, gain, limit) => {
      const chosen = chooseRelated(entry, list, { limit, gain })
      expect(chooseRelated(entry, [...list].reverse(), { limit, gain })).toEqual(chosen)
      expect(chosen).toHaveLength(Math.min(limit, list.length))
    }),
  )
})

test('the newest of all changes a full list only where it gains', () => {
  fc.assert(
    fc.property(candidates, fc.nat(100), fc.nat(30), (list, score, gain) => {
      const before = chooseRelated(entry, list, { limit: 3, gain })
      const after = chooseRelated(entry, [...list, one('new', '2025-01-01', score)], { limit: 3, gain })
      const weakest = before.length < 3 ? Number.NEGATIVE_INFINITY : (before.at(-1)?.score ?? 0)
      expect(idsOf(after).includes('new')).toBe(score >= weakest + gain)
      if (!idsOf(after).includes('new')) expect(after).toEqual(before)
    }),
  )
})
