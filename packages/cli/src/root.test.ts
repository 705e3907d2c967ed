import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from './root.js'
import { sourcesIn } from './source-text.js'

const folder = mkdtempSync(join(tmpdir(), 'blog-build-root-'))
mkdirSync(join(folder, 'site'))
writeFileSync(join(folder, 'site/a.md'), '\ufeffone\r\ntwo\rthree\n')
writeFileSync(join(folder, 'secret.txt'), 'secret')
symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.md'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder, given from the current one or absolutely', () => {
  const site = join(folder, 'site').replaceAll('\\', '/')
  expect(projectRoot('site', () => folder)).toEqual({ folder: site })
  expect(projectRoot('.', () => join(folder, 'site'))).toEqual({ folder: site })
  expect(projectRoot(site, () => '/')).toEqual({ folder: site })
})

test.each([
  ['nowhere', 'There is no folder "nowhere".'],
  ['site/a.md', '"site/a.md" is no folder; give the one that holds it: "site".'],
  ['site/a.md/x', 'There is no folder "site/a.md/x".'],
  ['', 'The root is empty; leave it out to build the current folder.'],
])('%j is no root', (argument, problem) => {
  expect(projectRoot(argument, () => folder)).toEqual({ problem })
})

test('a current folder that is gone is told', () => {
  const gone = () => {
    throw Object.assign(new Error('ENOENT: uv_cwd'), { code: 'ENOENT', syscall: 'uv_cwd' })
  }
  expect(projectRoot('.', gone)).toEqual({ problem: 'The current folder is gone; change to another one.' })
})

test('sources are read as the build sees them, and only inside the root', () => {
  const sourceOf = sourcesIn(join(folder, 'site'))
  expect(sourceOf('a.md')).toBe('one\ntwo\nthree\n')
  expect(sourceOf('../secret.txt')).toBeUndefined()
  expect(sourceOf('link.md')).toBeUndefined()
  expect(sourceOf('gone.md')).toBeUndefined()
  expect(sourceOf('.')).toBeUndefined()
})
