import type { Build, Message } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from '../colors.js'
import { createWatchTerminal } from './watch-terminal.js'

const error: Message = { rule: 'link-missing', severity: 'error', text: 'Nowhere.', path: 'a.md' }
const note: Message = { rule: 'feed-needs-url', severity: 'info', text: 'No feed.' }
const built = (given: Partial<Build> = {}): Build => ({
  status: 'published',
  outputs: [],
  messages: [],
  changed: { added: [], changed: ['/a/'], removed: [] },
  files: { isWhole: false, set: [], removed: [] },
  stats: { pages: 3 } as never,
  out: '/site/dist',
  base: '/',
  ...given,
})

function terminal(given: { isTTY?: boolean; quiet?: boolean; verbose?: boolean } = {}) {
  const text = { out: '', err: '' }
  const clock = { now: 0 }
  const screen = { write: (more: string) => (text.out += more), isTTY: given.isTTY ?? false, columns: 100 }
  const shown = createWatchTerminal({
    screen,
    errors: { write: (more: string) => (text.err += more) },
    colors: plainColors,
    sourceOf: () => undefined,
    urlOf: (rule) => `docs#${rule}`,
    verbose: given.verbose ?? false,
    quiet: given.quiet ?? false,
    now: () => clock.now,
    date: () => new Date(2024, 0, 1, 12, 0, clock.now / 1000),
  })
  const build = (given?: Partial<Build>, took = 12) => {
    shown.started()
    clock.now += took
    shown.built(built(given))
  }
  return { shown, text, clock, screen, build }
}

test('without a terminal there is a line for each build, with its time, and no control characters', () => {
  const { shown, text, build } = terminal()
  shown.listening(['http://localhost:4321/'])
  build({ messages: [note] }, 1000)
  build({ status: 'content', messages: [note, error] })
  build({ messages: [note], changed: { added: [], changed: [], removed: [] } })
  shown.close()
  expect(text.out).toBe(
    [
      '12:00:00  Serving at http://localhost:4321/',
      '12:00:01  1.0 s · 3 pages',
      'note: No feed.',
      '  feed-needs-url  docs#feed-needs-url',
      '',
      '12:00:01  12 ms · 1 changed: /a/ · 1 error',
      'a.md error: Nowhere.',
      '  link-missing  docs#link-missing',
      '',
      '12:00:01  12 ms · nothing changed',
      'mended  a.md  link-missing',
      '',
      '',
    ].join('\n'),
  )
})

test('on a terminal builds without news leave nothing behind but the line', () => {
  const { shown, text, build } = terminal({ isTTY: true })
  shown.listening(['http://localhost:4321/'])
  build()
  build()
  build()
  expect(text.out).not.toContain('\n')
  expect(text.out.split('\r\u001b[K').at(-1)).toBe(
    'http://localhost:4321/ · 12:00:00 · 12 ms · 1 changed: /a/',
  )
  shown.close()
  expect(text.out.endsWith('\r\u001b[K')).toBe(true)
})

test('progress is shown of a first build, and of one that takes long', () => {
  const { shown, text, clock, build } = terminal({ isTTY: true })
  shown.started()
  shown.progress({ phase: 'load', done: 0, total: 1 })
  expect(text.out).toContain('loading')
  build()
  text.out = ''
  shown.started()
  clock.now += 20
  shown.progress({ phase: 'build', done: 5, total: 0 })
  expect(text.out).toBe('')
  clock.now += 200
  shown.progress({ phase: 'build', done: 50, total: 0 })
  expect(text.out).toContain('building 50 …')
})

test('a configuration that is broken at the start does not make the next build a change of everything', () => {
  const { text, build } = terminal()
  build({ status: 'config', messages: [error] })
  build()
  expect(text.out).toContain('not built')
  expect(text.out).toContain('12 ms · 3 pages')
})

test('with --quiet there are new errors only', () => {
  const { shown, text, build } = terminal({ isTTY: true, quiet: true })
  shown.listening(['http://localhost:4321/'])
  build({ messages: [note] })
  expect(text.out).toBe('')
  build({ messages: [note, error] })
  build({ messages: [note] })
  expect(text.out).toBe('a.md error: Nowhere.\n  link-missing  docs#link-missing\n\n')
})

test('with --verbose each changed address has its line', () => {
  const { text, build } = terminal({ verbose: true })
  build()
  build({ changed: { added: ['/b/'], changed: ['/'], removed: ['/c/'] } })
  expect(text.out).toContain('  + /b/\n  ~ /\n  - /c/\n')
})

test('what code of others prints goes above the line, or where it was meant to go', () => {
  const live = terminal({ isTTY: true })
  live.shown.listening(['http://localhost:4321/'])
  live.shown.printed('stderr', 'hello\n')
  expect(live.text.out).toBe(
    'http://localhost:4321/ · starting\r\u001b[Khello\nhttp://localhost:4321/ · starting',
  )
  const log = terminal()
  log.shown.printed('stdout', 'one\n')
  log.shown.printed('stderr', 'two\n')
  expect(log.text).toEqual({ out: 'one\n', err: 'two\n' })
})

test('another width takes effect at once', () => {
  const { shown, text, screen, build } = terminal({ isTTY: true })
  shown.listening(['http://localhost:4321/'])
  build()
  build()
  screen.columns = 30
  shown.resized()
  expect(text.out.split('\r\u001b[K').at(-1)).toBe('12 ms · 1 changed: /a/')
})
