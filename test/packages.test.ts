// `npm run check` looks at the packages as they are published. Here: what it lets pass, and what it finds.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../scripts/check-packages.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'packages-'))

afterAll(() => rmSync(folder, { recursive: true }))

const door = { types: './dist/index.d.ts', default: './dist/index.js' }
const manifest = {
  name: 'looked-at',
  version: '1.0.0',
  license: 'MIT',
  type: 'module',
  files: ['dist'],
  exports: { '.': door },
}
const files = {
  'dist/index.js': 'export const one = 1\n',
  'dist/index.d.ts': 'export declare const one: number\n',
}

/** Packs a package and has it checked. */
function check(name: string, changed: object, contents: Record<string, string> = files) {
  const own = join(folder, name)
  const all = { ...contents, 'package.json': JSON.stringify({ ...manifest, ...changed }) }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(own, path)), { recursive: true })
    writeFileSync(join(own, path), text)
  }
  const shell = process.platform === 'win32'
  const packed = spawnSync('npm', ['pack', '--ignore-scripts'], { cwd: own, encoding: 'utf8', shell })
  expect(packed.stderr, packed.stdout).toContain('looked-at-1.0.0.tgz')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, join(own, 'looked-at-1.0.0.tgz')], {
    encoding: 'utf8',
  })
  return { status, text: stdout + stderr }
}

test('a package that is as it should be passes', () => {
  expect(check('fine', {})).toEqual({ status: 0, text: '1 packages, 0 problems\n' })
})

test.each([
  [
    'a door that is not published',
    { exports: { '.': door, './more': './dist/more.js' } },
    files,
    './dist/more.js',
  ],
  [
    'the sources of the workspace',
    { exports: { '.': { source: './src/index.ts', ...door } } },
    files,
    './src',
  ],
  ['no types', {}, { 'dist/index.js': 'export const one = 1\n' }, 'types'],
  [
    'types that only a bundler finds',
    {},
    {
      ...files,
      'dist/index.d.ts': "export { one } from './one'\n",
      'dist/one.d.ts': files['dist/index.d.ts'],
    },
    'types: InternalResolutionError',
  ],
  ['a dependency on a folder', { dependencies: { other: 'file:../other' } }, files, 'other'],
])('%s: told, with exit code 1', (name, changed, contents, said) => {
  const { status, text } = check(name.replaceAll(' ', '-'), changed, contents as Record<string, string>)
  expect(status, text).toBe(1)
  expect(text).toContain('looked-at: ')
  expect(text).toContain(said)
})
