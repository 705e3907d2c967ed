import type { Build } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from './colors.js'
import { duration, type SummaryOptions, size, summarize } from './summary.js'

const built: Build = {
  status: 'published',
  outputs: [],
  messages: [],
  changed: { added: ['/new/'], changed: ['/', '/tags/'], removed: ['/old/'] },
  files: { isWhole: true, set: [], removed: [] },
  out: '/site/dist',
  base: '/',
  stats: {
    pages: 214,
    written: 3,
    unchanged: 220,
    removed: 1,
    bytesWritten: 12_345,
    tasksRun: 40,
    tasksReused: 900,
    ran: { content: 4, html: 36 },
    valuesRead: 1,
    phases: { load: 120, build: 980, write: 60 },
    parser: { name: 'satteri' },
  },
}
const options: SummaryOptions = {
  colors: plainColors,
  elapsed: 1234,
  memory: 210 * 1024 * 1024,
  out: 'dist',
  verbose: false,
}

test('what was built, written and how long it took', () => {
  expect(summarize(built, options)).toBe(`Built 214 pages in 1.2 s → dist
  3 files written, 220 unchanged, 1 removed
  load 120 ms, build 980 ms, write 60 ms; peak memory 210 MB
`)
})

test('a parser that had to step in and an entry that is due are told', () => {
  const stats = {
    ...built.stats,
    pages: 1,
    parser: { name: 'remark', fallback: 'no binary for this system' },
  }
  expect(summarize({ ...built, stats, nextDue: '2030-01-01T00:00:00.000Z' }, options)).toBe(
    `Built 1 page in 1.2 s → dist
  3 files written, 220 unchanged, 1 removed
  load 120 ms, build 980 ms, write 60 ms; peak memory 210 MB
  Parser: remark, because no binary for this system
  Build again at 2030-01-01T00:00:00.000Z: something appears or expires then
`,
  )
})

test('verbose lists what was done, and addresses', () => {
  const text = summarize(built, { ...options, verbose: true })
  expect(text).toContain(
    '  Parser: satteri\n  40 tasks run, 900 reused; 1 value read, 12.3 kB written\n  Run: html 36, content 4\n',
  )
  expect(text).toContain('  + /new/\n  ~ /\n  ~ /tags/\n  - /old/\n')
})

test('verbose names the ten kinds of tasks that ran most, and counts the others', () => {
  const ran = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`kind-${at}`, at + 1]))
  const text = summarize({ ...built, stats: { ...built.stats, ran } }, { ...options, verbose: true })
  expect(text).toContain('  Run: kind-11 12, kind-10 11, ')
  expect(text).toContain(', kind-2 3, others 3\n')
  const none = { ...built.stats, tasksRun: 0, ran: {} }
  expect(summarize({ ...built, stats: none }, { ...options, verbose: true })).not.toContain('Run:')
})

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_951, '1.0 MB'],
  [12_345_678, '12.3 MB'],
])('%d is %s', (bytes, text) => {
  expect(size(bytes)).toBe(text)
})

test('a build with errors says that nothing was published', () => {
  expect(summarize({ ...built, status: 'content' }, options)).toBe(
    `Nothing was published: dist is left as it was. (1.2 s)
  load 120 ms, build 980 ms, write 60 ms; peak memory 210 MB
`,
  )
})

test('where the disk failed half-way, the folder is not said to be as it was', () => {
  const message = { rule: 'output-write-failed', severity: 'error', text: 'Publishing stopped.' } as const
  const text = summarize({ ...built, status: 'content', messages: [message] }, options)
  expect(text).toContain('Publishing stopped half-way: the next build completes dist. (1.2 s)')
})

test.each([
  [0.4, '0 ms'],
  [999, '999 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms is %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text)
})
