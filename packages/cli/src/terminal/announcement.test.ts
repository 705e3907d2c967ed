import type { Message } from '@blog-build/core'
import { expect, test } from 'vitest'
import { plainColors } from '../colors.js'
import { createAnnouncer } from './announcement.js'
import { announcementText } from './announcement-text.js'

const at = (path: string, text: string, line = 1): Message => ({
  rule: 'link-missing',
  severity: 'error',
  text,
  path,
  place: { start: { line, column: 1 } },
})
const ofCode: Message = { rule: 'config-threw', severity: 'error', text: 'It threw.', path: 'blog.config.ts' }
const names = (messages: readonly Message[]) => messages.map(({ path, text }) => `${path} ${text}`)
const announced = (steps: [status: 'published' | 'content' | 'config', messages: Message[]][]) => {
  const announcer = createAnnouncer()
  return steps.map(([status, messages]) => {
    const { fresh, mended, standing } = announcer.next({ status, messages })
    return { fresh: names(fresh), mended: names(mended), standing: standing.length }
  })
}
const a = at('a.md', 'x')
const b = at('b.md', 'y')

test('new and mended are told once each, what stands is not', () => {
  expect(
    announced([
      ['content', [a]],
      ['content', [a, b]],
      ['content', [b]],
      ['published', []],
      ['content', [a]],
    ]),
  ).toEqual([
    { fresh: ['a.md x'], mended: [], standing: 1 },
    { fresh: ['b.md y'], mended: [], standing: 2 },
    { fresh: [], mended: ['a.md x'], standing: 1 },
    { fresh: [], mended: ['b.md y'], standing: 0 },
    { fresh: ['a.md x'], mended: [], standing: 1 },
  ])
})

test.each([
  ['a line above shifts the place', at('a.md', 'x', 9), [], []],
  ['another file', at('c.md', 'x'), ['c.md x'], ['a.md x']],
  ['another text', at('a.md', 'z'), ['a.md z'], ['a.md x']],
  ['another rule', { ...a, rule: 'link-anchor' }, ['a.md x'], ['a.md x']],
])('%s', (_, next, fresh, mended) => {
  const [, second] = announced([
    ['content', [a]],
    ['content', [next]],
  ])
  expect(second).toEqual({ fresh, mended, standing: 1 })
})

test('of twins each counts: the same fault twice in a file is two', () => {
  const twin = at('a.md', 'x', 5)
  expect(
    announced([
      ['content', [a]],
      ['content', [a, twin]],
      ['content', [twin]],
    ]).map(({ fresh, mended }) => [fresh.length, mended.length]),
  ).toEqual([
    [1, 0],
    [1, 0],
    [0, 1],
  ])
})

test('with errors in code nothing of the content counts as mended, and nothing of it as new afterwards', () => {
  expect(
    announced([
      ['content', [a, b]],
      ['config', [ofCode]],
      ['config', [ofCode]],
      ['content', [a]],
    ]),
  ).toEqual([
    { fresh: ['a.md x', 'b.md y'], mended: [], standing: 2 },
    { fresh: ['blog.config.ts It threw.'], mended: [], standing: 3 },
    { fresh: [], mended: [], standing: 3 },
    { fresh: [], mended: ['b.md y', 'blog.config.ts It threw.'], standing: 1 },
  ])
})

test('one error in code after another: the first is mended', () => {
  const other = { ...ofCode, text: 'It does not parse.' }
  const [, second] = announced([
    ['config', [ofCode]],
    ['config', [other]],
  ])
  expect(second).toEqual({
    fresh: ['blog.config.ts It does not parse.'],
    mended: ['blog.config.ts It threw.'],
    standing: 1,
  })
})

const report = {
  colors: plainColors,
  width: 80,
  sourceOf: () => undefined,
  urlOf: (rule: string) => `docs#${rule}`,
}

test('new ones are printed in full, mended ones as a line each', () => {
  const text = announcementText(
    { fresh: [a], mended: [b, { ...ofCode, path: undefined as never }], standing: [] },
    report,
  )
  expect(text).toBe(
    'a.md:1:1 error: x\n  link-missing  docs#link-missing\n\nmended  b.md  link-missing\nmended  config-threw\n\n',
  )
  expect(announcementText({ fresh: [], mended: [], standing: [a] }, report)).toBe('')
})

test('of hundreds only the worst are printed', () => {
  const notes = Array.from(
    { length: 200 },
    (_, at): Message => ({ rule: 'note-it', severity: 'info', text: `n${at}` }),
  )
  const text = announcementText({ fresh: [...notes, a], mended: notes, standing: [] }, report)
  expect(text).toContain('a.md:1:1 error: x')
  expect(text).toContain('… and 151 more: `blog-build` lists them all.')
  expect(text).toContain('… and 180 more\n')
  expect(text.split('\n').length).toBeLessThan(300)
})

test('a path can not steer the terminal', () => {
  const text = announcementText({ fresh: [], mended: [at('\u001b[2Ja.md', 'x')], standing: [] }, report)
  expect(text).not.toContain('\u001b')
})
