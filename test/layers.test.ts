// The direction of imports. Inside core an import goes down a layer or stays in its own folder;
// between packages everything leans on core, and core on nothing. Type imports count too.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = join(dirname(fileURLToPath(import.meta.url)), '../packages')

/** Lowest first. A file belongs to the first layer whose pattern matches its path in core/src. */
const layers: [layer: number, files: RegExp][] = [
  [0, /^(model|message|world|store|hash|nearest|build-id|version|folder-name)\.ts$/],
  [0.3, /^messages\.ts$/],
  [0.6, /^messages\//],
  [1, /^(engine|store|host)\//],
  [2, /^hooks\//],
  [4, /^pipeline\/tasks\.ts$/],
  [3, /^(load|markdown|pipeline)\//],
  [4.5, /^(publish|explain)\//],
  [
    5,
    /^(site-config|site-markdown|site-options|site-plugins|site-threads|site-world|made|session|code|code-record|counts|handover|listing|suspects|survey|looked|turn|delivery|outcome|plugin-list|build|cache|read-published)\.ts$/,
  ],
  [5.5, /^(verify|watch)\//],
  [5.7, /^testing\//],
  [6, /^(index|plugin|layout|testing)\.ts$/],
]
const doors = /^(plugin|layout)\.ts$/ // what plugins and layouts see: these two only look down
const sideways = /^pipeline\/.* -> (load|markdown)\// // inside layer 3 only the pipeline sees the others
const mayReadDisk = /^(host\/(node|node-.*|fs-reads|lock|lock-owner)\.ts|store\/.*|watch\/disk\.ts)$/

const layerOf = (file: string) => layers.find(([, files]) => files.test(file))?.[0]
const folderOf = (file: string) => (file.includes('/') ? file.split('/')[0] : '')

function isAllowed(from: string, to: string): boolean {
  const [upper, lower] = [layerOf(from) ?? -1, layerOf(to) ?? Number.POSITIVE_INFINITY]
  if (lower !== upper) return lower < upper
  return (folderOf(from) === folderOf(to) && !doors.test(from)) || sideways.test(`${from} -> ${to}`)
}

/** Every import of a folder's TypeScript files, tests and settings of tools aside; relative ones as paths inside the folder. */
function* importsIn(folder: string): Generator<{ from: string; to: string; relative: boolean }> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const from = name.replaceAll('\\', '/')
    if (
      !/\.tsx?$/.test(from) ||
      /\.test\.tsx?$|\.d\.ts$|\.config\.ts$|(^|\/)(node_modules|dist|test|fixtures)\//.test(from)
    )
      continue
    const code = readFileSync(join(folder, name), 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '') // no comments
    for (const [, to = ''] of code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
      const relative = to.startsWith('.')
      const path = relative ? posix.join(posix.dirname(from), to).replace(/\.js(x?)$/, '.ts$1') : to
      yield { from, to: path, relative }
    }
  }
}

const wrongIn = (
  folder: string,
  isWrong: (found: { from: string; to: string; relative: boolean }) => boolean,
) => [...importsIn(join(packages, folder))].filter(isWrong).map(({ from, to }) => `${from} -> ${to}`)

test('inside core, imports go down or stay in their folder', () => {
  expect(wrongIn('core/src', ({ from, to, relative }) => relative && !isAllowed(from, to))).toEqual([])
})

test('inside core, only the host, the store and a watch read the disk', () => {
  const isDisk = (name: string) => /^(node:)?fs(\/|$)/.test(name)
  expect(wrongIn('core/src', ({ from, to }) => isDisk(to) && !mayReadDisk.test(from))).toEqual([])
})

test.each([
  ['core', /^$/],
  ['plugins', /^@blog-build\/core(\/|$)/],
  ['plugin-search', /^@blog-build\/core(\/|$)/],
  ['theme', /^@blog-build\/core(\/|$)/],
  ['cli', /^@blog-build\/(core|plugins|plugin-search|theme)(\/|$)/],
])('%s imports no other package of ours than it may', (name, allowed) => {
  const isOurs = (to: string) => /^(@blog-build\/|blog-build(\/|$))/.test(to)
  const leaves = (to: string, relative: boolean) => relative && to.startsWith('..')
  expect(
    wrongIn(name, ({ to, relative }) => leaves(to, relative) || (isOurs(to) && !allowed.test(to))),
  ).toEqual([])
})

/** Of the search, lowest first; what is no folder meets everything. */
const ofSearch: Record<string, readonly string[]> = {
  terms: [],
  format: ['terms'],
  query: ['format', 'terms'],
  records: ['format', 'terms'],
  client: ['query', 'format', 'terms'],
  eval: ['query', 'format', 'terms'],
}

test('inside the search, imports go down, and what a browser runs knows nothing of Node', () => {
  const wrong = wrongIn('plugin-search/src', ({ from, to, relative }) => {
    const folder = folderOf(from) ?? ''
    const below = ofSearch[folder]
    if (below === undefined) return false
    if (!relative) return to.startsWith('node:') && !['records', 'eval'].includes(folder)
    return folderOf(to) !== folder && !below.includes(folderOf(to) ?? '')
  })
  expect(wrong).toEqual([])
})
