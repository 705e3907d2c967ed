import { describe, expect, test } from 'vitest'
import { chanceOf } from './chance.js'
import { compare } from './comparison.js'
import { toCurveSvg } from './curve-svg.js'
import { evaluate } from './evaluation.js'
import type { Grade, JudgedQuery } from './judged-query.js'
import { addressOf } from './judged-query.js'
import { toReportHtml } from './report-html.js'
import { decodeRun, encodeRun, runOf } from './run.js'

const judged = (query: string, answers: Record<string, Grade>, held = false): JudgedQuery => ({
  query,
  held,
  answers: Object.entries(answers).map(([address, grade]) => ({ address, grade })),
})

const queries = [
  judged('one', { '/a/': 3, '/b/': 1 }),
  judged('two', { '/b/': 3 }, true),
  judged('none', { '/a/': 0 }),
  judged('silence', {}),
]

/** A search that finds what a table says. */
const finder = (table: Record<string, string[]>) => async (query: string) => table[query] ?? []

describe('an evaluation', () => {
  const evaluated = evaluate(
    queries,
    finder({ one: ['/a/', '/b/', '/c/'], two: ['/c/', '/a/'], none: ['/a/'] }),
  )

  test('has means over the queries that have an answer, held out ones apart', async () => {
    const { all, open, held } = await evaluated
    expect([all.answerable, open?.answerable, held?.answerable]).toEqual([2, 1, 1])
    expect([all.mean?.ndcg, open?.mean?.ndcg, held?.mean?.ndcg]).toEqual([0.5, 1, 0])
    expect(all.mean?.recall[10]).toBe(0.5)
    expect(all.curve).toEqual(Array(11).fill(0.5))
  })

  test('tells apart what has no answer', async () => {
    const { all, held } = await evaluated
    expect(all.unanswerable).toEqual({ queries: 2, empty: 1 })
    expect(held?.unanswerable).toEqual({ queries: 0, empty: 0 })
  })

  test('names what nobody has judged, and what was missed', async () => {
    const [one, two, none] = (await evaluated).queries
    expect([one?.unjudged, one?.missed]).toEqual([['/c/'], []])
    expect([two?.unjudged, two?.missed]).toEqual([['/c/', '/a/'], ['/b/']])
    expect(none).toMatchObject({ unjudged: [], missed: [] })
    expect(none).not.toHaveProperty('measures')
  })

  test('does not tell parts where there is one only', async () => {
    const { open, held } = await evaluate([queries[0] as JudgedQuery], finder({}))
    expect([open, held]).toEqual([undefined, undefined])
  })
})

describe('a comparison', () => {
  const good = { one: ['/a/', '/b/'], two: ['/b/'] }
  const runFor = async (table: Record<string, string[]>, of = queries) =>
    runOf(await evaluate(of, finder(table)))
  const compared = async (
    before: Record<string, string[]>,
    now: Record<string, string[]>,
    tolerance?: number,
  ) => compare(await runFor(before), await evaluate(queries, finder(now)), queries, tolerance)

  test('with itself has no difference', async () => {
    expect(await compared(good, good)).toMatchObject({
      queries: 2,
      before: 1,
      now: 1,
      chance: 1,
      changed: [],
      lost: [],
      isRegression: false,
    })
  })

  test('names losses, and what is not found any more', async () => {
    const found = await compared(good, { ...good, two: ['/a/', '/c/'] })
    expect(found).toMatchObject({ before: 1, now: 0.5, lost: ['two'], isRegression: true })
    expect(found.changed).toEqual([{ query: 'two', before: 1, now: 0 }])
  })

  test('lets the mean fall by the tolerance and no more', async () => {
    const now = { ...good, two: [] }
    expect((await compared(good, now, 0.5)).isRegression).toBe(false)
    expect((await compared(good, now, 0.49)).isRegression).toBe(true)
    expect((await compared(now, good)).isRegression).toBe(false)
  })

  test('measures both by the grades of now', async () => {
    const before = await runFor({ one: ['/b/'], two: ['/b/'] })
    const regraded = [judged('one', { '/b/': 3 }), queries[1] as JudgedQuery]
    const now = await evaluate(regraded, finder({ one: ['/b/'], two: ['/b/'] }))
    expect(compare(before, now, regraded)).toMatchObject({
      before: 1,
      now: 1,
      changed: [],
      isRegression: false,
    })
  })

  test('leaves out queries that only one has', async () => {
    const before = await runFor({ old: ['/a/'] }, [judged('old', { '/a/': 3 }), queries[0] as JudgedQuery])
    const now = await evaluate(queries, finder(good))
    expect(compare(before, now, queries)).toMatchObject({ queries: 1, added: 3, removed: 1 })
  })

  test('of nothing in common is no regression', async () => {
    const now = await evaluate(queries, finder(good))
    expect(compare(new Map(), now, queries)).toMatchObject({
      queries: 0,
      before: 0,
      now: 0,
      isRegression: false,
    })
  })
})

describe('chance', () => {
  test('is all signs of few differences', () => {
    expect(chanceOf([])).toBe(1)
    expect(chanceOf([0, 0])).toBe(1)
    expect(chanceOf([0.2])).toBe(1)
    expect(chanceOf([1, 1, 1])).toBe(2 / 8)
    expect(chanceOf([1, 1, 1, -1])).toBe(10 / 16)
  })

  test('is drawn where they are many, the same each time', () => {
    const better = Array.from({ length: 30 }, () => 0.1)
    const mixed = better.map((one, at) => (at % 2 === 0 ? one : -one))
    expect(chanceOf(better)).toBeLessThan(0.001)
    expect(chanceOf(mixed)).toBe(1)
    // Half of the mass lies beyond 0.67 deviations: 20 of 36 one way is just that.
    const near = Array.from({ length: 36 }, (_, at) => (at < 20 ? 1 : -1))
    expect(chanceOf(near)).toBeGreaterThan(0.55)
    expect(chanceOf(near)).toBeLessThan(0.68)
    expect(chanceOf(near)).toBe(chanceOf(near))
  })
})

describe('a run', () => {
  test('is kept as JSON, sorted, whatever its queries are called', () => {
    const run = new Map([
      ['b', ['/b/']],
      ['__proto__', ['/a/']],
    ])
    const text = encodeRun(run)
    expect(decodeRun(text)).toEqual(new Map([...run].reverse()))
    expect(text).toBe(encodeRun(new Map([...run].reverse())))
  })

  test('that is none is not read', () => {
    for (const text of [
      '',
      '{}',
      '[]',
      '{"version":2,"queries":[]}',
      '{"version":1,"queries":[{"query":1}]}',
    ]) {
      expect(decodeRun(text)).toBeUndefined()
    }
  })
})

test('addresses are compared in one form', () => {
  expect(addressOf('/blog/posts/%C3%BC/#part', '/blog/')).toBe('/posts/ü/')
  expect(addressOf('/posts/u\u0308/?q=1')).toBe('/posts/ü/')
  expect(addressOf('/blogs/a/', '/blog/')).toBe('/blogs/a/')
  expect(addressOf('/100%/')).toBe('/100%/')
})

describe('the report', () => {
  const hostile = '"><script>alert(1)</script>\u0000'
  const html = async () => {
    const judgedHostile = [judged(hostile, { '/a/': 3 }), judged('b', { '/a/': 3 }, true)]
    const evaluation = await evaluate(judgedHostile, finder({ [hostile]: [`/${hostile}`], b: ['/a/'] }))
    const comparison = compare(new Map([[hostile, ['/a/']]]), evaluation, judgedHostile)
    return toReportHtml(evaluation, { title: hostile, comparison })
  }

  test('holds no script, whatever queries and addresses are', async () => {
    const text = await html()
    expect(text).not.toMatch(/<script/i)
    expect(text).not.toContain('\u0000')
    expect(text).toContain('&quot;&gt;&lt;script&gt;')
    expect(text).toContain('not found any more')
  })

  test('draws the curves, with their numbers in words', async () => {
    const svg = toCurveSvg([{ name: 'a & b', curve: [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0] }])
    expect(svg).toContain('<title id="curve-title">')
    expect(svg).toContain('Precision of a &amp; b by recall: 1.00 at 0, 1.00 at 0.1')
    expect(svg).toContain('points="56,16 96.8,16')
    expect(svg).toContain('currentColor')
    expect(svg).not.toMatch(/<script|style=|href/)
    expect(await html()).toContain('<svg')
  })
})
