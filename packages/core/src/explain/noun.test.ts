import { expect, test } from 'vitest'
import { keyOf } from '../engine/task.js'
import { nounOf, phraseOf } from './noun.js'

const call = (argument: unknown) => keyOf('plugin-task', { plugin: 'search', name: 'page', argument })
const page = { id: 'e67e5fb7b9', key: 'posts/a', permalink: '/posts/a/' }

test('what plugins make is told in words', () => {
  expect(nounOf(call(null))).toEqual({ kind: 'task', name: '`page` of plugin `search`' })
  expect(nounOf(call({}))).toEqual({ kind: 'task', name: '`page` of plugin `search`' })
  expect(nounOf(call(page))).toEqual({ kind: 'task', name: '`page` of plugin `search` for /posts/a/' })
  const body = keyOf('emitted-body', { path: 'a.json', plugin: 'search', name: 'page', argument: page })
  expect(nounOf(body)).toEqual({ kind: 'plugin file', name: 'a.json' })
  const generated = keyOf('generated', { plugin: 'cards', name: 'card', argument: 'posts/a' })
  expect(nounOf(generated)).toEqual({ kind: 'file of task', name: '`card` of plugin `cards` for posts/a' })
  expect(phraseOf(call('posts/a'))).toBe('task `page` of plugin `search` for "posts/a"')
})

test('a task without a word of its own is called as it is', () => {
  expect(nounOf(keyOf('other-outputs', null))).toEqual({ kind: 'list of other outputs', name: '' })
  expect(nounOf(keyOf('read-sections', 'posts/a'))).toEqual({ kind: 'read sections', name: 'posts/a' })
})
