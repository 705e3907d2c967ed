import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { brokenAt, coarse, publishTree, treeOf } from '../../test/publish-kit.js'
import { createMemoryHost } from '../host/memory.js'
import { createNodeHost } from '../host/node.js'
import type { Host } from '../model.js'
import { isOutputPath } from '../pipeline/output.js'
import { type Manifest, outputsOf, outputsStand, readManifest, writeManifest } from './manifest.js'
import { manifestPath } from './place.js'

const at = manifestPath('/site', '/site/dist')
const stands = (host: Host, root = '/site') => {
  const manifest = readManifest(host, manifestPath(root, `${root}/dist`))
  return manifest !== undefined && outputsStand(host, `${root}/dist`, manifest)
}

test('gives back what was written, sorted, whatever the addresses and owners', () => {
  const host = createMemoryHost()
  const files = [
    { path: 'index.html', hash: 'a', owner: 'core', url: '/', size: 3, mtime: 1.25 },
    { path: 'é/b.xml', hash: 'b', owner: 'feed', url: '/other/', size: undefined, mtime: undefined },
    { path: 'x/index.html', hash: 'c', owner: 'core', url: '/x/', size: 0, mtime: 1763931234567.8901 },
    { path: 'xindex.html', hash: 'd', owner: '__proto__', url: '/xindex.html', size: 1, mtime: 0 },
  ]
  const manifest: Manifest = {
    generation: '7',
    files: new Map([...files].reverse().map((file) => [file.path, file])),
  }
  writeManifest(host, at, manifest)
  const read = readManifest(host, at)
  expect(read?.generation).toBe('7')
  expect([...(read?.files ?? [])]).toEqual(
    files.map((file) => [file.path, file]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )
  expect(read && outputsOf(read).map(({ path, url }) => [path, url])).toEqual([
    ['index.html', '/'],
    ['x/index.html', '/x/'],
    ['xindex.html', '/xindex.html'],
    ['é/b.xml', '/other/'],
  ])
  writeManifest(host, at, { files: new Map() })
  expect(readManifest(host, at)).toEqual({ files: new Map() })
})

test('G1 every byte flipped and every end cut off: the same manifest or none', async () => {
  const host = createMemoryHost()
  await publishTree(host, { a: '1', 'b/index.html': '2' }, { generation: 'g' })
  const whole = host.read(at) ?? new Uint8Array()
  const right = readManifest(host, at)
  let lost = 0
  const check = (damaged: Uint8Array) => {
    host.set(at, damaged)
    const found = readManifest(host, at)
    if (found === undefined) lost++
    else expect(found).toEqual(right)
  }
  for (const [place, byte] of whole.entries()) check(whole.with(place, byte ^ (1 << (place % 8))))
  for (let end = 0; end < whole.length; end++) check(whole.slice(0, end))
  expect(lost).toBeGreaterThan(whole.length)
})

test('a path that leaves the folder is none, whatever the sum says', () => {
  const part = fc.constantFrom('a', 'b.c', '..', '.', '', '\\', 'a\0', '...', '.a')
  const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 3 }), (paths) => {
      const host = createMemoryHost()
      const files = paths.map((one) => ({ path: one, hash: 'h', owner: 'core', url: '/' }))
      writeManifest(host, at, { files: new Map(files.map((file) => [file.path, file])) })
      expect(readManifest(host, at) !== undefined).toBe(paths.every(isOutputPath))
    }),
  )
})

test('outputs stand until one is edited, touched, gone or no file', async () => {
  const host = createMemoryHost()
  expect(stands(host)).toBe(false)
  await publishTree(host, { a: '1', 'b/c': '2' })
  expect(stands(host)).toBe(true)
  host.set('/site/dist/CNAME', 'mine')
  expect(stands(host)).toBe(true)
  for (const mischief of [
    () => host.set('/site/dist/a', '1'),
    () => host.set('/site/dist/a', '12'),
    () => host.delete('/site/dist/b/c'),
    () => {
      host.delete('/site/dist/a')
      host.set('/site/dist/a/b', '1')
    },
  ]) {
    mischief()
    expect(stands(host)).toBe(false)
    host.delete('/site/dist/a/b')
    await publishTree(host, { a: '1', 'b/c': '2' })
    expect(stands(host)).toBe(true)
  }
})

test('a generation is kept with the outputs, and written where it is all that changed', async () => {
  const host = createMemoryHost()
  await publishTree(host, { a: '1' }, { generation: '1' })
  const time = host.stat('/site/dist/a')?.mtime
  await publishTree(host, { a: '1' }, { generation: '2' })
  expect(readManifest(host, at)?.generation).toBe('2')
  expect(host.stat('/site/dist/a')?.mtime).toBe(time)
  await publishTree(brokenAt(host, 1), { a: '1' }, { generation: '2' })
  await publishTree(host, { a: '1' })
  expect(readManifest(host, at)).not.toHaveProperty('generation')
})

describe('D17 a time that proves nothing', () => {
  test('an edit within one step of the clock is found by bytes', async () => {
    const memory = createMemoryHost()
    const host = coarse(memory, 1000)
    await publishTree(host, { a: '1', b: '1' })
    const time = host.stat('/site/dist/a')
    memory.set('/site/dist/a', '2')
    expect(host.stat('/site/dist/a')).toEqual(time)
    expect(stands(host)).toBe(false)
    expect((await publishTree(host, { a: '1', b: '1' })).value).toMatchObject({ written: 1, unchanged: 1 })
    expect(treeOf(memory)).toEqual({ a: '1', b: '1' })
  })

  test('a step later all is certain again, without a write', async () => {
    const memory = createMemoryHost()
    const host = coarse(memory, 50)
    await publishTree(host, { a: '1' })
    expect(stands(host)).toBe(false)
    for (let tick = 0; tick < 50; tick++) memory.set('/elsewhere', '')
    const time = memory.stat('/site/dist/a')
    expect((await publishTree(host, { a: '1' })).value).toMatchObject({ written: 0, unchanged: 1 })
    expect(stands(host)).toBe(true)
    expect(memory.stat('/site/dist/a')).toEqual(time)
  })

  test('an edit while a file is compared is found later', async () => {
    const memory = createMemoryHost()
    const host = coarse(memory, 1000)
    await publishTree(memory, { a: '1' })
    memory.set('/site/dist/a', '1')
    let isEdited = false
    const editing: Host = {
      ...host,
      read(path) {
        const body = host.read(path)
        if (path === '/site/dist/a' && !isEdited) {
          isEdited = true
          memory.set(path, '2')
        }
        return body
      },
    }
    await publishTree(editing, { a: '1' })
    expect(isEdited).toBe(true)
    await publishTree(host, { a: '1' })
    expect(treeOf(memory)).toEqual({ a: '1' })
  })
})

describe('on a disk', () => {
  let base = ''
  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'manifest-')))
  })
  afterEach(() => fs.rmSync(base, { recursive: true, force: true }))
  const hostOf = () => createNodeHost({ root: base, cache: join(base, '.blog-build') })
  const file = (path: string) => join(base, 'dist', path)

  test('D17 an edit of the same size, as soon as it is published, is seen', async () => {
    for (let round = 0; round < 30; round++) {
      const tree = { a: `round ${round}`, 'b/c': `round ${round}` }
      await publishTree(hostOf(), tree, { pause: undefined }, base)
      expect(stands(hostOf(), base)).toBe(true)
      fs.writeFileSync(file('b/c'), `edits ${round}`)
      expect(stands(hostOf(), base)).toBe(false)
      await publishTree(hostOf(), tree, { pause: undefined }, base)
      expect(treeOf(hostOf(), join(base, 'dist'))).toEqual(tree)
    }
  })

  test('D17 a time of another year, before or after, is compared by bytes', async () => {
    const tree = { a: '1', b: '1' }
    for (const year of [-1, 1]) {
      const time = Date.now() / 1000 + year * 366 * 86400
      await publishTree(hostOf(), tree, {}, base)
      fs.writeFileSync(file('a'), '2')
      for (const path of ['a', 'b']) fs.utimesSync(file(path), time, time)
      expect((await publishTree(hostOf(), tree, {}, base)).value).toMatchObject({ written: 1, unchanged: 1 })
      expect(treeOf(hostOf(), join(base, 'dist'))).toEqual(tree)
      expect(fs.statSync(file('b')).mtimeMs / 1000).toBeCloseTo(time, 2)
    }
  })

  test('D1 D2 a folder or file that became a link out of the project does not stand', async () => {
    const elsewhere = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'elsewhere-')))
    try {
      const tree = { 'assets/x': '1', 'posts/a/x': '1', 'posts/deep/er/x/y': '1', 'top.txt': '1' }
      await publishTree(hostOf(), tree, { adopt: true }, base)
      for (const path of ['assets', 'posts', 'posts/deep/er', 'top.txt']) {
        // Moved, so that size and time of all files in it stay.
        fs.renameSync(file(path), join(elsewhere, 'moved'))
        fs.symlinkSync(join(elsewhere, 'moved'), file(path))
        expect(stands(hostOf(), base), path).toBe(false)
        fs.rmSync(file(path))
        fs.renameSync(join(elsewhere, 'moved'), file(path))
        expect(stands(hostOf(), base)).toBe(true)
      }
    } finally {
      fs.rmSync(elsewhere, { recursive: true })
    }
  })
})
