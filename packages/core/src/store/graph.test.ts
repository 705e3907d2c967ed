import { expect, test } from 'vitest'
import type { Change } from '../store.js'
import { createMemoryStore } from './memory.js'

test('two keys that change places come to stand in the new order', () => {
  const store = createMemoryStore()
  const change = (key: string, reads: string[]): Change => {
    const numbers = reads.map((read) => ~store.number(read))
    return {
      id: store.number(key),
      key,
      hash: 'h'.repeat(22),
      reads: numbers,
      messages: [],
      ref: -1,
      reason: { cause: -1, input: -1 },
    }
  }
  const root = store.number('root:')
  store.commit(root, [
    change('low:', []),
    change('b:', ['low:']),
    change('a:', ['b:']),
    change('root:', ['a:', 'b:']),
  ])
  // Who reads whom is known from here on.
  store.eachReader(store.find('b:'), () => {})
  store.commit(root, [change('a:', ['low:']), change('b:', ['a:'])])
  store.commit(root, [change('a:', []), change('b:', ['a:'])])
  store.commit(root, [change('b:', []), change('a:', ['b:'])])
  const height = (key: string) => store.height(store.find(key))
  expect(height('a:')).toBeGreaterThan(height('b:'))
  expect(height('root:')).toBeGreaterThan(height('a:'))
})
