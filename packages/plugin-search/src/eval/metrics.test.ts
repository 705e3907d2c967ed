import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curveOf, meanCurve } from './curve.js'
import { type Measures, meanOf, measure, type Rank, ranks } from './metrics.js'

// a, b, c and d are relevant; d is not found, x was never judged.
const grades = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 2],
  ['d', 2],
  ['e', 0],
])
const ranking = ['a', 'x', 'b', 'c', 'e']

describe('an example, calculated by hand', () => {
  const measures = measure(ranking, grades) as Measures

  test('nDCG: gains 7, 0, 1, 3 against 7, 3, 3, 1', () => {
    const gained = 7 / 1 + 0 + 1 / 2 + 3 / 2.321928
    const ideal = 7 / 1 + 3 / 1.584963 + 3 / 2 + 1 / 2.321928
    expect(measures.ndcg).toBeCloseTo(gained / ideal, 6)
    expect(measures.ndcg).toBeCloseTo(0.8123, 4)
  })

  test('average precision: hits at 1, 3 and 4 of 4 relevant pages', () => {
    expect(measures.averagePrecision).toBeCloseTo((1 / 1 + 2 / 3 + 3 / 4) / 4, 12)
  })

  test('precision, recall and the first rank', () => {
    expect(measures.precision).toEqual({ 1: 1, 3: 2 / 3, 5: 3 / 5, 10: 3 / 10 })
    expect(measures.recall).toEqual({ 1: 1 / 4, 3: 2 / 4, 5: 3 / 4, 10: 3 / 4 })
    expect(measures.reciprocalRank).toBe(1)
    expect(measure(['x', 'e', 'c'], grades)?.reciprocalRank).toBe(1 / 3)
  })

  test('the curve has the greatest precision at that recall or further on', () => {
    expect(curveOf(ranking, grades)).toEqual([1, 1, 1, 0.75, 0.75, 0.75, 0.75, 0.75, 0, 0, 0])
  })

  test('a recall of three tenths is reached by three hits of ten', () => {
    const ten = new Map(Array.from({ length: 10 }, (_, at) => [`${at}`, 1] as const))
    expect(curveOf(['0', '1', '2'], ten)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
  })

  test('a stricter measure of relevance leaves nDCG as it is', () => {
    const strict = measure(ranking, grades, { relevantFrom: 2 })
    expect(strict?.ndcg).toBe(measures.ndcg)
    expect(strict?.averagePrecision).toBeCloseTo((1 / 1 + 2 / 4) / 3, 12)
    expect(measure(['a'], new Map([['a', 1]]), { relevantFrom: 2 })).toBeUndefined()
  })
})

test('where no page is relevant, nothing is measured', () => {
  expect(measure(['a'], new Map([['a', 0]]))).toBeUndefined()
  expect(measure(['a'], new Map())).toBeUndefined()
  expect(curveOf(['a'], new Map([['a', 0]]))).toBeUndefined()
  expect(meanOf([])).toBeUndefined()
  expect(meanCurve([])).toBeUndefined()
})

test('means are over queries', () => {
  const [one, other] = [measure(['a'], grades), measure([], grades)] as [Measures, Measures]
  expect(meanOf([one, other])?.ndcg).toBe(one.ndcg / 2)
  expect(meanOf([one, other])?.precision[1]).toBe(0.5)
  expect(
    meanCurve([
      [1, 0.5],
      [0, 0.5],
    ])?.slice(0, 2),
  ).toEqual([0.5, 0.5])
})

describe('for any ranking and any grades', () => {
  const names = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
  const anyRanking = fc.array(names, { maxLength: 30 })
  const anyGrades = fc
    .array(fc.tuple(names, fc.integer({ min: 0, max: 3 })), { maxLength: 26 })
    .map((pairs) => new Map(pairs))
    .filter((grades) => [...grades.values()].some((grade) => grade > 0))
  const numbersOf = ({ precision, recall, ...others }: Measures) => [
    ...Object.values(others),
    ...Object.values(precision),
    ...Object.values(recall),
  ]
  const all = (ranking: string[], grades: Map<string, number>) => measure(ranking, grades) as Measures

  test('all numbers are from 0 to 1', () => {
    fc.assert(
      fc.property(anyRanking, anyGrades, (ranking, grades) => {
        const numbers = [...numbersOf(all(ranking, grades)), ...(curveOf(ranking, grades) ?? [])]
        for (const number of numbers) expect(number >= 0 && number <= 1).toBe(true)
      }),
    )
  })

  test('the best order has an nDCG and an average precision of 1', () => {
    fc.assert(
      fc.property(anyGrades, (grades) => {
        const best = [...grades].sort(([, a], [, b]) => b - a).map(([name]) => name)
        const { ndcg, averagePrecision, reciprocalRank, precision } = all(best, grades)
        expect([ndcg, reciprocalRank, precision[1]]).toEqual([1, 1, 1])
        expect(averagePrecision).toBeCloseTo(1, 12)
        expect(curveOf(best, grades)).toEqual(Array(11).fill(1))
      }),
    )
  })

  test('pages of one grade may change places', () => {
    fc.assert(
      fc.property(anyRanking, anyGrades, fc.nat(), fc.nat(), (given, grades, left, right) => {
        const ranking = [...new Set(given)]
        const gradeAt = (at: number) => grades.get(ranking[at] as string) ?? 0
        const [a, b] = [left % (ranking.length || 1), right % (ranking.length || 1)]
        fc.pre(ranking.length > 1 && gradeAt(a) === gradeAt(b))
        const swapped = ranking.with(a, ranking[b] as string).with(b, ranking[a] as string)
        expect(all(swapped, grades)).toEqual(all(ranking, grades))
      }),
    )
  })

  test('a relevant page more never lowers recall, a longer list never lowers it either', () => {
    fc.assert(
      fc.property(anyRanking, anyGrades, names, (ranking, grades, more) => {
        const before = all(ranking, grades).recall
        const after = all([...ranking, more], grades).recall
        for (const rank of ranks) expect(after[rank]).toBeGreaterThanOrEqual(before[rank])
        const of = (rank: Rank) => before[rank]
        expect(of(1) <= of(3) && of(3) <= of(5) && of(5) <= of(10)).toBe(true)
      }),
    )
  })

  test('to move a better page up never lowers nDCG', () => {
    fc.assert(
      fc.property(anyRanking, anyGrades, fc.nat(), (given, grades, at) => {
        const ranking = [...new Set(given)]
        fc.pre(ranking.length > 1)
        const place = at % (ranking.length - 1)
        const [upper, lower] = [ranking[place], ranking[place + 1]] as [string, string]
        fc.pre((grades.get(lower) ?? 0) > (grades.get(upper) ?? 0))
        const better = ranking.with(place, lower).with(place + 1, upper)
        expect(all(better, grades).ndcg).toBeGreaterThanOrEqual(all(ranking, grades).ndcg)
      }),
    )
  })

  test('a curve never rises', () => {
    fc.assert(
      fc.property(anyRanking, anyGrades, (ranking, grades) => {
        const curve = [...(curveOf(ranking, grades) ?? [])]
        expect(curve).toEqual(curve.toSorted((a, b) => b - a))
      }),
    )
  })
})
