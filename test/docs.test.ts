// The documents: their links lead somewhere, their tables are those of the code, and their samples build.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { command, filesIn, put, siteOf } from '../packages/cli/test/command.js'
import { hookKinds } from '../packages/core/src/hooks/hook.js'
import { fifteen } from '../packages/core/test/markdown-plugins/fifteen.js'
import { withHookTable } from '../scripts/hook-table.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** All Markdown of the repository but what is content of a site, or an expected result. */
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /^(docs\/.*|packages\/[^/]+\/[^/]+|examples\/[^/]+\/README)\.md$/.test(path)),
  ),
].sort()

const withoutCode = (text: string) => text.replace(/^(`{3,})[\s\S]*?^\1\n/gm, '').replace(/`[^`\n]*`/g, '')
const code = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside)

/** Ids that GitHub gives to the headings of a document. */
const anchorsOf = (text: string) =>
  [...text.replace(/^(`{3,})[\s\S]*?^\1\n/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )

/** The rows of the first table after a heading, cell by cell. */
function tableAfter(document: string, heading: string, from = ''): string[][] {
  const section = read(document).split(`\n${heading}\n`)[1] ?? ''
  const lines = section.slice(Math.max(0, section.indexOf(from))).split('\n')
  const start = lines.findIndex((line) => line.startsWith('| ---'))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  const rows = lines.slice(start + 1, end).map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  return rows.map((cells) => cells.slice(1, -1))
}

const namesIn = (rows: string[][]) =>
  rows.flatMap(([cell = '']) => code(cell).map((name) => name.replace(/\(.*/, '')))

/** Names of the fields of an interface in core. */
function fieldsOf(file: string, name: string): string[] {
  const path = `packages/core/src/${file}`
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2022, true)
  const found = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name)
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`There is no interface ${name}`)
  return found.members.map((member) => member.name?.getText() ?? '')
}

describe('links', () => {
  test.each(documents)('%s: every relative link leads to a file, and to a heading in it', (path) => {
    const broken = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
      if (/^[a-z][a-z+.-]*:/.test(href)) return []
      const [file = '', anchor] = href.split('#')
      const target = file === '' ? path : join(dirname(path), decodeURI(file)).replaceAll('\\', '/')
      if (target.startsWith('..') || !existsSync(join(root, target))) return [href]
      return anchor === undefined || anchorsOf(read(target)).includes(anchor) ? [] : [href]
    })
    expect(broken).toEqual([])
  })

  test.each(documents)('%s: every file of the repository that it names exists', (path) => {
    const named = code(read(path).replace(/^```[\s\S]*?^```/gm, ''))
    const paths = named.filter((text) => /^(packages|docs|test|scripts|examples)\/[\w./-]+$/.test(text))
    expect(paths.filter((one) => !existsSync(join(root, one)))).toEqual([])
  })
})

describe('tables', () => {
  test('hooks: as the types say it, the kinds as the driver has them', () => {
    expect(read('docs/plugins.md')).toBe(withHookTable(read('docs/plugins.md')))
    const rows = tableAfter('docs/plugins.md', '## Hooks', '| Hook |')
    expect(rows.map(([name = '', kind]) => [code(name)[0], kind])).toEqual(Object.entries(hookKinds))
  })

  test.each([
    ['HookContext', '**Every hook**'],
    ['SiteContext', '**`pages`, `head`'],
    ['EmitContext', '**`emit`, `check` and tasks**'],
  ])('%s: every question', (name, from) => {
    const rows = tableAfter('docs/plugins.md', '## What a context can be asked', from)
    expect(namesIn(rows)).toEqual(fieldsOf('hooks/context.ts', name))
  })

  test('fields of the configuration', () => {
    const fields = (heading: string, from = '') => namesIn(tableAfter('docs/configuration.md', heading, from))
    const file = 'hooks/config.ts'
    expect(fields('## Fields')).toEqual(fieldsOf(file, 'UserConfig'))
    expect(fields('## Collections').sort()).toEqual(fieldsOf(file, 'CollectionConfig').sort())
    expect(fields('## Markdown')).toEqual(fieldsOf(file, 'MarkdownConfig'))
    expect(fields('## Markdown', '| Limit |')).toEqual(fieldsOf(file, 'Limits'))
  })

  test('what layouts get', () => {
    const props = (heading: string) =>
      namesIn(tableAfter('docs/layouts.md', heading)).map((name) => name.replace('?', ''))
    expect(props('### Standard props')).toEqual(fieldsOf('hooks/layout.ts', 'StandardProps'))
    expect(props('### A layout without `props`')).toEqual(fieldsOf('hooks/layout.ts', 'EntryProps'))
  })

  test('files of the theme, and what each exports', () => {
    const folder = 'packages/theme/layouts'
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.tsx'))
      .sort()
    const byName = (a: string, b: string) =>
      Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1)
    const rows = tableAfter('docs/layouts.md', '### Files of the theme')
    expect(namesIn(rows)).toEqual(files.map((path) => path.slice(0, -4)).sort(byName))
    for (const [file = '', exported = ''] of rows) {
      const text = read(`${folder}/${code(file)[0]}.tsx`)
      for (const name of code(exported)) expect(text).toMatch(new RegExp(`^export .*\\b${name}\\b`, 'm'))
      expect(/\bdefault\b/.test(exported)).toBe(/^export default/m.test(text))
    }
  })

  test('Markdown plugins: what is tested, as it is tested', () => {
    const rows = tableAfter('docs/markdown-plugins.md', '## Fifteen that are tested')
    const told = fifteen.map(({ name, config, syntax, imports }) => {
      const parser = { [name]: 'remark-parse', '': 'either' }[syntax ?? ''] ?? `remark-parse, for ${syntax}`
      return {
        name: `[${name}](https://www.npmjs.com/package/${name})`,
        config: `\`${config}\``,
        parser,
        imports,
      }
    })
    expect(rows.map(([name, config, parser]) => ({ name, config, parser }))).toEqual(
      told.map(({ imports, ...row }) => row),
    )
    for (const [index, { imports = '' }] of told.entries()) expect(rows[index]?.[3]).toContain(imports)
  })

  test('the known differences of the parsers', () => {
    const known = read('packages/core/test/commonmark.test.ts').split('differs in a known way')[0] ?? ''
    for (const [text = '', what] of tableAfter('docs/configuration.md', '## The two parsers')) {
      expect(known).toContain(code(text)[0])
      expect(known).toContain(`'${what?.replaceAll('`', '')}'`)
    }
  })
})

describe('samples', () => {
  /** The fenced blocks of a document that are announced by `<!-- kind: name -->`. */
  const blocksOf = (document: string, kind: string) =>
    [...read(document).matchAll(/<!-- ([a-z ]+)(?:: (\S+))? -->\n```\w*\n([\s\S]*?)^```/gm)]
      .filter(([, found]) => found === kind)
      .map(([, , name = '', text = '']) => [name, text] as const)

  test.each([
    [
      'docs/plugins.md',
      'data/hours.txt',
      (text: string) => text.replace('Open from eight to five.', 'Now closed'),
    ],
    ['docs/configuration.md', 'recipes/everyday.md', (text: string) => text.replace('ada', 'adda')],
    ['docs/layouts.md', 'recipes/rye.md', (text: string) => text],
  ])('of %s build as it tells', async (document, changed, change) => {
    const files = Object.fromEntries(blocksOf(document, 'file'))
    const folder = siteOf(files)
    const first = await command(folder, ['--strict'])
    expect(first).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Built') })
    const built = filesIn(join(folder, 'dist'))
    const parts = [...blocksOf(document, 'result'), ...blocksOf(document, 'part of')]
    expect(parts.length).toBeGreaterThan(0)
    for (const [path, text] of parts) {
      const whole = String(built.get(path)).replace(/>\n</g, '><')
      expect(whole).toContain(text.trim())
    }
    const before = files[changed] ?? ''
    put(folder, changed, change(before))
    const second = await command(folder, [])
    for (const [, text] of blocksOf(document, 'says')) expect(second.out).toContain(text.trim())
  })

  test('the catalogue and the manual of the command show what is really said', async () => {
    const folder = siteOf({ 'posts/hello.md': '---\ntitle: Hello\n---\n\nSee [the other](./nowhere.md).\n' })
    const { out } = await command(folder, [])
    const [, sample = ''] = /^```\n(posts\/hello\.md:[\s\S]*?)^```/m.exec(read('docs/messages.md')) ?? []
    expect(sample).not.toBe('')
    expect(out).toContain(sample.trim())
  })
})
