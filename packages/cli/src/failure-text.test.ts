import { expect, test } from 'vitest'
import { errorText, failureText } from './failure-text.js'

test('each failure says what happened, when, and what to do', () => {
  const thrown = failureText({ kind: 'thrown', error: new Error('boom') }, 'done')
  expect(thrown).toMatch(
    /^blog-build broke off after the build had ended, by an error that nothing caught:\n\nError: boom\n/,
  )
  expect(thrown).toContain('please report it')
  expect(failureText({ kind: 'stuck' }, 'load')).toContain(
    'while the configuration, the plugins and the layouts were loaded: it waits for a promise',
  )
  expect(failureText({ kind: 'exit' }, 'build')).toContain('something called `process.exit()`')
})

test('the stack is bounded, whatever was thrown', () => {
  const long = new Error('x'.repeat(100_000))
  expect(errorText(long).length).toBeLessThanOrEqual(4000)
  const many = new Error('many')
  many.stack = 'line\n'.repeat(500)
  expect(errorText(many).split('\n').length).toBe(31)
})

test('causes are told, circles end', () => {
  const error = new Error('outer', { cause: new Error('inner') })
  expect(errorText(error)).toMatch(/Error: outer[\s\S]*Caused by: Error: inner/)
  const circle = new Error('circle')
  circle.cause = circle
  expect(errorText(circle).length).toBeLessThanOrEqual(4000)
})

test.each([
  [undefined, 'Thrown: undefined'],
  ['text\u001b[2J', 'Thrown: text␛[2J'],
  [Object.create(null), 'Thrown: something that has no text'],
  [Object.freeze(Object.assign(new Error('x'), { stack: '' })), 'Error: x'],
])('%# a thrown value of any kind has a text', (error, text) => {
  expect(errorText(error)).toBe(text)
})
