import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Found, Search } from '@blog-build/plugin-search/query'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SearchWorld } from '../search-run.js'
import type { Refusal, WithIndex } from '../site-index.js'
import { type SearchOptions, search } from './search.js'
import { type SearchEvalOptions, searchEval } from './search-eval.js'
import { filtersOf } from './search-filter.js'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'blog-build-search-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const nothing: Found = { hits: [], total: 0, isAtLeast: false, corrections: [], missing: [] }

const fields = [
  { field: 'tags', label: 'Tags', values: ['x', 'y', 'erlang'].map((value) => ({ value, label: value })) },
  { field: 'company', label: 'Company', values: [{ value: 'companies/klarna', label: 'Klarna' }] },
]

/** A search that finds what a table says, in windows as the real one has. */
function searchOf(table: Record<string, string[]>, asked: unknown[] = []): Search {
  return {
    async find(query, options = {}) {
      asked.push([query, options])
      const { offset = 0, limit = 5 } = options
      const all = (table[query] ?? []).map((url, at) => ({
        document: String(at).padStart(10, '0'),
        url,
        title: [{ text: `Title of ${url}`, isMatch: false }],
        collection: 'posts',
        score: 10 - at,
        excerpt: [],
        sections: [],
      }))
      return { ...nothing, hits: all.slice(offset, offset + limit), total: all.length }
    },
    filters: async () => fields,
    suggestions: async () => [],
  }
}

interface Given {
  table?: Record<string, string[]>
  asked?: unknown[]
  refusal?: Refusal
  fails?: Error
  pages?: string[]
}

function opening({ table = {}, asked, refusal, fails, pages = [] }: Given): WithIndex {
  return async (_, use) => {
    if (fails) throw fails
    if (refusal) return { refusal }
    const addresses = new Set(['/a/', '/b/', '/c/'])
    return {
      used: await use({ search: searchOf(table, asked), base: '/', addresses, pages: async () => pages }),
    }
  }
}

async function run(call: (world: SearchWorld) => Promise<void>) {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (chunk: string | Uint8Array) => {
      text[name] += chunk
      return true
    },
    on: () => {},
  })
  const world: SearchWorld = {
    stdout: stream('out'),
    stderr: stream('err'),
    env: {},
    pid: 1,
    kill: () => {},
  }
  await call(world)
  return { ...text, code: world.exitCode }
}

const find = (query: string, given: Given, options: SearchOptions = {}) =>
  run((world) => search(root, query, options, world, opening(given)))
const judge = (given: Given, options: SearchEvalOptions = {}) =>
  run((world) => searchEval(root, options, world, opening(given)))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('search', () => {
  const seven = { many: ['/1/', '/2/', '/3/', '/4/', '/5/', '/6/', '/7/'] }

  test('shows five, and more in the order in which a visitor sees them', async () => {
    const five = await find('many', { table: seven })
    expect(five).toMatchObject({ code: 0, err: '' })
    expect(five.out).toMatch(/5 Title of \/5\/[\s\S]*7 pages, 5 shown\.\n$/)
    const asked: unknown[] = []
    const { out } = await find(
      'many',
      { table: seven, asked },
      {
        limit: 6,
        filter: [
          ['tags', 'x'],
          ['tags', 'y'],
        ],
        sort: 'date',
      },
    )
    expect(out).toContain('7 pages, 6 shown.')
    const options = { filters: { tags: ['x', 'y'] }, sort: 'date', limit: 5 }
    expect(asked).toEqual([
      ['many', { ...options, offset: 0 }],
      ['many', { ...options, offset: 5 }],
    ])
  })

  test('that finds nothing has code 1, and says what to do', async () => {
    const { code, out, err } = await find('zzz', {})
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe('error: Nothing was found for "zzz".\n→ Use other words, or fewer.\n')
    const filtered = await find('zzz', {}, { filter: [['tags', 'x']] })
    expect(filtered.err).toContain('→ Use fewer filters, or other words.\n')
  })

  test.each([
    ['tag=x', 'There is no field "tag" to filter by.', 'Did you mean tags? There are tags, company.'],
    ['nosuchfield=x', 'There is no field "nosuchfield" to filter by.', 'Filter by one of tags, company.'],
    ['__proto__=x', 'There is no field "__proto__" to filter by.', 'Filter by one of tags, company.'],
    ['tags=erlnag', 'No page has "erlnag" in the field tags.', 'Did you mean "erlang"?'],
    ['tags=kubernetes', 'No page has "kubernetes" in the field tags.', 'Use one of x, y, erlang.'],
    ['company=klarna', 'No page has "klarna" in the field company.', 'Did you mean "companies/klarna"?'],
  ])(
    'by a filter that no page can pass has code 2, and says which there are: %s',
    async (given, text, remedy) => {
      const filter = [['tags', 'x'], given.split('=')] as [string, string][]
      const told = await find('many', { table: seven }, { filter })
      expect(told).toEqual({ code: 2, out: '', err: `error: ${text}\n→ ${remedy}\n` })
    },
  )

  test('names some of many values, and where the others are', async () => {
    const values = Array.from({ length: 12 }, (_, at) => ({ value: `v${at}`, label: `Value ${at}` }))
    expect(filtersOf([['tags', 'zzzzzzz']], [{ field: 'tags', label: 'Tags', values }])).toEqual({
      problem: {
        text: 'No page has "zzzzzzz" in the field tags.',
        remedy:
          'Use one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9 and 2 more, all in `search-index/filters.json` of the built site.',
      },
    })
    expect(filtersOf([['tags', 'x']], [])).toMatchObject({
      problem: { remedy: expect.stringContaining('Leave') },
    })
  })

  test('writes one document under --json', async () => {
    const { code, out } = await find('many', { table: seven }, { json: true, limit: 1 })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      status: 'found',
      query: 'many',
      total: 7,
      hits: [{ url: '/1/' }],
      messages: [],
    })
    const none = JSON.parse((await find('zzz', {}, { json: true })).out)
    expect(none).toMatchObject({
      status: 'nothing',
      hits: [],
      error: expect.stringContaining('Nothing was found'),
    })
  })

  test.each([
    ['config', 2],
    ['content', 1],
  ] as const)('of a site with errors of %s has code %i, and tells them', async (status, code) => {
    const messages = [{ rule: 'r', severity: 'error' as const, text: 'It is wrong.' }]
    const refusal: Refusal = { status, messages, urlOf: () => undefined }
    const told = await find('a', { refusal })
    expect(told).toMatchObject({ code, out: '', err: expect.stringContaining('It is wrong.') })
    expect(JSON.parse((await find('a', { refusal }, { json: true })).out)).toEqual({ status, messages })
  })

  test('that breaks off has code 3', async () => {
    const { code, out, err } = await find('a', { fails: new Error('no disk') }, { json: true })
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ status: 'internal', error: expect.stringContaining('no disk') })
    expect(err).toContain('blog-build broke off while it searched')
  })
})

describe('search eval', () => {
  const queries = `queries:
  - query: one
    answers:
      /a/: 3
      /b/: 1
  - query: two
    answers:
      /c/: 3
  - query: none
    answers: {}
`
  const good = { one: ['/a/', '/b/'], two: ['/c/'] }
  const bad = { one: ['/a/', '/b/'], two: ['/a/'] }
  const kept = '.blog-build/search-eval.json'
  beforeEach(() => writeFileSync(join(root, 'search.queries.yml'), queries))

  test('measures, and keeps the run for the next one', async () => {
    const first = await judge({ table: good })
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/nDCG@10 +1\.000\n/)
    expect(first.out).toContain('Answers nothing: 1, of which 1 found nothing.')
    expect(first.out).not.toContain('Compared')
    expect((await judge({ table: good })).out).toContain(
      'nDCG@10 1.000 → 1.000 over 2 queries (0 better, 0 worse',
    )
  })

  test('fails on a regression, again and again, until it is accepted', async () => {
    await judge({ table: good })
    const before = read(kept)
    for (let time = 0; time < 2; time++) {
      const { code, out } = await judge({ table: bad })
      expect(code).toBe(1)
      expect(out).toContain('Not found any more: "two" has no relevant page among the first ten.')
      expect(out).toContain('Regression: the mean fell by 0.500, and the tolerance is 0.01.')
      expect(read(kept)).toBe(before)
    }
    expect((await judge({ table: bad }, { tolerance: 0.5 })).code).toBe(0)
    await judge({ table: good })
    expect((await judge({ table: bad }, { update: true })).code).toBe(0)
    expect((await judge({ table: bad })).code).toBe(0)
  })

  test('compares with a file that was named, and changes it only if it is told to', async () => {
    const baseline = 'quality.json'
    expect(await judge({ table: good }, { baseline })).toMatchObject({
      code: 2,
      out: '',
      err: 'error: There is no earlier run at quality.json.\n→ Make it with `--update`, and commit it.\n',
    })
    expect((await judge({ table: good }, { baseline, update: true })).code).toBe(0)
    const before = read(baseline)
    expect((await judge({ table: bad }, { baseline })).code).toBe(1)
    expect((await judge({ table: { one: ['/b/'] } }, { baseline, tolerance: 1 })).code).toBe(0)
    expect(read(baseline)).toBe(before)
    expect(existsSync(join(root, kept))).toBe(false)
    writeFileSync(join(root, baseline), '{}')
    expect((await judge({ table: good }, { baseline })).err).toContain('quality.json is no run')
  })

  test('takes a damaged run in the cache for none', async () => {
    await judge({ table: good })
    writeFileSync(join(root, kept), '{')
    expect(await judge({ table: bad })).toMatchObject({ code: 0, err: '' })
  })

  test('tells mistakes in the queries at their place, before anything is built', async () => {
    writeFileSync(join(root, 'search.queries.yml'), 'queries:\n  - query: a\n    answers: { /a/: 7 }\n')
    const told = await judge({ fails: new Error('was opened') })
    expect(told.code).toBe(2)
    expect(told.err).toContain(
      'search.queries.yml:3:21 error: A grade is a whole number from 0 to 3, and this is `7`.',
    )
    expect(told.err).toContain('search-queries-grade  docs/messages.md#search-queries-grade')
  })

  test('warns of answers that are no pages', async () => {
    writeFileSync(
      join(root, 'search.queries.yml'),
      'queries:\n  - query: one\n    answers: { /a/: 3, /bb/: 1 }\n',
    )
    const told = await judge({ table: good })
    expect(told.code).toBe(0)
    expect(told.err).toContain('search.queries.yml:3:24 warning: The site has no page "/bb/"')
  })

  test('writes a report, and one document under --json', async () => {
    const { out, code } = await judge({ table: bad }, { report: 'quality/today', json: true })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      status: 'kept',
      all: { answerable: 2, mean: { ndcg: 0.5 } },
      comparison: null,
      queries: [
        { query: 'one', unjudged: [] },
        { query: 'two', unjudged: ['/a/'], missed: ['/c/'] },
        { query: 'none' },
      ],
      messages: [],
    })
    expect(read('quality/today/index.html')).toContain('<svg')
    expect(read('quality/today/precision-recall.svg')).toMatch(/^<svg/)
    expect(JSON.parse(read('quality/today/evaluation.json'))).toMatchObject({ all: { answerable: 2 } })
  })

  test('says how to begin where there are no queries', async () => {
    const told = await judge({}, { queries: 'other.yml' })
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining('blog-build search eval --seed') })
    expect(told.err).toContain('There is no file other.yml')
  })

  test('drafts queries, and never overwrites any', async () => {
    const page = JSON.stringify({ url: '/a/', title: 'On caching', tags: [], sections: [] })
    const seed = { pages: [page] }
    const refused = await judge(seed, { seed: true })
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('search.queries.yml is there already'),
    })
    expect(read('search.queries.yml')).toBe(queries)
    expect(await judge(seed, { seed: true, queries: 'new/q.yml' })).toMatchObject({ code: 0, err: '' })
    expect(read('new/q.yml')).toContain('  - query: "on caching"\n    answers:\n      /a/: 3\n')
  })

  test('measures no draft that nobody has judged, and says what to do', async () => {
    await judge(
      { pages: [JSON.stringify({ url: '/a/', title: 'A', tags: [], sections: [] })] },
      { seed: true, queries: 'q.yml' },
    )
    const told = await judge({ fails: new Error('was opened') }, { queries: 'q.yml', json: true })
    expect(told.code).toBe(2)
    expect(JSON.parse(told.out)).toEqual({
      status: 'config',
      messages: [],
      error:
        'q.yml is a draft that nobody has judged: the search finds the words of titles in any case. ' +
        'Do what its first lines say, then take out the first one.',
    })
    writeFileSync(join(root, 'q.yml'), read('q.yml').replace(/^.*\n/, ''))
    expect(await judge({ table: { a: ['/a/'] } }, { queries: 'q.yml' })).toMatchObject({ code: 0, err: '' })
  })

  test.each(['{}', '{ /a/: 0 }'])(
    'measures nothing where all answers are %s, and says what to do',
    async (answers) => {
      writeFileSync(join(root, 'search.queries.yml'), `queries:\n  - query: one\n    answers: ${answers}\n`)
      const told = await judge({ fails: new Error('was opened') })
      expect(told).toMatchObject({ code: 2, out: '' })
      expect(told.err).toContain('No query in search.queries.yml has an answer with a grade from 1 to 3')
    },
  )
})
