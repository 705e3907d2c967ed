import type { Message } from '@blog-build/core'
import picocolors from 'picocolors'
import { expect, test } from 'vitest'
import { plainColors } from './colors.js'
import { type ReportOptions, reportMessages } from './reporter.js'

const sources: Record<string, string> = {
  'posts/a.md': '---\ntitle: A\ndate: 2024-13-01\n---\nSee [b](./c.md).\n',
  'posts/b.md': '# B\n',
}
const options: ReportOptions = {
  colors: plainColors,
  width: 80,
  sourceOf: (path) => sources[path],
  urlOf: (rule) => `docs#${rule}`,
}
const link: Message = {
  rule: 'link-missing',
  severity: 'error',
  text: 'The link `./c.md` leads nowhere.',
  remedy: 'Did you mean ./b.md?',
  path: 'posts/a.md',
  place: { start: { line: 5, column: 5 }, end: { line: 5, column: 16 } },
}
const date: Message = {
  rule: 'frontmatter-field',
  severity: 'error',
  text: 'Field `date` is "2024-13-01", expected a date.',
  remedy: 'Write a date here.',
  path: 'posts/a.md',
  place: { start: { line: 3, column: 7 }, end: { line: 3, column: 17 } },
}
const plugin: Message = {
  rule: 'too-short',
  severity: 'warning',
  text: 'Too short.',
  path: 'posts/b.md',
  plugin: 'lint',
}
const note: Message = { rule: 'url-missing', severity: 'info', text: 'The site has no `url`.' }

test('messages are grouped by file and sorted by line, with frame, remedy, rule and address', () => {
  expect(reportMessages([link, plugin, note, date], options)).toBe(
    `note: The site has no \`url\`.
  url-missing  docs#url-missing

posts/a.md:3:7 error: Field \`date\` is "2024-13-01", expected a date.
  1 | ---
  2 | title: A
> 3 | date: 2024-13-01
    |       ^^^^^^^^^^
  → Write a date here.
  frontmatter-field  docs#frontmatter-field

posts/a.md:5:5 error: The link \`./c.md\` leads nowhere.
  3 | date: 2024-13-01
  4 | ---
> 5 | See [b](./c.md).
    |     ^^^^^^^^^^^
  → Did you mean ./b.md?
  link-missing  docs#link-missing

posts/b.md warning: Too short.
  too-short  docs#too-short  (plugin lint)

2 errors, 1 warning and 1 note in 2 files.
`,
  )
})

test('nothing to say is no text', () => {
  expect(reportMessages([], options)).toBe('')
})

test.each([
  [[note], '1 note.'],
  [[plugin, plugin], '2 warnings in 1 file.'],
  [[link, plugin], '1 error and 1 warning in 2 files.'],
])('the last line counts', (messages, line) => {
  expect(reportMessages(messages, options).trimEnd().split('\n').at(-1)).toBe(line)
})

test('text from content can not steer the terminal, and keeps its lines', () => {
  const hostile: Message = {
    ...link,
    path: 'posts/\u001b[2J\nx.md',
    text: 'First\u001b]0;title\u0007\r\n\tsecond',
    remedy: 'a\u009bb',
    rule: 'r\u001b[1m',
    plugin: 'p\u202e',
  }
  const text = reportMessages([hostile], options)
  expect(text).not.toMatch(/[^\n\P{Cc}]/u)
  expect(text).toContain('posts/␛[2J x.md:5:5 error: First␛]0;title␇\n        second\n')
  expect(text).toContain('(plugin p<U+202E>)')
})

test('a text of a thousand lines is cut', () => {
  const text = reportMessages([{ ...note, text: 'line\n'.repeat(1000) }], options)
  expect(text).toContain('… and 980 lines more')
  expect(text.split('\n').length).toBeLessThan(30)
})

test('a source is read once, however many messages speak of it', () => {
  const asked: string[] = []
  const sourceOf = (path: string) => {
    asked.push(path)
    return sources[path]
  }
  const other: Message = { ...link, path: 'posts/b.md', place: { start: { line: 1, column: 1 } } }
  reportMessages([link, other, date, link], { ...options, sourceOf })
  expect(asked).toEqual(['posts/a.md', 'posts/b.md'])
})

test('a source that is gone costs the frame, not the message', () => {
  expect(reportMessages([{ ...link, path: 'posts/gone.md' }], options)).toContain(
    'posts/gone.md:5:5 error: The link `./c.md` leads nowhere.\n  → Did you mean',
  )
})

test('messages at one place keep their order', () => {
  const [first, second] = [
    { ...link, text: 'First.' },
    { ...link, text: 'Second.' },
  ]
  const text = reportMessages([first, second], options)
  expect(text.indexOf('First.')).toBeLessThan(text.indexOf('Second.'))
})

test('colours show the severity', () => {
  const text = reportMessages([date], { ...options, colors: picocolors.createColors(true) })
  expect(text).toContain('\u001b[31merror:\u001b[39m')
  expect(text).toContain('\u001b[31m^^^^^^^^^^\u001b[39m')
})
