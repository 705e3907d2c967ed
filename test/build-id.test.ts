// By what compiled code is known, since results of it are remembered on disk.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { buildIdOf } from '../scripts/build-id.js'

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** The id of a package with these files, made in a folder of its own. */
function idWith(files: Record<string, string>, version = '1.2.3', lockfile = 'lock'): string {
  const root = mkdtempSync(join(tmpdir(), 'build-id-'))
  roots.push(root)
  const folder = join(root, 'packages', 'one')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }))
  writeFileSync(join(root, 'pnpm-lock.yaml'), lockfile)
  return buildIdOf(folder)
}

const files = { 'src/a.ts': 'a\n', 'src/b/c.tsx': 'c\n' }

test('the same sources have the same id, wherever they lie and in whatever order they were written', () => {
  expect(idWith(files)).toMatch(/^1\.2\.3\+[\w-]{16}$/)
  expect(idWith({ 'src/b/c.tsx': 'c\r\n', 'src/a.ts': 'a\r\n' })).toBe(idWith(files))
})

test('what is not compiled does not count', () => {
  const others = { 'src/a.test.ts': 'x', 'src/notes.md': 'x', 'test/x.ts': 'x', 'dist/a.js': 'x' }
  expect(idWith({ ...files, ...others })).toBe(idWith(files))
})

test.each([
  ['text', idWith({ ...files, 'src/a.ts': 'b\n' })],
  ['name', idWith({ 'src/d.ts': 'a\n', 'src/b/c.tsx': 'c\n' })],
  ['file', idWith({ ...files, 'src/d.ts': '' })],
  ['border between files', idWith({ 'src/a.ts': 'a\n\0b/c.tsx\0c\n' })],
  ['version', idWith(files, '1.2.4')],
  ['lockfile', idWith(files, '1.2.3', 'other')],
])('another %s is another id', (_, id) => {
  expect(id).not.toBe(idWith(files))
})

test('compiled plugins carry it', async () => {
  const address = new URL('../packages/plugins/dist/index.js', import.meta.url).href
  const { seo } = (await import(/* @vite-ignore */ address)) as typeof import('@blog-build/plugins')
  const manifest = readFileSync(new URL('../packages/plugins/package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const [own, hash] = seo().version?.split('+') ?? []
  expect(own).toBe(version)
  expect(hash).toMatch(/^[\w-]{16}$/)
})
