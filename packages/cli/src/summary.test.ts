import type { Build } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from './colors.js'
import { duration, type SummaryOptions, summarize } from './summary.js'

const built: Build = {
  status: 'published',
  outputs: [],
  messages: [],
  changed: { added: ['/new/'], changed: ['/', '/tags/'], removed: ['/old/'] },
  out: '/site/dist',
  stats: {
    pages: 214,
    written: 3,
    unchanged: 220,
    removed: 1,
    tasksRun: 40,
    tasksReused: 900,
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

test('verbose lists tasks and addresses', () => {
  const text = summarize(built, { ...options, verbose: true })
  expect(text).toContain('  Parser: satteri\n  40 tasks run, 900 reused\n')
  expect(text).toContain('  + /new/\n  ~ /\n  ~ /tags/\n  - /old/\n')
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
