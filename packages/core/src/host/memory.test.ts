import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { HostError } from './error.js'
import { createMemoryHost } from './memory.js'

const bytes = (text: string) => new TextEncoder().encode(text)

test('reads, lists and stats what it was given', () => {
  const host = createMemoryHost({ '/site/b.md': 'bé', '/site/B.md': '', '/site/a/x.md': 'x' })
  expect(new TextDecoder().decode(host.read('/site/b.md'))).toBe('bé')
  expect(host.read('/site/none.md')).toBeUndefined()
  expect(host.read('/site/a')).toBeUndefined()
  expect(host.list('/site')).toEqual([
    { name: 'B.md', kind: 'file' },
    { name: 'a', kind: 'folder' },
    { name: 'b.md', kind: 'file' },
  ])
  expect(host.list('/none')).toBeUndefined()
  expect(host.stat('/site/b.md')).toMatchObject({ kind: 'file', size: 3 })
  expect(host.stat('/site/a')).toMatchObject({ kind: 'folder' })
  expect(host.stat('/site/a/x.md/y')).toBeUndefined()
})

test('mtime grows with each write, also of equal bytes', () => {
  const host = createMemoryHost({ '/a': '1' })
  const before = host.stat('/a')?.mtime ?? 0
  host.write('/a', bytes('1'))
  expect(host.stat('/a')?.mtime).toBeGreaterThan(before)
})

test('hands out copies and keeps copies', () => {
  const host = createMemoryHost()
  const own = bytes('abc')
  host.write('/a', own)
  own[0] = 0
  const read = host.read('/a')
  if (read) read[1] = 0
  expect(host.files().get('/a')).toBe('abc')
})

test('a file and a folder cannot share a name', () => {
  const host = createMemoryHost({ '/a': '1', '/b/c': '2' })
  expect(() => host.write('/a/x', bytes(''))).toThrow(HostError)
  expect(() => host.write('/b', bytes(''))).toThrow('/b: there is a folder with that name')
  expect([...host.files().keys()]).toEqual(['/a', '/b/c'])
})

test('remove leaves the folder, removeFolder takes only an empty one, delete takes all', () => {
  const host = createMemoryHost({ '/a/b/c': '1', '/a/d': '2' })
  host.removeFolder('/a/b')
  host.remove('/a/b/c')
  host.remove('/a/b/c')
  expect(host.list('/a/b')).toEqual([])
  host.removeFolder('/a/b')
  expect(host.list('/a/b')).toBeUndefined()
  host.set('/a/b/c', '3')
  host.delete('/a')
  expect(host.list('/')).toEqual([])
})

test('rename moves files and folders, as a disk does', () => {
  const host = createMemoryHost({ '/a/b': '1', '/a/c/d': '2', '/ab': '3' })
  host.rename('/a', '/z/y')
  expect([...host.files()]).toEqual([
    ['/ab', '3'],
    ['/z/y/b', '1'],
    ['/z/y/c/d', '2'],
  ])
  expect(host.list('/a')).toBeUndefined()
  host.rename('/z/y/b', '/ab')
  expect(host.files().get('/ab')).toBe('1')
  expect(() => host.rename('/none', '/x')).toThrow('there is no such file')
  expect(() => host.rename('/ab', '/z')).toThrow('there is a folder with that name')
  expect(() => host.rename('/z', '/ab')).toThrow('a part of the path is a file')
  expect(() => host.rename('/z', '/z/y/c/z')).toThrow('does not accept')
  host.set('/full/x', '')
  expect(() => host.rename('/z', '/full')).toThrow('the folder is not empty')
})

test('links are followed, replaced and removed, not what they lead to', () => {
  const host = createMemoryHost({ '/a/b': '1' })
  host.symlink('a', '/link')
  host.symlink('/link/b', '/a/file')
  host.symlink('loop', '/loop')
  expect(host.list('/')).toEqual([
    { name: 'a', kind: 'folder' },
    { name: 'link', kind: 'folder' },
    { name: 'loop', kind: 'other', target: 'loop' },
  ])
  expect([host.readLink('/link'), host.readLink('/a'), host.stat('/loop')]).toEqual([
    'a',
    undefined,
    undefined,
  ])
  expect(host.read('/link/file')).toEqual(bytes('1'))
  host.write('/link/c', bytes('2'))
  expect(host.files().get('/a/c')).toBe('2')
  host.rename('/link', '/other')
  expect([host.readLink('/other'), host.readLink('/link')]).toEqual(['a', undefined])
  host.write('/other', bytes('3'))
  expect([host.readLink('/other'), host.files().get('/other')]).toEqual([undefined, '3'])
  host.remove('/a/file')
  expect(host.files().get('/a/b')).toBe('1')
  host.removeTree('/a')
  expect(host.list('/a')).toBeUndefined()
})

test('two names are one file until one of them is written', () => {
  const host = createMemoryHost({ '/a': '1' })
  host.link('/a', '/b/c')
  expect(host.stat('/b/c')).toEqual(host.stat('/a'))
  host.write('/a', bytes('2'))
  expect([...host.files().values()]).toEqual(['2', '1'])
  expect(() => host.link('/a', '/b/c')).toThrow('exists already')
  expect(() => host.link('/none', '/d')).toThrow('no such file')
})

test('a clone goes its own way', () => {
  const host = createMemoryHost({ '/a': '1' }, { now: 5, env: { X: 'x' } })
  const other = host.clone()
  other.set('/b/c', '2')
  other.setNow(6)
  other.setEnv('X', undefined)
  expect([...host.files().keys()]).toEqual(['/a'])
  expect(host.list('/')).toHaveLength(1)
  expect([host.now(), host.env('X'), other.now(), other.env('X')]).toEqual([5, 'x', 6, undefined])
})

test('bytes that are no text stay bytes', () => {
  const host = createMemoryHost({ '/a': new Uint8Array([0xff, 0xfe]) })
  expect(host.files().get('/a')).toEqual(new Uint8Array([0xff, 0xfe]))
})

test('runs a module with builtin and file imports, the same text once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memory-host-'))
  try {
    writeFileSync(join(folder, 'dep.mjs'), 'export const dep = 41')
    const url = pathToFileURL(join(folder, 'dep.mjs')).href
    const code = `import { sep } from 'node:path'
      import { dep } from ${JSON.stringify(url)}
      export const answer = dep + sep.length; export const box = {}`
    const host = createMemoryHost()
    const first = await host.run(code, 'config')
    expect(first.answer).toBe(42)
    expect((await host.clone().run(code, 'config')).box).toBe(first.box)
    const failing = await host.run('export const go = () => { throw new Error("no") }', 'layouts/post.tsx')
    const stack = (() => {
      try {
        ;(failing.go as () => void)()
      } catch (error) {
        return (error as Error).stack
      }
    })()
    expect(stack).toContain('layouts/post.tsx')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
