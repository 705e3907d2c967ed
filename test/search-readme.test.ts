// The README of the search: its samples run as they stand there, its tables are those of the code, and from what it says of the
// form of an index another client can be written.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { command, siteOf } from '../packages/cli/test/command.js'
import type { IndexEntry } from '../packages/plugin-search/src/format/entry.js'
import { formatVersion } from '../packages/plugin-search/src/format/files.js'
import { indexFolder, search, standardWeights } from '../packages/plugin-search/src/index.js'
import { createSearch, type FindOptions, loadStemmers } from '../packages/plugin-search/src/query.js'
import { stemmerModule } from '../packages/plugin-search/src/terms/stemmers.js'
import { refusals } from '../packages/plugins/test/refusals.js'
import { optionsIn, withOptionTables } from '../scripts/option-tables.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = 'packages/plugin-search/src/options.ts'
const readme = readFileSync(join(root, 'packages/plugin-search/README.md'), 'utf8')
const samples = Object.fromEntries(
  [...readme.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
)
/** The first column of the first table after a text. */
const namesAfter = (text: string) => {
  const [, table = ''] = /\| --- .*\n((?:\|.*\n)+)/.exec(readme.split(text)[1] ?? '') ?? []
  return table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
}

const content = {
  'posts/rye.md': '---\ntitle: Rye\ntags: [bread]\n---\n\nA sourdough of rye, with a firm crust.\n',
  'posts/wheat.md':
    '---\ntitle: Wheat\ntags: [bread]\nsummary: Sourdough without rye.\n---\n\n```js\nbake()\n```\n',
  'posts/soup.md': '---\ntitle: Soup\ntags: [soup]\n---\n\nEaten with bread, never with sourdough.\n',
  'posts/draft.md': '---\ntitle: Draft\ndraft: true\ntags: [bread]\n---\n\nA sourdough that is not done.\n',
  'posts/hidden.md': '---\ntitle: Hidden\nunlisted: true\ntags: [bread]\n---\n\nA sourdough for friends.\n',
}

/** The site of the first sample, built; its own packages are found as in a project that installed them. */
async function built(more: Record<string, string> = {}): Promise<string> {
  const folder = siteOf({ ...content, ...more, ...samples, 'package.json': '{ "type": "module" }' })
  expect(await command(folder, ['--strict', '--quiet'])).toMatchObject({ code: 0, err: '' })
  mkdirSync(join(folder, 'node_modules/@blog-build'), { recursive: true })
  for (const name of ['core', 'plugin-search']) {
    symlinkSync(join(root, 'packages', name), join(folder, 'node_modules/@blog-build', name))
  }
  return folder
}

const run = (folder: string, file: string, ...parameters: string[]) =>
  execFileSync(process.execPath, [file, ...parameters], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    .trimEnd()
    .split('\n')

describe('samples', () => {
  test('are those that are tested here', () => {
    expect(Object.keys(samples)).toEqual(['blog.config.ts', 'find.ts', 'client.mjs'])
  })

  test('a site with search, found from a program; drafts and unlisted pages are not', async () => {
    const folder = await built()
    const compiled = ts.transpileModule(samples['find.ts'] ?? '', {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    }).outputText
    const file = join(folder, 'find.js')
    ts.sys.writeFile(file, compiled)
    expect(run(folder, file, join('dist', indexFolder), 'sourdough').sort()).toEqual(
      ['2 found', '/posts/rye/ Rye', '/posts/wheat/ Wheat'].sort(),
    )
    expect(run(folder, file, join('dist', indexFolder), 'sourdough -crust')).toEqual([
      '1 found',
      '/posts/wheat/ Wheat',
    ])
    expect(() => run(folder, file, 'nowhere', 'sourdough')).toThrow('missing: index.json')
  })

  test('have the types that they use', async () => {
    const folder = await built()
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      typeRoots: [join(root, 'node_modules/@types')],
      types: ['node'],
    }
    const program = ts.createProgram(
      ['blog.config.ts', 'find.ts'].map((name) => join(folder, name)),
      options,
    )
    const problems = ts.getPreEmitDiagnostics(program)
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  }, 60_000)

  test('the small client finds what is there, in an index of several drawers and parts', async () => {
    const word = (at: number, post: number) =>
      `w${at.toString(36)}x${((at * 7919 + post) % 46656).toString(36)}`
    const many = Array.from({ length: 45 }, (_, post) => {
      const words = Array.from({ length: 300 }, (_, at) => word(at, post))
      return [`posts/p${post}.md`, `---\ntitle: Part ${post}\n---\n\n${words.join(' ')}\n`]
    })
    const folder = await built(Object.fromEntries(many))
    const index = join(folder, 'dist', indexFolder)
    const entry: IndexEntry = JSON.parse(readFileSync(join(index, 'index.json'), 'utf8'))
    expect(entry.version).toBe(formatVersion)
    expect(entry.terms.length).toBeGreaterThan(1)
    expect(Math.max(...entry.terms.map((parts) => parts.length))).toBeGreaterThan(1)
    for (const [at, post] of [
      [0, 0],
      [150, 20],
      [299, 44],
    ] as const) {
      expect(run(folder, 'client.mjs', index, word(at, post))).toContain(`/posts/p${post}/`)
    }
    expect(run(folder, 'client.mjs', index, 'rye').sort()).toEqual([
      '/posts/rye/',
      '/posts/wheat/',
      '/tags/bread/',
    ])
    expect(run(folder, 'client.mjs', index, 'qqq')).toEqual([''])
  }, 60_000)
})

test('what it tells of queries', async () => {
  const folder = await built({
    'posts/streets.md': '---\ntitle: Straße\n---\n\nCrème brûlée, read by `getUserId` from `foo_bar`.\n',
    'posts/users.md': '---\ntitle: Users\n---\n\nTo get a user, send the id. The bar of foo is closed.\n',
    'posts/loaf.md': '---\ntitle: Loaf\nauthor: Ada Baker\n---\n\nBaking rye bread takes a day.\n',
    'pages/about.md': '---\ntitle: About\n---\n\nNobody reads this.\n',
  })
  const read = async (path: string) => readFileSync(join(folder, 'dist', indexFolder, path))
  const reader = createSearch({ files: { read }, stemmers: await loadStemmers(['en']), language: 'en' })
  const find = async (query: string, options: FindOptions = {}) => {
    const { hits, corrections } = await reader.find(query, { isTyping: false, limit: 50, ...options })
    const posts = hits.flatMap(({ url }) => /^\/(?:posts\/)?([a-z]+)\/$/.exec(url)?.slice(1) ?? [])
    return { posts, used: corrections.flatMap(({ used }) => used) }
  }
  expect((await find('rye day')).posts[0]).toBe('loaf')
  expect((await find('"rye bread"')).posts).toEqual(['loaf'])
  expect((await find('rye -"rye bread"')).posts.sort()).toEqual(['rye', 'wheat'])
  expect((await find('bread -rye')).posts).toEqual(['soup'])
  expect((await find('"ada baker"')).posts).toEqual(['loaf'])
  expect((await find('ada')).posts).toEqual(['loaf'])
  expect((await find('sourdou', { isTyping: true })).posts).toContain('soup')
  expect((await find('sourdou')).posts).toEqual([])
  expect(await find('sourduogh')).toMatchObject({ used: ['sourdough'] })
  expect(await find('osurdough')).toEqual({ posts: [], used: [] })
  expect((await find('getUserId')).posts).toEqual(['streets', 'users'])
  expect((await find('foo-bar')).posts).toEqual(['streets', 'users'])
  for (const query of ['creme', 'brulee', 'strasse']) expect((await find(query)).posts).toEqual(['streets'])
  expect((await find('bakes')).posts).toContain('loaf')
  expect((await find('about')).posts).toEqual(['about'])
  expect((await find('not found')).posts).toEqual([])
})

describe('tables', () => {
  test('options: those of the schema, made of the code', async () => {
    expect(readme).toBe(withOptionTables(readme))
    const names = optionsIn(source, 'SearchOptions').map(({ name }) => name)
    expect(namesAfter('## Options')).toEqual(names)
    const nonsense: object = { qqqqqqqqqqqqqqqqqqqq: 1 }
    const refused = await refusals(search(nonsense))
    for (const name of names) expect(refused).toContain(`\`${name}\``)
  })

  test('weights: those that count without options', () => {
    const rows = [...readme.matchAll(/^\| `(\w+)` \| ([\d.]+) \|/gm)].map(([, name = '', weight]) => [
      name,
      Number(weight),
    ])
    expect(Object.fromEntries(rows)).toEqual(standardWeights)
  })

  test('languages: those that have stemmers', () => {
    const [, list = ''] = /<!-- languages -->\n([\s\S]*?)\n\n/.exec(readme) ?? []
    const letters = [...'abcdefghijklmnopqrstuvwxyz']
    const all = letters.flatMap((one) => letters.map((other) => one + other))
    expect([...list.matchAll(/`(\w+)`/g)].map(([, code]) => code)).toEqual(all.filter(stemmerModule))
  })

  test('fields of index.json: those of the type', () => {
    expect([...namesAfter('### `index.json`')].sort()).toEqual(fieldsOf('IndexEntry').sort())
  })
})

function fieldsOf(name: string): string[] {
  const path = join(root, 'packages/plugin-search/src/format/entry.ts')
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)
  const found = file.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name)
  return (found?.members ?? []).map((member) => member.name?.getText() ?? '')
}
