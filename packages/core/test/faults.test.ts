// A hook that fails, each of them in each way: one message that names it, no output, and no harm to another plugin.
import { expect, test } from 'vitest'
import { createMemoryHost, createSite } from '../src/index.js'
import type { Plugin } from '../src/plugin.js'

const post = '---\ntitle: A\ndate: 2024-01-31\n---\n\nText.\n'
const hooks = ['config', 'sources', 'load', 'entry', 'pages', 'head', 'emit', 'check', 'end'] as const

const ways: Record<string, [run: () => unknown, rule: string, reason: string]> = {
  throws: [
    () => {
      throw new Error('fault')
    },
    'plugin-failed',
    'fault',
  ],
  rejects: [() => Promise.reject(new Error('fault')), 'plugin-failed', 'fault'],
  'throws null': [
    () => {
      throw null
    },
    'plugin-failed',
    'null',
  ],
  'throws what is frozen': [
    () => {
      throw Object.freeze(new RangeError('fault'))
    },
    'plugin-failed',
    'fault',
  ],
  'gives what is wrong': [() => 5, 'plugin-value', '5'],
}

/** What comes of the hook's own answer is checked by others: by the schema of the configuration, or by nobody. */
const free = ['config', 'end']

const cases = hooks.flatMap((hook) => Object.entries(ways).map(([way, how]) => [hook, way, how] as const))

test.each(cases.filter(([hook, way]) => way !== 'gives what is wrong' || !free.includes(hook)))(
  'a hook `%s` that %s',
  async (hook, _, [run, rule, reason]) => {
    const bad: Plugin = { name: 'bad', [hook]: run }
    const good: Plugin = { name: 'good', check: () => [{ rule: 'good', severity: 'info', text: 'Here.' }] }
    const host = createMemoryHost({ '/posts/a.md': post, '/posts/b.txt': 'text' })
    const site = createSite({ root: '/', host, config: { plugins: [bad, good] }, write: false })
    const { messages, status } = await site.build()
    const [said, ...others] = messages.filter((one) => one.severity === 'error' && one.plugin === 'bad')
    expect(said).toMatchObject({ rule, severity: 'error', plugin: 'bad' })
    expect(said?.text).toContain(`\`${hook}\``)
    expect(said?.text).toContain(reason)
    expect(others.every((one) => one.rule === rule)).toBe(true)
    expect(status).toBe(hook === 'end' ? 'published' : hook === 'config' ? 'config' : 'content')
    if (hook !== 'config') expect(messages).toContainEqual(expect.objectContaining({ plugin: 'good' }))
  },
)

/** Each hook, and how it would change what it was given: by assignment, as strict code does. */
const changes: [hook: string, plugin: Plugin][] = [
  ['config', { name: 'bad', config: (_, config) => Object.assign(config, { title: 'Mine' }) }],
  ['load', { name: 'bad', load: (_, source) => void Object.assign(source, { text: '' }) }],
  ['head', { name: 'bad', head: (_, page) => [Object.assign(page, { title: 'Mine' }) as never] }],
  ['head', { name: 'bad', head: (_, page) => [Object.assign(page.params, { n: 1 }) as never] }],
  [
    'emit',
    {
      name: 'bad',
      async emit(context) {
        const [entry] = await context.entries()
        entry?.tags.push('mine')
        return []
      },
    },
  ],
  [
    'check',
    {
      name: 'bad',
      async check(context) {
        const [page] = await context.pages()
        Object.assign(page as object, { layout: 'mine' })
        return []
      },
    },
  ],
  [
    'pages',
    {
      name: 'bad',
      async pages(context) {
        const { toc } = await context.outline('posts/a')
        toc.push({ id: 'mine', text: 'Mine', depth: 1 } as never)
        return []
      },
    },
  ],
]

test.each(changes)('a hook `%s` can not change what it was given: case %#', async (hook, plugin) => {
  const host = createMemoryHost({ '/posts/a.md': post })
  const site = createSite({ root: '/', host, config: { plugins: [plugin] }, write: false })
  const { messages } = await site.build()
  const said = messages.find(({ rule }) => rule === 'plugin-failed')
  expect(said).toMatchObject({ plugin: 'bad', severity: 'error' })
  expect(said?.text).toMatch(new RegExp(`its hook \`${hook}\`.*(read only|not extensible)`))
})

test('what a plugin does to its own copies reaches nobody: the entry, and the result', async () => {
  const mine: Plugin = {
    name: 'mine',
    entry(_, entry) {
      entry.data.mine = true
      return { ...entry, data: { ...entry.data, mine: undefined } }
    },
    end: (_, result) => void (result.outputs as unknown[]).splice(0),
  }
  const host = createMemoryHost({ '/posts/a.md': post })
  const site = createSite({ root: '/', host, config: { plugins: [mine] }, write: false })
  const { status, outputs } = await site.build()
  expect(status).toBe('published')
  expect(outputs.length).toBeGreaterThan(0)
})
