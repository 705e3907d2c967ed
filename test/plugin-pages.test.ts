// Each built-in plugin has a page in docs/plugins. Pages and sources have the parts that all have, and tell of the
// same options.
import { readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { Plugin } from '../packages/core/src/plugin.js'
import * as builtIns from '../packages/plugins/src/index.js'
import { refusals } from '../packages/plugins/test/refusals.js'
import { settingsOf } from '../packages/plugins/test/settings.js'
import { optionsIn, withOptionTables } from '../scripts/option-tables.mjs'

const folder = new URL('../docs/plugins/', import.meta.url)
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

type Factory = (options?: object) => Plugin

const pages = Object.entries(builtIns).flatMap(([name, factory]) => {
  if (typeof factory !== 'function') return []
  const file = `packages/plugins/src/${kebab(name)}.ts`
  return [{ name, factory: factory as Factory, file }]
})
const read = (name: string) => readFileSync(new URL(`${kebab(name)}.md`, folder), 'utf8')

/** Names of the options that a schema knows: it tells them where it is asked for one that nobody could mean. */
async function knownOptions(plugin: Plugin): Promise<string[]> {
  const [, list = ''] = /there is no such option\. There are (.*)\.$/m.exec(await refusals(plugin)) ?? []
  return [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort()
}
const nonsense: object = { qqqqqqqqqqqqqqqqqqqq: 1 }
const namesOf = (options: { name: string }[]) => options.map(({ name }) => name).sort()

test('there is a page for each, which the list of all leads to, and no other', () => {
  expect(readdirSync(folder).sort()).toEqual(pages.map(({ name }) => `${kebab(name)}.md`).sort())
  const list = readFileSync(new URL('../plugins-builtin.md', folder), 'utf8')
  for (const { name } of pages) expect(list).toContain(`[\`${name}\`](./plugins/${kebab(name)}.md)`)
})

describe.each(pages)('$name', ({ name, factory, file }) => {
  test('the page has all parts, in order', () => {
    const [intro = '', ...parts] = read(name).split(/^## /m)
    expect(intro).toMatch(new RegExp(`^# ${name}\n\n[^\n]`))
    expect(intro).toMatch(new RegExp(`\`\`\`ts\nplugins: \\[[^\`]*\\b${name}\\(`))
    const titles = parts.map((part) => part.split('\n')[0])
    expect(titles.filter((title) => title !== 'Details')).toEqual([
      'Options',
      'When it runs again',
      'Messages',
    ])
    expect([-1, 1]).toContain(titles.indexOf('Details'))
    expect(read(name)).toContain('](../messages.md#plugin-option)')
  })

  test('the source has all parts, in order', () => {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
    const parts = [`Options of \`${name}\``, ` ${pascal(name)}Options`, 'const defaults', 'const schema']
    const all = [
      ...parts,
      '```ts\n * plugins: ',
      `export const ${name} = (options: ${pascal(name)}Options = {})`,
    ]
    const places = all.map((part) => source.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('its options are those of the schema, with their defaults', async () => {
    const settings = (await settingsOf(factory())) as Record<string, unknown>
    const isBare = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').includes(
      `type ${pascal(name)}Options = Record<never, never>`,
    )
    const options = isBare ? [] : optionsIn(file, `${pascal(name)}Options`)
    expect(namesOf(options)).toEqual(await knownOptions(factory(nonsense)))
    const told = options.flatMap((one) =>
      one.value === undefined ? [] : [[one.name, runInNewContext(`(${one.value})`)]],
    )
    expect(Object.fromEntries(told)).toEqual(settings)
    for (const { meaning, value, words } of options) expect([meaning, value ?? words]).not.toContain('')
  })

  test('its tables are those of the code', () => {
    expect(read(name)).toBe(withOptionTables(read(name)))
    if (read(name).includes('\nNone.\n')) return
    expect(read(name)).toContain(`<!-- options: ${pascal(name)}Options in ${file}, made by`)
  })
})

test.each([
  [builtIns.taxonomies({ taxonomies: { tags: nonsense } }), 'taxonomies', 'TaxonomyOptions'],
  [builtIns.code({ words: nonsense }), 'code', 'CodeWords'],
  [builtIns.csv({ collections: { prices: nonsense } }), 'csv', 'CsvFileOptions'],
  [
    builtIns.feedSource({ feeds: [{ file: 'a.xml', collection: 'a', ...nonsense }] }),
    'feed-source',
    'FeedSourceFile',
  ],
])('options in options: those of the schema (%#)', async (plugin, file, name) => {
  const options = optionsIn(`packages/plugins/src/${file}.ts`, name)
  expect(namesOf(options)).toEqual(await knownOptions(plugin))
})
