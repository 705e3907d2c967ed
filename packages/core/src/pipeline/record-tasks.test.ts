import { expect, test } from 'vitest'
import { createSite } from '../build.js'
import type { Plugin } from '../hooks/hook.js'
import { createMemoryHost } from '../host/memory.js'

const path = '/site/content/people.yaml'

/** A site with one list, whose builds tell what ran for it. */
function siteOf(plugins: Plugin[] = []) {
  const host = createMemoryHost()
  const site = createSite({ root: '/site', host, write: false, config: { plugins } })
  return async (text: string) => {
    host.set(path, text)
    const { stats, messages } = await site.build()
    const { entry = 0, permalink = 0 } = stats.ran
    return { ran: { entry, permalink }, told: messages.map(({ rule, place }) => [rule, place?.start.line]) }
  }
}

const rows = (...names: string[]) =>
  names.map((name) => `- { id: ${name.split(' ')[0]}, name: ${name} }\n`).join('')

test('a row that is edited is one entry, and no other', async () => {
  const build = siteOf()
  expect((await build(rows('a', 'b', 'c'))).ran).toEqual({ entry: 3, permalink: 3 })
  expect((await build(rows('a', 'b edited', 'c'))).ran).toEqual({ entry: 1, permalink: 1 })
})

test('rows that only move are not looked at', async () => {
  const build = siteOf()
  await build(rows('a', 'b', 'c'))
  expect((await build(rows('new', 'a', 'b', 'c'))).ran).toEqual({ entry: 1, permalink: 1 })
  expect((await build(rows('c', 'b', 'a', 'new'))).ran).toEqual({ entry: 0, permalink: 0 })
})

test('what is wrong with a row is told where it stands now', async () => {
  const build = siteOf()
  const text = `${rows('a', 'b')}- { id: bad, date: never }\n`
  expect((await build(text)).told).toEqual([['frontmatter-field', 3]])
  const moved = await build(`# A line more.\n${text}`)
  expect(moved).toEqual({ ran: { entry: 1, permalink: 0 }, told: [['frontmatter-field', 4]] })
})

test('of two records with one key the first is the entry', async () => {
  const records = ['first', 'second'].map((title) => ({
    key: '__proto__',
    data: { title },
    body: '',
    places: {},
  }))
  const load: Plugin['load'] = (_, source) => (source.path.endsWith('people.yaml') ? records : undefined)
  const titles: unknown[] = []
  const emit: Plugin['emit'] = async (context) => {
    titles.push((await context.entry('people/__proto__'))?.title)
    return []
  }
  const host = createMemoryHost({ [path]: '' })
  const plugins = [{ name: 'twice', load, emit }]
  const site = createSite({ root: '/site', host, write: false, config: { plugins } })
  const { messages } = await site.build()
  expect(messages.map(({ rule }) => rule)).toEqual(['data-duplicate-key'])
  expect(titles).toEqual(['first'])
})

test('twins that a plugin loads are told with the lines of both', async () => {
  const at = (line: number) => ({ '': { start: { line, column: 1 } } })
  const twin = (line: number, key?: string) => ({
    ...(key === undefined ? {} : { key }),
    data: { title: 'A', permalink: '/same/' },
    body: '',
    places: at(line),
  })
  const told = async (...records: ReturnType<typeof twin>[]) => {
    const host = createMemoryHost({ '/site/content/notes/t.psv': '' })
    const plugins: Plugin[] = [{ name: 'psv', load: () => records }]
    const { messages } = await createSite({ root: '/site', host, write: false, preset: { plugins } }).build()
    return messages.map(({ path, place, text }) => `${path}:${place?.start.line} ${text}`)
  }
  expect(await told(twin(1, 'a'), twin(2, 'a'))).toEqual([
    'content/notes/t.psv:2 Plugin `psv` loaded a second record with the key "a" from this file; the first is at 1:1.',
  ])
  expect(await told(twin(1), twin(2))).toEqual([
    'content/notes/t.psv:2 Plugin `psv` loaded a second record without a key from this file; the first is at 1:1.',
  ])
  expect(await told(twin(1, 'a'), twin(2, 'b'))).toEqual([
    'content/notes/t.psv:2 Two pages want the address `/same/`: content/notes/t.psv:1:1 and content/notes/t.psv:2:1.',
  ])
})
