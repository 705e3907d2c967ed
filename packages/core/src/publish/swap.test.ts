/** `swap`: the output folder is a link to a version, replaced in one step. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  AFTER,
  BEFORE,
  brokenAt,
  failingAt,
  leftovers,
  outputsIn,
  publishTree,
  rulesOf,
  THIRD,
  type Tree,
  treeOf,
  wasKilled,
} from '../../test/publish-kit.js'
import { HostError } from '../host/error.js'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'
import { createNodeHost, resolveOutput } from '../host/node.js'
import type { Host } from '../model.js'

const swap = { swap: true }
const versionsIn = (host: Host, folder = '/site') =>
  (host.list(folder) ?? []).map(({ name }) => name).filter((name) => name.startsWith('.dist'))

async function oldSite(): Promise<MemoryHost> {
  const host = createMemoryHost()
  await publishTree(host, { other: '0' }, swap)
  await publishTree(host, BEFORE, swap)
  host.set('/site/dist/gone/mine', 'mine')
  host.set('/site/dist/CNAME', 'mine')
  host.symlink('gone/mine', '/site/dist/link')
  return host
}
const mine = { 'gone/mine': 'mine', CNAME: 'mine', link: 'mine' }

test('the first version, the next, and nothing to do', async () => {
  const host = createMemoryHost()
  expect((await publishTree(host, { a: '1', 'b/c': '1' }, swap)).value).toMatchObject({ written: 2 })
  expect(host.readLink('/site/dist')).toBe('.dist.v-1')
  const time = host.stat('/site/dist/a')?.mtime
  const next = await publishTree(host, { a: '1', 'b/c': '2', d: '1' }, swap)
  expect(next.value).toEqual({
    changed: { added: ['/d'], changed: ['/b/c'], removed: [] },
    written: 2,
    unchanged: 1,
    removed: 0,
    bytesWritten: 2,
  })
  expect(host.readLink('/site/dist')).toBe('.dist.v-2')
  expect(treeOf(host)).toEqual({ a: '1', 'b/c': '2', d: '1' })
  expect(host.stat('/site/dist/a')?.mtime).toBe(time)
  const before = host.files()
  await publishTree(brokenAt(host, 1), { a: '1', 'b/c': '2', d: '1' }, swap)
  expect(host.files()).toEqual(before)
})

test('I12 the version before stays as it was, those before that go', async () => {
  const host = createMemoryHost()
  for (const body of ['1', '2', '3', '4']) await publishTree(host, { a: body, [`b${body}`]: body }, swap)
  expect(versionsIn(host)).toEqual(['.dist.v-3', '.dist.v-4'])
  expect(treeOf(host, '/site/.dist.v-3')).toEqual({ a: '3', b3: '3' })
  await publishTree(host, {}, swap)
  expect(treeOf(host)).toEqual({})
  expect(treeOf(host, '/site/.dist.v-4')).toEqual({ a: '4', b4: '4' })
})

test('I3 files, links and empty folders of others come along, those in the way are refused', async () => {
  const host = await oldSite()
  host.makeFolder('/site/dist/empty/folder')
  expect((await publishTree(host, AFTER, swap)).messages).toEqual([])
  expect(treeOf(host)).toEqual({ ...AFTER, ...mine })
  expect(host.readLink('/site/dist/link')).toBe('gone/mine')
  expect(host.list('/site/dist/empty/folder')).toEqual([])
  expect(host.list('/site/dist/folder')).toBeUndefined()
  const before = host.files()
  expect(rulesOf(await publishTree(host, { CNAME: '1' }, swap))).toEqual(['output-foreign-file'])
  expect(host.files()).toEqual(before)
  expect((await publishTree(host, { CNAME: '1' }, { ...swap, adopt: true })).messages).toEqual([])
  expect(treeOf(host).CNAME).toBe('1')
})

test('a folder becomes a version; back again only by hand, as the message says', async () => {
  const host = createMemoryHost()
  await publishTree(host, { a: '1' })
  host.set('/site/dist/CNAME', 'mine')
  const time = host.stat('/site/dist/a')?.mtime
  expect((await publishTree(host, { a: '1' }, swap)).value).toMatchObject({ written: 0, unchanged: 1 })
  expect([host.readLink('/site/dist'), versionsIn(host)]).toEqual(['.dist.v-2', ['.dist.v-1', '.dist.v-2']])
  expect(treeOf(host)).toEqual({ a: '1', CNAME: 'mine' })
  const refused = await publishTree(host, { a: '2' })
  expect(rulesOf(refused)).toEqual(['output-swapped'])
  expect(refused.messages[0]?.remedy).toContain('rename ".dist.v-2" to it')
  host.remove('/site/dist')
  host.rename('/site/.dist.v-2', '/site/dist')
  expect((await publishTree(host, { a: '1' })).messages).toEqual([])
  expect(host.stat('/site/dist/a')?.mtime).toBe(time)
})

test('a link set back to the version before is published from there', async () => {
  const host = createMemoryHost()
  for (const body of ['1', '2']) await publishTree(host, { a: body, same: '1' }, swap)
  host.remove('/site/dist')
  host.symlink('.dist.v-1', '/site/dist')
  expect((await publishTree(host, { a: '2', same: '1' }, swap)).value).toMatchObject({ written: 1 })
  expect([host.readLink('/site/dist'), treeOf(host)]).toEqual(['.dist.v-3', { a: '2', same: '1' }])
  expect(versionsIn(host)).toEqual(['.dist.v-1', '.dist.v-3'])
})

/** What readers see: one tree, or nothing. */
const isOneOf = (seen: Tree, ...trees: Tree[]) =>
  trees
    .map((tree) => JSON.stringify(Object.entries(tree).sort()))
    .includes(JSON.stringify(Object.entries(seen).sort()))

describe.each([
  ['a version', oldSite],
  [
    'a folder',
    async () => {
      const host = createMemoryHost()
      await publishTree(host, BEFORE)
      for (const [path, body] of Object.entries(mine)) host.set(`/site/dist/${path}`, body)
      return host
    },
  ],
  ['nothing', async () => createMemoryHost()],
])('in place of %s', (name, make) => {
  const others = name === 'nothing' ? {} : mine
  const old = name === 'nothing' ? {} : { ...BEFORE, ...others }

  test('H1 I1 I14 killed at every call, and then at every call of the recovery', async () => {
    let gaps = 0
    const check = (host: MemoryHost, ...trees: Tree[]) => {
      // Where a folder becomes a version, there is one moment without either; the next run ends it.
      if (name === 'a folder' && host.stat('/site/dist') === undefined) gaps++
      else expect(isOneOf(treeOf(host), old, ...trees.map((tree) => ({ ...tree, ...others })))).toBe(true)
    }
    for (let k = 1; ; k++) {
      const killed = await make()
      if (!(await wasKilled(publishTree(brokenAt(killed, k), AFTER, swap)))) break
      check(killed, AFTER)
      for (let j = 1; ; j++) {
        const host = killed.clone()
        const isKilled = await wasKilled(publishTree(brokenAt(host, j), THIRD, swap))
        check(host, AFTER, THIRD)
        if (!isKilled) break
        expect((await publishTree(host, THIRD, swap)).messages).toEqual([])
        expect(treeOf(host), `killed at calls ${k}, ${j}`).toEqual({ ...THIRD, ...others })
        expect(leftovers(host)).toEqual([])
        await publishTree(host, { last: '1' }, swap)
        expect(versionsIn(host)).toHaveLength(2)
      }
    }
    expect(gaps > 0).toBe(name === 'a folder')
  })

  test.each(['ENOSPC', 'EPERM', 'EROFS'])(
    'D5 D6 with %s at every call the old site is whole',
    async (code) => {
      let points = 0
      for (let k = 1; k < 60; k++) {
        const host = await make()
        const { messages } = await publishTree(failingAt(host, k, code), AFTER, swap)
        if (messages.length > 0) {
          points++
          expect(treeOf(host), `failed at call ${k}`).toEqual(old)
          expect(messages[0]?.text).toMatch(/^Publishing stopped at "(dist|\.blog-build|\.dist\.stage)/)
        } else expect(treeOf(host)).toEqual({ ...AFTER, ...others })
        expect((await publishTree(host, AFTER, swap)).messages).toEqual([])
        expect(treeOf(host)).toEqual({ ...AFTER, ...others })
        expect(leftovers(host)).toEqual([])
      }
      expect(points).toBeGreaterThan(6)
    },
  )
})

test('D18 without second names for files they are copied', async () => {
  const host = await oldSite()
  const single: Host = {
    ...host,
    link: (_from, to) => {
      throw new HostError(to, 'ENOTSUP')
    },
  }
  await publishTree(single, { ...BEFORE, new: '1' }, swap)
  expect(treeOf(host)).toEqual({ ...BEFORE, ...mine, new: '1' })
  expect((await publishTree(brokenAt(host, 1), { ...BEFORE, new: '1' }, swap)).value.unchanged).toBe(8)
})

describe('on a disk', () => {
  let base = ''
  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'swap-')))
  })
  afterEach(() => fs.rmSync(base, { recursive: true, force: true }))
  const hostOf = () => createNodeHost({ root: base, cache: join(base, '.blog-build') })

  test('the output keeps its name, and G9 what is written over in place damages no later version', async () => {
    await publishTree(hostOf(), { a: '1', b: '1', c: '1' }, swap, base)
    expect(resolveOutput(join(base, 'dist'))).toBe(join(base, 'dist'))
    await publishTree(hostOf(), { a: '1', b: '1', c: '2' }, swap, base)
    expect(fs.statSync(join(base, 'dist/a')).ino).toBe(fs.statSync(join(base, '.dist.v-1/a')).ino)
    // One file with two names: an edit in place is seen in both, and is mended in the version that is shown.
    fs.writeFileSync(join(base, 'dist/a'), 'edited')
    await publishTree(hostOf(), { a: '1', b: '1', c: '2' }, swap, base)
    expect(treeOf(hostOf(), join(base, 'dist'))).toEqual({ a: '1', b: '1', c: '2' })
    expect(fs.readFileSync(join(base, '.dist.v-2/a'), 'utf8')).toBe('edited')
    await publishTree(hostOf(), { a: '3', b: '1', c: '2' }, swap, base)
    expect(fs.readFileSync(join(base, '.dist.v-3/a'), 'utf8')).toBe('1')
  })

  test('killed at every call', async () => {
    for (let k = 1; ; k++) {
      fs.rmSync(base, { recursive: true })
      fs.mkdirSync(base)
      await publishTree(hostOf(), BEFORE, swap, base)
      fs.writeFileSync(join(base, 'dist/CNAME'), 'mine')
      fs.symlinkSync('CNAME', join(base, 'dist/link'))
      const isKilled = await wasKilled(publishTree(brokenAt(hostOf(), k), AFTER, swap, base))
      const others = { CNAME: 'mine', link: 'mine' }
      const seen = treeOf(hostOf(), join(base, 'dist'))
      expect(isOneOf(seen, { ...BEFORE, ...others }, { ...AFTER, ...others }), `call ${k}`).toBe(true)
      expect((await publishTree(hostOf(), THIRD, swap, base)).messages).toEqual([])
      expect(treeOf(hostOf(), join(base, 'dist'))).toEqual({ ...THIRD, ...others })
      expect(fs.readdirSync(base)).toHaveLength(4)
      if (!isKilled) break
    }
  })

  test('I1 who follows the link once sees files of one build only', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `f${at % 5}/${at}`)
    const treeAt = (build: number): Tree => Object.fromEntries(names.map((name) => [name, `build ${build}`]))
    const publishAt = (build: number) =>
      publishTree(hostOf(), treeAt(build), { ...swap, outputs: outputsIn(treeAt(build)) }, base)
    await publishAt(0)
    fs.writeFileSync(join(base, 'reader.mjs'), READER)
    const reader = fork(join(base, 'reader.mjs'), [join(base, 'dist'), ...names])
    const messages: { rounds: number; mixed: string[] }[] = []
    reader.on('message', (message) => messages.push(message as { rounds: number; mixed: string[] }))
    const seen = () => messages.at(-1)?.rounds ?? 0
    const builds = process.env.SOAK ? 500 : 60
    for (let build = 1; build <= builds || seen() < 100; build++) {
      await publishAt(build)
      await new Promise(setImmediate)
    }
    reader.send('end')
    await once(reader, 'exit')
    expect(messages.at(-1)?.mixed).toEqual([])
  })
})

/** Reads all files of the version that the link shows, again and again; versions live for two publishes. */
const READER = `
import { readFileSync, realpathSync } from 'node:fs'
const [link, ...names] = process.argv.slice(2)
let [rounds, isOver] = [0, false]
const mixed = []
process.on('message', () => { isOver = true })
while (!isOver) {
  const folder = realpathSync(link)
  const bodies = new Set()
  let isWhole = true
  for (const name of names) {
    // A reader slower than two builds finds the version gone, and begins anew.
    try { bodies.add(readFileSync(folder + '/' + name, 'utf8')) } catch { isWhole = false }
  }
  if (isWhole) rounds++
  if (bodies.size > 1) mixed.push([...bodies].join(', '))
  process.send({ rounds, mixed })
  await new Promise(setImmediate)
}
process.disconnect()
`
