import { expect, test } from 'vitest'
import { keyOf } from '../engine/task.js'
import { nounOf, phraseOf } from './noun.js'

const call = (argument: unknown) => keyOf('plugin-task', { plugin: 'search', name: 'page', argument })
const page = { id: 'e67e5fb7b9', key: 'posts/a', permalink: '/posts/a/' }

test('what plugins make is told by whose it is', () => {
  expect(nounOf(call(null))).toEqual({ kind: 'task `page` of plugin `search`', name: '' })
  expect(nounOf(call(page))).toEqual({ kind: 'task `page` of plugin `search`', name: 'for /posts/a/' })
  const body = keyOf('emitted-body', { path: 'a.json', plugin: 'search', name: 'page', argument: page })
  expect(nounOf(body)).toEqual({ kind: 'file of plugin `search`', name: 'a.json' })
  expect(phraseOf(call('posts/a'))).toBe('task `page` of plugin `search` for "posts/a"')
})

test('a task without a word of its own is called as it is', () => {
  expect(nounOf(keyOf('other-outputs', null))).toEqual({ kind: 'list of other outputs', name: '' })
  expect(nounOf(keyOf('read-sections', 'posts/a'))).toEqual({ kind: 'read sections', name: 'posts/a' })
})
