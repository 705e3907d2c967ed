/** Files that are only replaced: no journal, and the record on the disk is behind until it is written. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  brokenAt,
  coarse,
  failingAt,
  leftovers,
  publishTree,
  type Tree,
  text,
  treeOf,
  twoDisks,
  wasKilled,
  watched,
} from '../../test/publish-kit.js'
import { HostError } from '../host/error.js'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'
import { createNodeHost } from '../host/node.js'
import type { Host } from '../model.js'
import { createLedger, type Ledger } from './ledger.js'
import { readManifest } from './manifest.js'
import { manifestPath } from './place.js'
import type { PublishOptions } from './publish.js'
import { openStage } from './stage.js'

const OLD: Tree = { 'a/index.html': '1', 'b/c': '1', d: '1', e: '1' }
const NEW: Tree = { ...OLD, 'a/index.html': '2', 'b/c': '3', e: 'longer' }
const OTHER: Tree = { 'a/index.html': '3', 'b/c': '1', f: '1' }
const record = manifestPath('/site', '/site/dist')
const generationOf = (tree: Tree) => JSON.stringify(tree)

/** Publishes as one process does again and again. */
function quickly(host: Host, ledger: Ledger, tree: Tree, options: Partial<PublishOptions> = {}) {
  return publishTree(host, tree, { ledger, isQuick: true, generation: generationOf(tree), ...options })
}

/** A site published by a process that goes on. */
async function begun(host = createMemoryHost(), tree = OLD): Promise<{ host: MemoryHost; ledger: Ledger }> {
  const ledger = createLedger()
  await quickly(host, ledger, tree)
  return { host, ledger }
}

/** As a site does when it is quiet. */
async function rest(host: Host, ledger: Ledger): Promise<void> {
  if (ledger.behind === undefined) return
  const stage = await openStage({ ...ledger.behind, host, pause: async () => {} })
  const { manifest } = await ledger.prove(stage)
  if (ledger.behind && manifest) ledger.write(stage, manifest)
  if (stage.isUsed()) stage.discard()
}

/** The changes that a publish makes outside of the stage. */
function noting(host: Host): { host: Host; calls: string[] } {
  const calls: string[] = []
  const noted = watched(host, (_call, name, path) => {
    if (!path.includes('/stage')) calls.push(`${name} ${path.replace('/site/', '')}`)
  })
  return { host: noted, calls }
}

test('replaces, marks the record as behind, and touches and looks at nothing else', async () => {
  const { host, ledger } = await begun()
  const before = text(host.read(record))
  const { host: noted, calls } = noting(host)
  const seen: string[] = []
  const looking: Host = {
    ...noted,
    stats(folder, paths) {
      seen.push(...paths)
      return host.stats(folder, paths)
    },
  }
  const { value, messages } = await quickly(looking, ledger, NEW)
  expect(messages).toEqual([])
  expect(value).toEqual({
    changed: { added: [], changed: ['/a/index.html', '/b/c', '/e'], removed: [] },
    written: 3,
    unchanged: 1,
    removed: 0,
    bytesWritten: 8,
  })
  expect(treeOf(host)).toEqual(NEW)
  const places = ['a/index.html', 'b/c', 'e']
  expect(seen).toEqual(places)
  expect(calls).toEqual([
    expect.stringMatching(/^write .blog-build\/outputs-[0-9a-f]{16}\.behind$/),
    ...places.map((path) => `rename dist/${path}`),
  ])
  expect(text(host.read(record))).toBe(before)
  await quickly(looking, ledger, { ...NEW, d: '2' })
  expect(calls.slice(4)).toEqual(['rename dist/d'])
  await quickly(brokenAt(host, 1), ledger, { ...NEW, d: '2' })
})

test('the record is written when it is quiet, as if each publish had written it', async () => {
  const { host, ledger } = await begun()
  await quickly(host, ledger, NEW)
  await quickly(host, ledger, { ...NEW, d: '2' })
  await rest(host, ledger)
  const written = text(host.read(record))
  expect(leftovers(host)).toEqual([])
  expect(ledger.behind).toBeUndefined()
  expect(readManifest(host, record)?.generation).toBe(generationOf({ ...NEW, d: '2' }))
  // A fresh process finds nothing to mend, in the folder or in the record.
  const fresh = await publishTree(
    brokenAt(host, 1),
    { ...NEW, d: '2' },
    { generation: generationOf({ ...NEW, d: '2' }) },
  )
  expect(fresh.value).toMatchObject({ written: 0, unchanged: 4 })
  expect(text(host.read(record))).toBe(written)
  await rest(brokenAt(host, 1), ledger)
})

test('a publish that looks at everything writes the record at once', async () => {
  const { host, ledger } = await begun()
  await quickly(host, ledger, NEW)
  host.set('/site/dist/d', 'x')
  await publishTree(host, NEW, { ledger, generation: 'g' })
  expect(treeOf(host)).toEqual(NEW)
  expect(readManifest(host, record)?.generation).toBe('g')
  expect(leftovers(host)).toEqual([])
  for (const generation of ['g', 'h', generationOf({ ...NEW, d: '4' })]) {
    const tree = generation.length > 1 ? { ...NEW, d: '4' } : { ...NEW, d: generation }
    await quickly(host, ledger, tree)
    expect(leftovers(host)).toHaveLength(1)
    await publishTree(host, tree, { ledger, generation })
    expect(readManifest(host, record)).toMatchObject({ generation })
    expect(readManifest(host, record)?.files.get('d')?.hash).toBe(`h:${tree.d}`)
    expect(leftovers(host)).toEqual([])
  }
})

test('where `.blog-build` cannot be written, it is marked beside the output folder', async () => {
  const host = createMemoryHost()
  const ledger = createLedger()
  const options = { out: '/www/dist', readOnly: true }
  await quickly(host, ledger, OLD, options)
  await quickly(host, ledger, NEW, options)
  const outside = () => [...host.files().keys()].filter((path) => !path.startsWith('/www/dist'))
  expect(outside()).toEqual([
    expect.stringMatching(/^\/www\/\.dist\.outputs-[0-9a-f]{16}$/),
    expect.stringMatching(/^\/www\/\.dist\.outputs-[0-9a-f]{16}\.behind$/),
  ])
  // Who can write it takes over from there.
  await publishTree(host, OLD, { out: '/www/dist' })
  expect(treeOf(host, '/www/dist')).toEqual(OLD)
  expect(outside()).toEqual([
    '/site/.blog-build/.gitignore',
    expect.stringContaining('/site/.blog-build/outputs-'),
  ])
  await quickly(host, ledger, NEW, options)
  expect(treeOf(host, '/www/dist')).toEqual(NEW)
})

describe('the careful way is taken', () => {
  test.each<[string, Tree, Partial<PublishOptions>]>([
    ['where a file comes', { ...NEW, new: '1' }, {}],
    ['where a file goes', { 'a/index.html': '2', 'b/c': '1', d: '1' }, {}],
    ['with --durable', NEW, { durable: true }],
    ['with --swap', NEW, { swap: true }],
  ])('%s', async (_name, tree, options) => {
    const host = createMemoryHost()
    const ledger = createLedger()
    await quickly(host, ledger, OLD, options)
    const { host: noted, calls } = noting(host)
    await quickly(noted, ledger, tree, options)
    expect(calls.some((call) => /write .*\.next$/.test(call))).toBe(true)
    expect(treeOf(host)).toEqual(tree)
    expect(ledger.behind).toBeUndefined()
    expect(readManifest(host, record)?.generation).toBe(generationOf(tree))
    expect(leftovers(host)).toEqual([])
  })

  test('where a file that is replaced is gone, or the folder is', async () => {
    const { host, ledger } = await begun()
    host.delete('/site/dist/e')
    expect((await quickly(host, ledger, NEW)).value.changed.added).toEqual(['/e'])
    expect(treeOf(host)).toEqual(NEW)
    host.removeTree('/site/dist')
    expect((await quickly(host, ledger, OLD)).value.written).toBe(4)
    expect(treeOf(host)).toEqual(OLD)
  })

  test('first in each process', async () => {
    const { host } = await begun()
    host.set('/site/dist/d', 'x')
    await quickly(host, createLedger(), NEW)
    expect(treeOf(host)).toEqual(NEW)
  })

  test('after a file of others kept one from being made', async () => {
    const { host, ledger } = await begun()
    host.set('/site/dist/new', 'mine')
    expect((await quickly(host, ledger, { ...NEW, new: '1' })).messages).toMatchObject([
      { rule: 'output-foreign-file' },
    ])
    expect(treeOf(host)).toEqual({ ...OLD, new: 'mine' })
  })
})

describe('killed at every call', () => {
  const wraps: [string, (host: Host) => Host][] = [
    ['a disk', (host) => host],
    ['a disk whose clock hardly moves', (host) => coarse(host, 1000)],
    ['a disk whose clock takes steps', (host) => coarse(host, 7)],
    ['files have one name', (host) => ({ ...host, link: refuseLink })],
    ['another disk for the output', (host) => twoDisks(host, (path) => path.startsWith('/site/dist'), false)],
  ]
  const cases = wraps.flatMap(([name, wrap]) =>
    [NEW, OLD, OTHER].map((next) => [name, generationOf(next), wrap, next] as const),
  )

  test.each(cases)('%s: the next process makes %s of it', async (_name, _next, wrap, next) => {
    let points = 0
    for (let k = 1; ; k++, points++) {
      const host = createMemoryHost()
      const ledger = createLedger()
      await quickly(wrap(host), ledger, OLD)
      const isKilled = await wasKilled(
        (async () => {
          const broken = brokenAt(wrap(host), k)
          await quickly(broken, ledger, NEW)
          await quickly(broken, ledger, { ...NEW, 'b/c': '4' })
          await rest(broken, ledger)
        })(),
      )
      for (const [path, body] of Object.entries(treeOf(host)))
        expect([OLD[path], NEW[path], path === 'b/c' ? '4' : undefined]).toContain(body)
      await publishTree(wrap(host), next, { generation: generationOf(next) })
      expect(treeOf(host), `killed at call ${k}`).toEqual(next)
      expect(leftovers(host)).toEqual([])
      if (!isKilled) break
    }
    expect(points).toBeGreaterThan(15)
  })

  function refuseLink(_from: string, to: string): never {
    throw new HostError(to, 'EPERM')
  }
})

describe('a disk that fails', () => {
  test.each(['ENOSPC', 'EIO', 'EACCES'])(
    'with %s at every call puts back what was replaced, and says why',
    async (code) => {
      let points = 0
      for (let k = 1; ; k++) {
        const { host, ledger } = await begun()
        const times = timesOf(host)
        const { messages } = await quickly(failingAt(host, k, code), ledger, NEW)
        if (messages.length > 0) {
          points++
          expect(messages).toMatchObject([{ rule: 'output-write-failed', severity: 'error' }])
          expect(messages[0]?.path).toMatch(/^(dist\/|\.blog-build\/(outputs|stage))/)
          expect(treeOf(host), `failed at call ${k}`).toEqual(OLD)
          expect(timesOf(host)).toEqual(times)
        }
        // The same process, told of nothing.
        expect((await quickly(host, ledger, NEW)).messages).toEqual([])
        expect(treeOf(host)).toEqual(NEW)
        await rest(host, ledger)
        expect(leftovers(host)).toEqual([])
        if (k > 40) break
      }
      expect(points).toBeGreaterThan(8)
    },
  )

  test('for ever: the next publish of the same process mends it, and so does the next process', async () => {
    for (let k = 1; k < 40; k++) {
      for (const isSame of [true, false]) {
        const { host, ledger } = await begun()
        await quickly(failingAt(host, k, 'EIO', true), ledger, NEW)
        for (const [path, body] of Object.entries(treeOf(host)))
          expect([OLD[path], NEW[path]]).toContain(body)
        await quickly(host, isSame ? ledger : createLedger(), OLD)
        expect(treeOf(host), `failed from call ${k} on`).toEqual(OLD)
      }
    }
  })

  test('of `bytes` is thrown, and the next publish is quick again', async () => {
    const { host, ledger } = await begun()
    const refuse = () => Promise.reject(new Error('no'))
    await expect(quickly(host, ledger, NEW, { bytes: refuse })).rejects.toThrow('no')
    expect(treeOf(host)).toEqual(OLD)
    await quickly(host, ledger, NEW)
    expect(ledger.behind).toBeDefined()
    expect(treeOf(host)).toEqual(NEW)
  })
})

const timesOf = (host: Host) =>
  Object.keys(treeOf(host)).map((path) => [path, host.stat(`/site/dist/${path}`)?.mtime])

describe('two processes', () => {
  test('each sees that the other one published, also where the record says nothing of it', async () => {
    const { host, ledger } = await begun()
    const other = createLedger()
    await quickly(host, ledger, NEW)
    await quickly(host, other, { ...NEW, d: 'theirs' })
    await quickly(host, ledger, NEW)
    expect(treeOf(host)).toEqual(NEW)
    await quickly(host, other, NEW)
    await quickly(host, other, { ...NEW, d: 'theirs' })
    expect(other.behind).toBeDefined()
    await quickly(host, ledger, NEW)
    expect(treeOf(host)).toEqual(NEW)
    await rest(host, other)
    await quickly(host, ledger, NEW)
    expect(treeOf(host)).toEqual(NEW)
  })

  test('none writes a record over that of the other', async () => {
    const { host, ledger } = await begun()
    await quickly(host, ledger, NEW)
    await publishTree(host, OTHER, { generation: 'other' })
    const theirs = text(host.read(record))
    await rest(brokenAt(host, 1), ledger)
    expect(text(host.read(record))).toBe(theirs)
    await quickly(host, ledger, NEW)
    expect(treeOf(host)).toEqual(NEW)
  })

  test('one that completes what the other one left half done looks at everything', async () => {
    for (let k = 1; k < 30; k++) {
      const { host, ledger } = await begun()
      await quickly(host, ledger, NEW)
      await wasKilled(publishTree(brokenAt(host, k), OTHER))
      await quickly(host, ledger, { ...NEW, d: '2' })
      expect(treeOf(host), `killed at call ${k}`).toEqual({ ...NEW, d: '2' })
    }
  })
})

test('what another process could not turn back is turned back by the next, which looks at everything', async () => {
  const { host, ledger } = await begun()
  let isOver = false
  const failing = watched(host, (_call, name, path) => {
    if (isOver || (name === 'rename' && path.includes('/dist/'))) throw new HostError(path, 'EIO')
    if (path.endsWith('.undo')) isOver = true
  })
  await publishTree(failing, OTHER)
  const stage = await openStage({ host, root: '/site', out: '/site/dist' })
  expect(stage.hasRecovered).toBe(true)
  expect(ledger.read(stage).isHeld).toBe(false)
})

test('I3 a file of others in place of one that was replaced, then removed, survives a kill', async () => {
  let seen = 0
  for (let k = 1; k < 40; k++) {
    const { host, ledger } = await begun()
    await quickly(host, ledger, NEW)
    const { e: _gone, ...rest } = NEW
    await wasKilled(quickly(brokenAt(host, k), ledger, rest))
    if (host.stat('/site/dist/e') !== undefined) continue
    host.set('/site/dist/e', 'theirs')
    seen++
    expect((await publishTree(host, rest)).messages).toEqual([])
    expect(treeOf(host), `killed at call ${k}`).toEqual({ ...rest, e: 'theirs' })
  }
  expect(seen).toBeGreaterThan(1)
})

test('a copied file has another time than the one that was staged', async () => {
  const memory = createMemoryHost()
  const host = twoDisks(memory, (path) => path.startsWith('/site/dist'), false)
  const ledger = createLedger()
  const timeOf = () => ledger.change().set.find(({ path }) => path === 'd')?.mtime
  await quickly(host, ledger, OLD)
  expect(timeOf()).toBeUndefined()
  await publishTree(host, OLD, { ledger })
  expect(timeOf()).toBe(memory.stat('/site/dist/d')?.mtime)
  await quickly(host, ledger, { ...OLD, d: '2' })
  expect(timeOf()).toBeUndefined()
  expect(treeOf(memory)).toEqual({ ...OLD, d: '2' })
})

describe('D17 a time that is not proven when it is published', () => {
  test('is proven before it is written, without a wait before', async () => {
    const memory = createMemoryHost()
    const host = coarse(memory, 400)
    const { ledger } = await begun(memory)
    let pauses = 0
    const pause = async () => {
      for (let tick = 0; tick < 400; tick++) memory.set('/elsewhere', '')
      pauses++
    }
    await pause()
    await publishTree(host, OLD, { ledger, pause })
    pauses = 0
    await quickly(host, ledger, NEW, { pause })
    expect(pauses).toBe(0)
    await pause()
    await rest(host, ledger)
    const file = readManifest(memory, record)?.files.get('e')
    expect(file?.mtime).toBe(host.stat('/site/dist/e')?.mtime)
  })

  test.each(['rest', 'look'])(
    'is left out where it was edited in that moment, so that it is mended: %s',
    async (next) => {
      const memory = createMemoryHost()
      const host = coarse(memory, 400)
      const later = () => {
        for (let tick = 0; tick < 400; tick++) memory.set('/elsewhere', '')
      }
      const { ledger } = await begun(memory)
      later()
      await publishTree(host, OLD, { ledger })
      await quickly(host, ledger, NEW)
      const stat = host.stat('/site/dist/b/c')
      memory.set('/site/dist/b/c', '9')
      expect(host.stat('/site/dist/b/c')).toEqual(stat)
      later()
      if (next === 'look') await publishTree(host, NEW, { ledger })
      else {
        await rest(host, ledger)
        expect(readManifest(memory, record)?.files.get('b/c')).toMatchObject({ hash: 'h:3' })
        expect(readManifest(memory, record)?.files.get('b/c')?.mtime).toBeUndefined()
        expect(readManifest(memory, record)?.files.get('e')?.mtime).toBeDefined()
        await publishTree(host, NEW)
      }
      expect(treeOf(memory)).toEqual(NEW)
    },
  )
})

describe('on a disk', () => {
  let base = ''
  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'replace-')))
  })
  afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

  test('a file that comes with the time of the one before, as its clock was set back, is not taken for it', async () => {
    const host = createNodeHost({ root: base, cache: join(base, '.blog-build') })
    const ledger = createLedger()
    const generation = 'old'
    await publishTree(host, { a: 'old', b: '1' }, { ledger, generation, pause: undefined }, base)
    const { mtime = 0 } = host.stat(`${base}/dist/a`) ?? {}
    const backwards: Host = {
      ...host,
      create(path, body, options) {
        const stat = host.create(path, body, options)
        if (!path.endsWith('/files/a')) return stat
        fs.utimesSync(path, mtime / 1000, mtime / 1000)
        return host.stat(path) ?? stat
      },
    }
    // As `utimes` can set it.
    fs.utimesSync(`${base}/dist/a`, mtime / 1000, mtime / 1000)
    await publishTree(host, { a: 'old', b: '1' }, { ledger, generation, pause: undefined }, base)
    await publishTree(backwards, { a: 'new', b: '1' }, { ledger, isQuick: true, generation: 'new' }, base)
    expect(treeOf(host, `${base}/dist`)).toEqual({ a: 'new', b: '1' })
    expect(ledger.behind).toBeDefined()
    await publishTree(host, { a: 'old', b: '1' }, { generation, pause: undefined }, base)
    expect(treeOf(host, `${base}/dist`)).toEqual({ a: 'old', b: '1' })
  })

  test('killed at every call', async () => {
    for (let k = 1; ; k++) {
      fs.rmSync(base, { recursive: true })
      fs.mkdirSync(base)
      const host = createNodeHost({ root: base, cache: join(base, '.blog-build') })
      const ledger = createLedger()
      await publishTree(host, OLD, { ledger }, base)
      const isKilled = await wasKilled(publishTree(brokenAt(host, k), NEW, { ledger, isQuick: true }, base))
      for (const [path, body] of Object.entries(treeOf(host, `${base}/dist`)))
        expect([OLD[path], NEW[path]]).toContain(body)
      if (!isKilled) break
      const next = k % 2 ? OLD : NEW
      expect((await publishTree(host, next, {}, base)).messages).toEqual([])
      expect(treeOf(host, `${base}/dist`), `killed at call ${k}`).toEqual(next)
      expect(fs.readdirSync(join(base, '.blog-build')).sort()).toEqual([
        '.gitignore',
        expect.stringMatching(/^outputs-[0-9a-f]{16}$/),
        'stage',
      ])
    }
  })
})
