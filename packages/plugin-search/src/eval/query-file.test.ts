import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { missingAnswers, readQueries } from './query-file.js'
import { draftQueries, isUnjudged, type SeedPage } from './seed.js'

const path = 'search.queries.yml'
const read = (text: string) => readQueries(text, path)

/** Messages as `line:column rule`. */
const told = (text: string) =>
  read(text).messages.map(({ rule, place }) => `${place?.start.line}:${place?.start.column} ${rule}`)

describe('a file without mistakes', () => {
  const text = `# Comments may stand anywhere.
queries:
  - query: "exit codes"
    need: "Which exit codes the command has."
    held: true
    answers:
      /posts/cli/: 3
      /posts/%C3%BCber/: 1
  - query: 404
    answers: {}
`

  test('is read', () => {
    const { queries, messages } = read(text)
    expect(messages).toEqual([])
    expect(queries).toMatchObject([
      {
        query: 'exit codes',
        need: 'Which exit codes the command has.',
        held: true,
        answers: [
          { address: '/posts/cli/', grade: 3, place: { start: { line: 7, column: 7 } } },
          { address: '/posts/über/', grade: 1 },
        ],
      },
      { query: '404', held: false, answers: [] },
    ])
  })

  test('warns of answers that the site does not have, and names the nearest', () => {
    const { queries } = read(text)
    expect(missingAnswers(queries, new Set(['/posts/clj/', '/notes/über/']), path)).toMatchObject([
      {
        severity: 'warning',
        place: { start: { line: 7, column: 7 } },
        remedy: expect.stringContaining('"/posts/clj/"'),
      },
      { place: { start: { line: 8 } }, remedy: expect.stringContaining('"/notes/über/"') },
    ])
    expect(missingAnswers(queries, new Set(['/posts/cli/', '/posts/über/']), path)).toEqual([])
  })
})

test('the judged queries of this project have no mistake', () => {
  for (const name of ['content/search', 'bench/search/manual']) {
    const file = fileURLToPath(new URL(`../../../../${name}.queries.yml`, import.meta.url))
    const { queries, messages } = read(readFileSync(file, 'utf8'))
    expect(messages).toEqual([])
    expect(queries.length).toBeGreaterThan(40)
  }
})

test('each mistake is told at its place, and hides no other', () => {
  const text = `querys: 1
queries:
  - query: "a"
    anwers: {}
    held: yes
    answers:
      /a/: 4
      /a/: 3
      /b/: 2
      /%62/: 1
      b/: 1
  - query: ""
    answers: [/a/]
  - words
  - query: "a"
    answers: { /a/: "3" }
`
  expect(told(text)).toEqual([
    '1:1 search-queries-key',
    '4:5 search-queries-key',
    '5:11 search-queries-shape',
    '7:12 search-queries-grade',
    '10:7 search-queries-twice',
    '11:7 search-queries-shape',
    '12:12 search-queries-shape',
    '13:14 search-queries-shape',
    '14:5 search-queries-shape',
    '16:21 search-queries-grade',
    '15:12 search-queries-twice',
  ])
  const [, key, , , twice] = read(text).messages
  expect(key?.remedy).toBe('Did you mean `answers`?')
  expect(twice?.text).toContain('the first is at 9:7')
})

test.each([
  ['', 'nothing'],
  ['queries:\n', 'nothing'],
  ['queries: []\n', 'a list of nothing'],
  ['queries: {}\n', 'a mapping'],
  ['- query: a\n', 'a list'],
  ['queries: &a [*a]\n', 'an alias'],
])('%j has no queries, and says what there is', (text, seen) => {
  const [message] = read(text).messages
  expect(message).toMatchObject({ rule: 'search-queries-shape', severity: 'error', path })
  expect(message?.text).toContain(seen)
})

test('YAML that is none is told where it breaks', () => {
  expect(told('queries:\n  - query: "a\n    answers: {}\n')[0]).toMatch(/^\d+:\d+ search-queries-invalid$/)
  expect(told('queries:\n  - query: a: b\n')[0]).toMatch(/^2:\d+ search-queries-invalid$/)
  expect(read('['.repeat(20_000)).messages[0]?.rule).toBe('search-queries-invalid')
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'queries:answ -?[]{}"\'&*!|>%@\n\t/0123#,') }),
      (text) => {
        read(`queries:\n${text}`)
        read(text)
      },
    ),
    { numRuns: 500 },
  )
})

describe('a draft', () => {
  const pages: SeedPage[] = [
    {
      url: '/blog/b/',
      title: 'On "Caching": part 1',
      tags: ['x'],
      sections: [{ anchor: '', heading: '', text: '', code: '' }],
    },
    {
      url: '/blog/%C3%A4/',
      title: '-- Ä',
      tags: ['x'],
      sections: [{ anchor: 'h', heading: 'How it *ends*', text: '', code: '' }],
    },
    ...Array.from({ length: 8 }, (_, at) => ({
      url: `/blog/${at}/`,
      title: `Page ${at}`,
      tags: [],
      sections: [],
    })),
  ]

  test('holds queries from titles, headings and tags, and says that nobody has judged them', () => {
    const text = draftQueries(pages, '/blog/')
    expect(text).toMatch(
      /^# Drafted from titles, headings and tags, and judged by nobody: take this line out/,
    )
    const judged = text.replace(/^.*\n/, '')
    expect([text, `\uFEFF${text}`, judged, `\uFEFF${judged}`].map(isUnjudged)).toEqual([
      true,
      true,
      false,
      false,
    ])
    const { queries, messages } = read(text)
    expect(messages).toEqual([])
    const found = queries.map(({ query, answers }) => [
      query,
      answers.map(({ address, grade }) => `${address} ${grade}`),
    ])
    expect(found).toContainEqual(['on caching part 1', ['/b/ 3']])
    expect(found).toContainEqual(['ä', ['/ä/ 3']])
    expect(found).toContainEqual(['how it *ends*', ['/ä/ 3']])
    expect(found).toContainEqual(['x', ['/b/ 3', '/ä/ 3']])
  })

  test('of any pages can be read, and does not depend on their order', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 })
    const page = fc.record({
      url: text.map((path) => `/${path}`),
      title: text,
      tags: fc.array(text, { maxLength: 3 }),
      sections: fc.array(fc.record({ anchor: text, heading: text, text, code: text }), { maxLength: 3 }),
    })
    const list = fc.uniqueArray(page, { selector: ({ url }) => url.replace(/[?#].*/s, ''), maxLength: 60 })
    fc.assert(
      fc.property(list, (pages) => {
        const draft = draftQueries(pages, '/')
        const { queries, messages } = read(draft)
        const isEmpty = messages.some(({ rule }) => rule === 'search-queries-shape')
        expect(messages.filter(({ rule }) => rule !== 'search-queries-shape')).toEqual([])
        expect(isEmpty).toBe(draft.endsWith('queries: []\n'))
        if (!isEmpty) expect(draft.match(/^ {2}- query/gm)).toHaveLength(queries.length)
        expect(draftQueries(pages.toReversed(), '/')).toBe(draft)
      }),
    )
  })
})
