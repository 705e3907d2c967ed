import { homedir } from 'node:os'
import type { Message } from '@blog-build/core'
import { expect, test } from 'vitest'
import { problemsOf } from './problems.js'

const error: Message = {
  rule: 'frontmatter-field',
  severity: 'error',
  text: 'Field `date` is text.',
  remedy: 'Write a date.',
  path: 'posts/a.md',
  place: { start: { line: 3, column: 7 }, end: { line: 3, column: 10 } },
}
const options = {
  root: '/home/ada/site',
  sourceOf: () => '---\ntitle: A\ndate: one\n---\n',
  urlOf: (rule: string) => `https://docs.example/${rule}`,
}

test('an error comes with its place, a frame as plain text, and where its rule is documented', () => {
  expect(problemsOf([error], options)).toEqual([
    {
      rule: 'frontmatter-field',
      text: 'Field `date` is text.',
      remedy: 'Write a date.',
      path: 'posts/a.md',
      line: 3,
      column: 7,
      frame: '  1 | ---\n  2 | title: A\n> 3 | date: one\n    |       ^^^',
      url: 'https://docs.example/frontmatter-field',
    },
  ])
})

test('warnings and notes are none', () => {
  expect(
    problemsOf(
      [
        { ...error, severity: 'warning' },
        { ...error, severity: 'info' },
      ],
      options,
    ),
  ).toEqual([])
})

test('what is not known is left out', () => {
  const bare: Message = { rule: 'plugin-failed', severity: 'error', text: 'It failed.', plugin: 'shout' }
  const told = problemsOf([bare], { ...options, urlOf: (rule) => `docs/messages.md#${rule}` })
  expect(told).toEqual([{ rule: 'plugin-failed', text: 'It failed.', plugin: 'shout' }])
})

test.each([
  ['at /home/ada/site/plugins/x.ts:3', 'at plugins/x.ts:3'],
  [`at ${homedir()}/.npm/y.js`, 'at ~/.npm/y.js'],
])('%s: no path says whose machine it is', (text, shown) => {
  expect(problemsOf([{ ...error, text, remedy: text }], options)).toMatchObject([
    { text: shown, remedy: shown },
  ])
})
