/** Files that a plugin emits, and that tasks of it make: each by itself. */
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite } from '../src/index.js'
import { definePlugin, type EntryId } from '../src/plugin.js'
import { testPlugin } from '../src/testing.js'

const copies = () =>
  definePlugin({
    name: 'copies',
    tasks: {
      copy: async (context, id: EntryId) => {
        const text = (await context.sections(id)).map((one) => one.text).join('\n')
        return text === 'Nothing.' ? undefined : text
      },
      dots: () => new Uint8Array([0, 255]),
    },
    emit: async (context) => {
      const entries = await context.entries({ fields: [] })
      return [
        { path: 'count.txt', body: `${entries.length}` },
        { path: 'dots.bin', task: 'dots' },
        ...entries.map(({ id }) => ({ path: `${id}.txt`, task: 'copy', argument: id })),
      ]
    },
  })

const files = { 'content/posts/a.md': 'One.', 'content/posts/b.md': 'Two.' }

test('an edit runs the task of one file, and not the hook', async () => {
  const built = await testPlugin(copies, { files })
  expect(built.messages).toEqual([])
  expect(Object.keys(built.outputs)).toEqual(['count.txt', 'dots.bin', 'posts/a.txt', 'posts/b.txt'])
  expect(built.outputs['posts/a.txt']).toBe('One.')
  expect(built.bytes('dots.bin')).toEqual(new Uint8Array([0, 255]))
  const edited = await built.edit({ files: { 'content/posts/a.md': 'Three.' } })
  expect(edited.ran).toEqual(['tasks.copy posts/a'])
  expect(edited.changed).toEqual(['posts/a.txt', 'posts/a/index.html'])
  expect(edited.outputs['posts/a.txt']).toBe('Three.')
  const none = await edited.edit({ files: { 'content/posts/a.md': 'Nothing.' } })
  expect(Object.keys(none.outputs)).not.toContain('posts/a.txt')
  const fewer = await none.edit({ files: { 'content/posts/b.md': undefined } })
  expect(fewer.ran).toEqual(['emit'])
  expect(fewer.outputs).toEqual({ 'count.txt': '1', 'dots.bin': built.outputs['dots.bin'] })
})

test('an edit that is taken back runs no task', async () => {
  const built = await testPlugin(copies, { files })
  const edited = await built.edit({ files: { 'content/posts/a.md': 'Three.' } })
  const back = await edited.edit({ files: { 'content/posts/a.md': 'One.' } })
  expect(back.outputs).toEqual(built.outputs)
  expect(back.ran).toEqual([])
})

test('what is no body, a task that there is not, and a file with both, are told', async () => {
  const told = async (file: object, tasks = {}) => {
    const plugin = definePlugin({ name: 'wrong', tasks, emit: () => [{ path: 'x.txt', ...file }] as never })
    const host = createMemoryHost({ '/site/content/posts/a.md': '# A' })
    const site = createSite({ root: '/site', host, preset: { plugins: [plugin] } })
    return (await site.build()).messages.map(({ rule, text }) => `${rule} ${text}`)
  }
  expect(await told({ task: 'number' }, { number: () => 1 })).toEqual([
    'plugin-value Plugin `wrong` gave 1 from its task `number`.',
  ])
  const failing = (_: unknown, id: string) => Promise.reject(new Error(`no ${id.length}`))
  const long = { text: 'x'.repeat(200) }
  expect(await told({ task: 'fail', argument: 'posts/a' }, { fail: failing })).toEqual([
    'plugin-failed Plugin `wrong` failed in its task `fail` for "posts/a": no 7',
  ])
  expect((await told({ task: 'number', argument: long }, { number: () => () => 1 })).join()).toBe(
    `plugin-value Plugin \`wrong\` gave a function from its task \`number\` for {"text":"${'x'.repeat(71)} ….`,
  )
  expect((await told({ task: 'missing' })).join()).toMatch(/^plugin-unknown-task .*`missing`/)
  expect((await told({ task: 'x', body: '' })).join()).toMatch(/^plugin-value .*`\[0\]\.body`/)
  expect((await told({})).join()).toMatch(/^plugin-value .*`\[0\]\.body`/)
})

test('however many files there are, few bodies are being made at a time', async () => {
  let [now, most] = [0, 0]
  const body = async () => {
    most = Math.max(most, ++now)
    await new Promise(setImmediate)
    now--
    return 'x'
  }
  const plugin = definePlugin({
    name: 'many',
    tasks: { body },
    emit: () =>
      Array.from({ length: 300 }, (_, at) => ({ path: `many/${at}.txt`, task: 'body', argument: at })),
  })
  // A link to one of them asks for the paths of all, while pages are made.
  const host = createMemoryHost({ '/site/content/posts/a.md': 'To [one](/many/7.txt).' })
  const built = await createSite({ root: '/site', host, preset: { plugins: [plugin] } }).build()
  expect(built.messages).toEqual([])
  expect(built.outputs.filter(({ owner }) => owner === 'many')).toHaveLength(300)
  expect(most).toBeGreaterThan(8)
  expect(most).toBeLessThanOrEqual(32)
})
