import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Activity } from './activity.js'
import { type Commons, watchCommons } from './commons.js'

let commons: Commons
beforeEach(() => {
  commons = watchCommons()
  commons.loaded()
})
afterEach(() => {
  commons.rest(true)
  commons.close()
})

const work = (name: string, hook = 'emit'): Activity => ({ code: 'plugin', name, hook })
const own = Object.prototype as Record<string, unknown>

/** What is told of a change by work that runs without a pause. */
function changedBy(change: () => void) {
  const end = commons.begin(work('p'))
  change()
  return end(true)
}

test.each<[string, () => void, () => boolean]>([
  [
    'Object.prototype.loud',
    () => {
      own.loud = 1
    },
    () => 'loud' in {},
  ],
  [
    'Array.prototype.map',
    () => {
      Array.prototype.map = () => []
    },
    () => [1].map((one) => one).length === 0,
  ],
  [
    'String.prototype.quiet',
    () => void Object.defineProperty(String.prototype, 'quiet', { value: 1, configurable: true }),
    () => 'quiet' in String.prototype,
  ],
  [
    'Promise.prototype.then',
    () => void Reflect.deleteProperty(Promise.prototype, 'then'),
    () => !Promise.prototype.then,
  ],
  [
    'Function.prototype.call',
    () => {
      Function.prototype.call = () => 1
    },
    () => Math.max.call(0, 5) === 1,
  ],
  [
    'Map.prototype.size',
    () => void Object.defineProperty(Map.prototype, 'size', { get: () => 9 }),
    () => new Map().size === 9,
  ],
  [
    'Date.now',
    () => {
      Date.now = () => 1
    },
    () => Date.now() === 1,
  ],
  [
    'Math.random',
    () => {
      Math.random = () => 1
    },
    () => Math.random() === 1,
  ],
  [
    'console.log',
    () => {
      console.log = () => {}
    },
    () => console.log.name === '',
  ],
  [
    'globalThis.fetch',
    () => {
      globalThis.fetch = (() => 1) as never
    },
    () => String(globalThis.fetch) === '() => 1',
  ],
  [
    'process.env.LOUD',
    () => {
      process.env.LOUD = '1'
    },
    () => process.env.LOUD === '1',
  ],
  [
    'process.exitCode',
    () => {
      process.exitCode = 7
    },
    () => process.exitCode === 7,
  ],
  [
    "a listener of process.on('SIGUSR2')",
    () => void process.on('SIGUSR2', () => {}),
    () => process.listenerCount('SIGUSR2') > 0,
  ],
])('%s is seen, and put back', (name, change, isChanged) => {
  const found = changedBy(change)
  expect(found?.changed).toEqual([name])
  expect(found?.suspects).toEqual([work('p')])
  expect(isChanged()).toBe(false)
  expect(changedBy(() => {})).toBeUndefined()
  expect([commons.takeTaint(), commons.takeTaint()]).toEqual([true, false])
})

test('a variable that was set before gets its value back, one that was removed comes back', () => {
  process.env.LOUD = 'before'
  commons.loaded()
  changedBy(() => {
    process.env.LOUD = 'after'
  })
  expect(process.env.LOUD).toBe('before')
  changedBy(() => delete process.env.LOUD)
  expect(process.env.LOUD).toBe('before')
  delete process.env.LOUD
  commons.loaded()
})

test('what ran without a pause is to blame alone, whoever waits beside it', () => {
  const slow = commons.begin(work('slow'))
  const found = changedBy(() => {
    own.loud = 1
  })
  expect(found?.suspects).toEqual([work('p')])
  expect(slow(false)).toBeUndefined()
})

test('a change between two looks is told once, with all who were at work', () => {
  const [a, b] = [commons.begin(work('a')), commons.begin(work('b'))]
  own.loud = 1
  const c = commons.begin(work('c'))
  expect(c(true)).toBeUndefined()
  const found = b(false)
  expect(found?.suspects).toEqual([work('b'), work('a')])
  expect(found?.message).toBe('it changed Object.prototype.loud, which all code shares')
  expect(a(false)).toBeUndefined()
})

test('what nobody looked at is found at the end', () => {
  commons.begin(work('p'))(true)
  const end = commons.begin(work('p'))
  Object.defineProperty(RegExp.prototype, 'loud', { value: 1, configurable: true })
  expect(end(true)).toBeUndefined()
  expect(commons.rest(false)).toMatchObject({ changed: ['RegExp.prototype.loud'], suspects: [work('p')] })
  expect(commons.rest(false)).toBeUndefined()
})

test('while code is loaded it may do what packages do, and nothing else', () => {
  Object.defineProperty(Array.prototype, 'polyfill', { value: () => 1, configurable: true })
  process.env.LOUD = '1'
  own.loud = 1
  expect(commons.loaded()).toEqual(['Object.prototype.loud'])
  expect(process.env.LOUD).toBe('1')
  expect('polyfill' in []).toBe(true)
  expect(changedBy(() => {})).toBeUndefined()
  Reflect.deleteProperty(Array.prototype, 'polyfill')
  delete process.env.LOUD
  commons.loaded()
})
