import { expect, test } from 'vitest'
import type { Activity } from './activity.js'
import { createGuard } from './guard.js'
import { guardedLayouts, guardedPlugin } from './guarded.js'
import type { Plugin } from './hook.js'

/** Keeps book of what begins and ends. */
function book() {
  const lines: string[] = []
  const onActivity = ({ code, name, hook, at }: Activity) => {
    const text = [code, name, hook, at].filter((part) => part !== undefined).join(' ')
    lines.push(`begin ${text}`)
    return () => void lines.push(`end ${text}`)
  }
  return { lines, onActivity }
}

test('a plugin tells of its hooks, with what they are about, and answers as before', async () => {
  const { lines, onActivity } = book()
  const plugin: Plugin = Object.freeze({
    name: 'p',
    version: '1',
    tasks: { count: async (_: unknown, argument: number) => argument + 1 },
    emit(this: Plugin) {
      return [{ path: `${this.version}.txt`, body: '' }]
    },
    entry: (_: unknown, entry: never) => entry,
    head: async () => [],
  })
  const told = guardedPlugin(plugin, createGuard({ onActivity }))
  expect(told.name).toBe('p')
  expect(told.pages).toBeUndefined()
  expect(Object.hasOwn(told.tasks ?? {}, 'count')).toBe(true)
  expect(told.emit?.({} as never)).toEqual([{ path: '1.txt', body: '' }])
  expect(told.entry?.({} as never, { path: 'posts/a.md' } as never)).toEqual({ path: 'posts/a.md' })
  expect(await told.head?.({} as never, { permalink: '/a/' } as never)).toEqual([])
  expect(await told.tasks?.count?.({} as never, 1 as never)).toBe(2)
  expect(lines).toEqual([
    'begin plugin p emit',
    'end plugin p emit',
    'begin plugin p entry posts/a.md',
    'end plugin p entry posts/a.md',
    'begin plugin p head /a/',
    'end plugin p head /a/',
    'begin plugin p tasks count',
    'end plugin p tasks count',
  ])
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('fault')
    },
  ],
  ['rejects', () => Promise.reject(new Error('fault'))],
])('the end is told of what %s too, and the failure goes on', async (_, run) => {
  const ended: string[] = []
  const guard = createGuard({ onActivity: () => () => void ended.push('end') })
  await expect(async () => await guard.run({ code: 'plugin' }, run)).rejects.toThrow('fault')
  expect(ended).toEqual(['end'])
})

test('a layout tells of its props and of its component', async () => {
  const { lines, onActivity } = book()
  const props = async () => ({ a: 1 })
  const component = () => null
  const layouts = new Map([
    ['post', { module: { default: component, props }, path: 'layouts/post.tsx', hash: 'h' }],
    ['page', { module: { default: component }, path: '@theme/page.tsx', hash: 'i' }],
  ])
  const told = guardedLayouts(layouts, () => createGuard({ onActivity }))
  const post = told.get('post')
  expect(post).toMatchObject({ path: 'layouts/post.tsx', hash: 'h', module: { default: component } })
  const ask = post?.module.props as (context: unknown, page: unknown) => Promise<unknown>
  expect(await ask({}, { permalink: '/a/' })).toEqual({ a: 1 })
  expect(post?.around('/a/', () => 'html')).toBe('html')
  expect(told.get('page')?.module).toEqual({ default: component })
  expect(lines).toEqual([
    'begin layout layouts/post.tsx props /a/',
    'end layout layouts/post.tsx props /a/',
    'begin layout layouts/post.tsx component /a/',
    'end layout layouts/post.tsx component /a/',
  ])
})
