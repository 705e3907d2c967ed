import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MarkdownPlugin } from '../hooks/config.js'
import { createNodeHost } from '../host/node.js'
import type { Host } from '../model.js'
import { loadCode } from './code.js'
import { loadMarkdownPlugins } from './markdown-plugins.js'

let root: string
let host: Host

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'markdown-plugins-'))
  host = createNodeHost({ root, cache: join(root, '.cache') })
  const installed = (name: string, code: string) => {
    write(
      `node_modules/${name}/package.json`,
      `{"name":"${name}","version":"1.0.0","type":"module","exports":"./i.js"}`,
    )
    write(`node_modules/${name}/i.js`, code)
  }
  installed('remark-default', 'export default function a() {}')
  installed('remark-named', 'export function remarkNamed() {}\nexport function other() {}')
  installed('remark-none', 'export const a = 1')
  installed('remark-throws', 'throw new Error("needs more")')
  write('local.ts', 'export default function local(x?: number) { return x }')
})
afterAll(() => rmSync(root, { recursive: true }))

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const load = (specs: MarkdownPlugin[], configText = '') =>
  loadMarkdownPlugins(specs, { root, host, configPath: 'blog.config.ts', configText })

test('packages by name, with options, local files and functions, in their order', async () => {
  const own = () => {}
  const { value, messages } = await load([
    'remark-default',
    own,
    ['remark-named', { a: 1 }],
    './local',
    [own, 2],
  ])
  expect(messages).toEqual([])
  const named = value.plugins.map((plugin) =>
    Array.isArray(plugin) ? [plugin[0].name, plugin[1]] : (plugin as () => void).name,
  )
  expect(named).toEqual(['a', 'own', ['remarkNamed', { a: 1 }], 'local', ['own', 2]])
})

test('the hash is of versions, local code and options', async () => {
  const hash = async (specs: MarkdownPlugin[]) => (await load(specs)).value.hash
  const first = await hash(['remark-default', ['./local', { a: 1 }]])
  expect(await hash(['remark-default', ['./local', { a: 1 }]])).toBe(first)
  expect(await hash(['remark-default', ['./local', { a: 2 }]])).not.toBe(first)
  expect(await hash([['./local', { a: 1 }], 'remark-default'])).not.toBe(first)
  write('local.ts', 'export default function local() { return 1 }')
  expect(await hash(['remark-default', ['./local', { a: 1 }]])).not.toBe(first)
})

test('each failure is told, and hides no other plugin', async () => {
  const { value, messages } = await load(
    ['remark-lost', 'remark-none', 'remark-throws', './lost.js', 'remark-default'],
    "\n['remark-lost']",
  )
  expect(value.plugins).toHaveLength(1)
  expect(messages).toMatchObject([
    {
      rule: 'markdown-plugin-missing',
      path: 'blog.config.ts',
      place: { start: { line: 2, column: 2 } },
      remedy: expect.stringContaining('npm install remark-lost`'),
    },
    { rule: 'markdown-plugin-export' },
    { rule: 'markdown-plugin-threw', text: expect.stringContaining('needs more') },
    { rule: 'markdown-plugin-missing', remedy: expect.stringContaining('path') },
  ])
})

test('plugins that were compiled to CommonJS', async () => {
  for (const name of ['remark-old', 'remark-older']) {
    write(`node_modules/${name}/package.json`, `{"name":"${name}","version":"1.0.0","main":"i.js"}`)
  }
  const mark = 'Object.defineProperty(exports, "__esModule", { value: true })'
  write('node_modules/remark-old/i.js', `${mark}\nexports["default"] = function old() {}`)
  write(
    'node_modules/remark-older/i.js',
    `${mark}\nObject.assign(exports, { remarkOlder: function older() {} })`,
  )
  const { value, messages } = await load(['remark-old', 'remark-older'])
  expect(messages).toEqual([])
  expect(value.plugins.map((plugin) => (plugin as () => void).name)).toEqual(['old', 'older'])
})

test('they are called what the configuration calls them', async () => {
  const { value } = await load(['remark-default', ['./local', { a: 1 }], () => {}])
  expect(value.plugins.map((plugin) => value.names.get(plugin))).toEqual([
    'remark-default',
    './local',
    undefined,
  ])
})

test('the command lends plugins that the project has not installed', async () => {
  const { value, messages } = await load(['remark-gfm'])
  expect(messages).toEqual([])
  expect(value.plugins).toHaveLength(1)
})

test('a linked package is code: TypeScript runs, its bytes count', async () => {
  const site = join(root, 'site')
  write('packages/mine/package.json', '{"name":"mine","version":"1.0.0","main":"src/index.ts"}')
  write('packages/mine/src/index.ts', "import { a } from './a.js'\nexport const mine: number = a")
  write('packages/mine/src/a.ts', 'export const a = 1')
  write('site/blog.config.ts', "import { mine } from 'mine'\nexport default mine")
  mkdirSync(join(site, 'node_modules'))
  symlinkSync(join(root, 'packages/mine'), join(site, 'node_modules/mine'))
  const own = createNodeHost({ root: site, cache: join(root, '.cache') })
  const before = await loadCode({ host: own, root: site })
  expect(before.messages).toEqual([])
  expect(before.value?.config).toBe(1)
  write('packages/mine/src/a.ts', 'export const a = 2')
  const after = await loadCode({ host: own, root: site })
  expect(after.value?.config).toBe(2)
  expect(after.value?.configHash).not.toBe(before.value?.configHash)
})
