/** What is wrong with plugins as a configuration names them: told before anything runs, with the place. */
import { expect, test } from 'vitest'
import { createMemoryHost } from '../src/host/memory.js'
import { createSite, type Message } from '../src/index.js'

const config = (plugins: string) => `import { definePlugin, defineService } from '@blog-build/core/plugin'
import { z } from 'zod'

const [time, other] = [defineService('reading-time'), defineService('other')]
const schema = z.object({ limit: z.number().default(7), tags: z.array(z.string()).default([]) })
const list = (options = {}) => definePlugin({
  name: 'list',
  options: { schema, given: options },
  emit: (context) => [{ path: 'list.txt', body: JSON.stringify(context.options) }],
})
const badge = () => definePlugin({ name: 'badge', requires: [time] })
const timer = (name) => definePlugin({ name, provides: [time], tasks: { minutes: () => 1 } })
const ring = (name, requires, provides) => definePlugin({ name, requires, provides })

export default {
  plugins: [
${plugins}
  ],
}
`

async function build(plugins: string) {
  const host = createMemoryHost({ '/site/a.md': '# A', '/site/blog.config.ts': config(plugins) })
  const site = createSite({ root: '/site', host, resolveFrom: [import.meta.url] })
  const built = await site.build()
  const told = (messages: Message[]) =>
    messages.map(
      ({ rule, path, place, text }) => `${rule} ${path}:${place?.start.line}:${place?.start.column} ${text}`,
    )
  return {
    built,
    messages: told(built.messages),
    again: async () => told((await site.build()).messages),
    read: (path: string) => Buffer.from(host.read(`/site/dist/${path}`) ?? '').toString(),
  }
}

test('defaults are those of the schema, hooks get them frozen', async () => {
  const { built, read } = await build("    list({ tags: ['a'] }),")
  expect(built.status).toBe('published')
  expect(read('list.txt')).toBe('{"limit":7,"tags":["a"]}')
  const changing = await build(`    {
      ...list(),
      emit: (context) => { context.options.tags.push('b'); return [] },
    },`)
  expect(changing.built.status).toBe('content')
  expect(changing.messages).toHaveLength(1)
  expect(changing.messages[0]).toMatch(/^plugin-failed .*Plugin `list` failed in its hook `emit`/)
})

test('every wrong option is told where it stands, and nothing runs', async () => {
  const { built, messages, read } = await build("    false,\n    list({ limit: 'x', tags: ['a', 2] }),")
  expect(built.status).toBe('config')
  expect(messages).toEqual([
    'plugin-option blog.config.ts:18:12 Plugin `list` refuses its option `limit`: Invalid input: expected number, received string.',
    'plugin-option blog.config.ts:18:24 Plugin `list` refuses its option `tags.1`: Invalid input: expected string, received number.',
  ])
  expect(read('list.txt')).toBe('')
})

test('a service that nobody provides, or two plugins do', async () => {
  expect((await build('    badge(),')).messages).toEqual([
    'plugin-service-missing blog.config.ts:17:5 Plugin `badge` requires the service `reading-time`, which no plugin provides.',
  ])
  expect((await build("    timer('one'),\n    timer('two'),")).messages).toEqual([
    'plugin-service-twice blog.config.ts:18:5 Plugins `one` and `two` both provide the service `reading-time`.',
  ])
})

test('plugins that need each other', async () => {
  const plugins = "    ring('a', [time], [other]),\n    ring('b', [other], [time]),"
  expect((await build(plugins)).messages).toEqual([
    'plugin-cycle blog.config.ts:17:5 Plugins wait for each other: `a` requires `reading-time` of `b`, `b` requires `other` of `a`.',
  ])
})

test('a service is used whatever the order in the configuration, and only if it is required', async () => {
  const use =
    "emit: async (context) => [{ path: 'x.txt', body: String(await context.use(time).minutes('a')) }]"
  const after = await build(`    { ...badge(), ${use} },\n    timer('late'),`)
  expect(after.messages).toEqual([])
  expect(after.read('x.txt')).toBe('1')
  const silent = await build(`    { name: 'silent', ${use} },\n    timer('late'),`)
  expect(silent.messages[0]).toContain(
    'uses the service `reading-time`, but does not say so: add it to `requires`',
  )
})

test('a schema that refuses without a reason refuses all the same', async () => {
  const schema = "{ '~standard': { version: 1, vendor: 'x', validate: () => ({ issues: [] }) } }"
  const { built, messages } = await build(`    { name: 'mute', options: { schema: ${schema} } },`)
  expect([built.status, messages]).toEqual([
    'config',
    ['plugin-option blog.config.ts:17:5 Plugin `mute` refuses its options: its schema does not say why.'],
  ])
})

test('a schema that throws, and a name that another owner has, are told with their place', async () => {
  const schema = "{ '~standard': { version: 1, vendor: 'x', validate: () => { throw new Error('no') } } }"
  const { messages } = await build(
    `    { name: 'core' },\n    { name: 'bad', options: { schema: ${schema} } },`,
  )
  expect(messages[0]).toBe(
    "plugin-reserved-name blog.config.ts:17:5 A plugin can't be called `core`: that is the name of an owner of outputs.",
  )
  expect(messages[1]).toMatch(
    /^plugin-failed blog\.config\.ts:18:5 Plugin `bad` failed in the schema of its options: no/,
  )
})

test('of two plugins of one name the last one counts, and that is told, in each build', async () => {
  const { built, messages, read, again } = await build('    list({ limit: 1 }),\n    list({ limit: 2 }),')
  expect(built.status).toBe('published')
  const told =
    'plugin-twice blog.config.ts:17:5 Plugin `list` is listed more than once; only the last one counts.'
  expect(messages).toEqual([told])
  expect(read('list.txt')).toBe('{"limit":2,"tags":[]}')
  expect(await again()).toEqual([told])
})

test('the hooks `remark` and `rehype` give lists of plugins, at once', async () => {
  const saying = async (given: string) => (await build(`    { name: 'm', rehype: ${given} },`)).messages
  const tree = '() => (tree) => { tree.children = [] }'
  const refused = 'plugin-value blog.config.ts:17:5 Plugin `m` gave'
  for (const [given, found] of [
    [`async () => [${tree}]`, 'a promise'],
    ["async () => { throw new Error('late') }", 'a promise'],
    ["() => 'x'", 'what is no list'],
    ['() => ({ length: 1 })', 'what is no list'],
    ['() => [1]', 'a list with something else than plugins of unified'],
  ] as const) {
    expect((await saying(given))[0]).toContain(`${refused} ${found} from its hook \`rehype\``)
  }
  expect(await saying(`() => [${tree}]`)).toEqual([])
})

test('a task can not be called `then`', async () => {
  const { messages } = await build("    { name: 'm', tasks: { then: () => 1 } },")
  expect(messages[0]).toMatch(/^config-field .*`plugins\.0\.tasks` must be an object without `then`/)
})

test('a plugin of a class with private fields', async () => {
  const { messages, read } = await build(`    new (class {
      name = 'private'
      #text = 'from a private field'
      get order() { return this.#text ? 'post' : 'pre' }
      emit() { return [{ path: 'x.txt', body: this.#text }] }
      rehype() { return this.#text ? [] : 1 }
    })(),`)
  expect([messages, read('x.txt')]).toEqual([[], 'from a private field'])
})

test('a task that there is not is asked for by whoever uses the service', async () => {
  const { messages } = await build(`    timer('late'),
    { ...badge(), check: async (context) => { await context.use(time).hours('a'); return [] } },`)
  expect(messages[0]).toContain('Plugin `late` was asked for its task `hours`, which it does not have.')
})
