/** Whatever happens to the folder of the store, the next build gives what a clean one gives. */
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cacheInfo, clearCache } from '../src/cache.js'
import { definePlugin } from '../src/plugin.js'
import type { SiteOptions } from '../src/site-options.js'
import { createDiskFiles } from '../src/store/files.js'
import { openStore } from '../src/store/open.js'
import { first, post, siteOf, writeFiles } from './disk-project.js'

let base: string
let root: string

beforeEach(() => {
  base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'blog-build-store-')))
  root = join(base, 'project')
  write(first)
})
afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

const second = { ...first, 'b.md': post('B renamed', '# Part\n\nOther text.'), 'c.md': post('C', 'New.') }

const write = (files: Readonly<Record<string, string>>, folder = root) => writeFiles(folder, files)

/** What a build in a new process gives, byte for byte; by the way, how many tasks ran. */
async function build(folder = root, options: Partial<SiteOptions> = {}) {
  const site = siteOf(folder, options)
  const { messages, outputs, status, stats } = await site.build()
  const bytes: Record<string, string> = {}
  for (const { path } of outputs) bytes[path] = Buffer.from((await site.read(path)) ?? []).toString('latin1')
  return { result: { status, messages, outputs, bytes }, ran: stats.tasksRun }
}

/** The same in a folder that nothing was built in. */
async function clean(files: Record<string, string>) {
  const folder = fs.mkdtempSync(join(base, 'clean-'))
  write(files, folder)
  return (await build(folder)).result
}

const storeOf = (folder = root) => join(folder, '.blog-build', 'store')
const put = (contents: ReadonlyMap<string, Uint8Array>, folder = root) => {
  fs.rmSync(storeOf(folder), { recursive: true, force: true })
  fs.mkdirSync(storeOf(folder), { recursive: true })
  for (const [name, bytes] of contents) fs.writeFileSync(join(storeOf(folder), name), bytes)
}
const take = (folder = root) =>
  new Map(fs.readdirSync(storeOf(folder)).map((name) => [name, fs.readFileSync(join(storeOf(folder), name))]))

/** A store with a first part, a log and packs, and the files as the first build saw them. */
async function filled(): Promise<Map<string, Buffer>> {
  await build()
  write(second)
  await build()
  write({ 'b.md': post('B again', '# Part\n\nAgain.') })
  await build()
  return take()
}

/** Of two states: what is kept is asked for as it is, and worked on. */
async function expectEqualToClean(expected: Awaited<ReturnType<typeof clean>>, what: string): Promise<void> {
  expect((await build()).result, what).toEqual(expected)
}

describe('a damaged store', () => {
  /** `store/open.test.ts` takes every byte of a smaller store. */
  const samples = process.env.SOAK ? 5000 : 40
  const time = { timeout: process.env.SOAK ? 3_600_000 : 120_000 }

  test('G1: bytes flipped', time, async () => {
    const contents = await filled()
    const [same, other] = [
      await clean({ ...second, 'b.md': post('B again', '# Part\n\nAgain.') }),
      await clean(second),
    ]
    const total = [...contents.values()].reduce((sum, { length }) => sum + length, 0)
    expect(total).toBeGreaterThan(4096)
    expect([...contents.keys()].sort()).toEqual(['graph.bin', 'graph.log', 'pack-0.bin'])
    let count = 0
    for (const [name, bytes] of contents) {
      const stride = Math.max(1, Math.floor(bytes.length / (samples / 3)))
      for (let at = count % 7; at < bytes.length; at += stride) {
        const damaged = Uint8Array.from(bytes)
        damaged[at] = (damaged[at] as number) ^ (1 << (count % 8))
        put(new Map<string, Uint8Array>(contents).set(name, damaged))
        const isEdited = count++ % 2 === 1
        write({ 'b.md': isEdited ? second['b.md'] : post('B again', '# Part\n\nAgain.') })
        await expectEqualToClean(isEdited ? other : same, `${name} at ${at}`)
      }
    }
  })

  test('G1: files cut short', time, async () => {
    const contents = await filled()
    const expected = await clean(second)
    write(second)
    for (const [name, bytes] of contents) {
      const stride = Math.max(1, Math.floor(bytes.length / (samples / 4)))
      for (let length = 0; length < bytes.length; length += stride) {
        put(new Map<string, Uint8Array>(contents).set(name, bytes.subarray(0, length)))
        await expectEqualToClean(expected, `${name} to ${length}`)
      }
    }
  })

  test('G1: files that are missing, in every combination, or are no files', async () => {
    const contents = await filled()
    const expected = await clean(second)
    write(second)
    const names = [...contents.keys()]
    for (let some = 0; some < 2 ** names.length; some++) {
      put(new Map([...contents].filter((_, at) => some & (1 << at))))
      await expectEqualToClean(expected, `only ${some}`)
    }
    for (const name of names) {
      for (const make of [
        (path: string) => fs.mkdirSync(join(path, 'deep'), { recursive: true }),
        (path: string) => fs.symlinkSync('/dev/zero', path),
        (path: string) => fs.symlinkSync(path, path),
      ]) {
        put(contents)
        fs.rmSync(join(storeOf(), name))
        make(join(storeOf(), name))
        await expectEqualToClean(expected, name)
        // A value that another key has too is missed only by who asks for nothing else.
        await build()
        expect((await build()).ran, `${name} is kept again`).toBe(0)
      }
    }
  })
})

test('G3: files of another version: nothing of it is used, and what takes its place is kept', async () => {
  const files = createDiskFiles(storeOf())
  const strange = openStore(files, { version: 'another' })
  const ref = strange.keep('x'.repeat(22), 'x')
  const id = strange.number('site:null')
  strange.commit(id, [
    {
      id,
      key: 'site:null',
      hash: 'x'.repeat(22),
      reads: [],
      messages: [],
      ref,
      reason: { cause: -1, input: -1 },
    },
  ])
  strange.save({ note: 'strange' })
  expect(cacheInfo(root).state).toBe('other')
  expect((await build()).result).toEqual(await clean(first))
  expect(cacheInfo(root)).toMatchObject({ state: 'current' })
  expect((await build()).ran).toBe(0)
})

test('G12: copied from another folder, of another state, in part', async () => {
  const states: Map<string, Buffer>[] = []
  const sites = [first, second, { ...second, 'a.md': post('A2', 'Text.') }]
  for (const files of sites) {
    write(files)
    await build()
    states.push(take())
  }
  const folder = join(base, 'elsewhere', 'project')
  for (const files of sites) {
    write(files, folder)
    const expected = await clean(files)
    for (const graph of states) {
      for (const packs of states) {
        const isPack = (name: string) => name.startsWith('pack')
        put(
          new Map(
            [...graph].filter(([name]) => !isPack(name)).concat([...packs].filter(([name]) => isPack(name))),
          ),
          folder,
        )
        expect((await build(folder)).result).toEqual(expected)
      }
    }
  }
})

test('a fresh clone with a restored cache runs nothing, though all times are new', async () => {
  await sleep(2100)
  await build()
  await build()
  const folder = join(base, 'clone', 'project')
  write(first, folder)
  fs.cpSync(join(root, '.blog-build'), join(folder, '.blog-build'), { recursive: true })
  const { result, ran } = await build(folder)
  expect(ran).toBe(0)
  expect(result).toEqual(await clean(first))
})

test('G12: a project that was renamed has the title of its new name', async () => {
  await build()
  const folder = join(base, 'renamed')
  fs.renameSync(root, folder)
  const { result } = await build(folder)
  fs.mkdirSync(join(base, 'clean'))
  write(first, join(base, 'clean', 'renamed'))
  expect(result).toEqual((await build(join(base, 'clean', 'renamed'))).result)
})

test('a file whose time was set back is read all the same', async () => {
  const setBack = () => fs.utimesSync(join(root, 'a.md'), 1_700_000_000, 1_700_000_000)
  setBack()
  await sleep(2100)
  await build()
  const changed = { ...first, 'a.md': first['a.md'].replace('title: A', 'title: Z') }
  write(changed)
  setBack()
  expect((await build()).result).toEqual(await clean(changed))
})

test('G6: a process that holds an older state builds beside one that goes on', async () => {
  const [slow, fast] = [siteOf(root), siteOf(root)]
  await slow.build()
  await fast.build()
  for (const [at, site] of [fast, slow, fast, fast, slow, slow, fast].entries()) {
    const files = { ...first, 'a.md': post(`A${at}`, `Text ${at}.`) }
    write(files)
    const { outputs, messages } = await site.build()
    const bytes: Record<string, string> = {}
    for (const { path } of outputs)
      bytes[path] = Buffer.from((await site.read(path)) ?? []).toString('latin1')
    const expected = await clean(files)
    expect({ outputs, messages, bytes }).toEqual({
      outputs: expected.outputs,
      messages: expected.messages,
      bytes: expected.bytes,
    })
    expect((await build()).result).toEqual(expected)
  }
})

describe('a store that can not be written', () => {
  const rules = (messages: readonly { rule: string }[]) => messages.map(({ rule }) => rule)

  test('D5: something in its place: the build succeeds, and says once that nothing is kept', async () => {
    const expected = await clean(first)
    fs.mkdirSync(join(root, '.blog-build'))
    fs.writeFileSync(storeOf(), 'a file')
    for (const _ of [1, 2]) {
      const { result, ran } = await build()
      expect(rules(result.messages)).toEqual(['cache-not-kept', ...rules(expected.messages)])
      expect(result.messages[0]?.text).toBe(
        'What this build worked out could not be kept for the next one: a part of the path is a file, not a folder.',
      )
      expect(result).toMatchObject({ status: 'published', outputs: expected.outputs, bytes: expected.bytes })
      expect(ran).toBeGreaterThan(0)
    }
    fs.rmSync(storeOf())
    expect(rules((await build()).result.messages)).toEqual(rules(expected.messages))
    expect((await build()).ran).toBe(0)
  })

  test('D5: what could not be kept is kept once there is room', async () => {
    fs.mkdirSync(join(root, '.blog-build'))
    fs.writeFileSync(storeOf(), 'a file')
    const site = siteOf(root)
    expect(rules((await site.build()).messages)).toContain('cache-not-kept')
    expect(rules((await site.build()).messages)).toContain('cache-not-kept')
    fs.rmSync(storeOf())
    expect(rules((await site.build()).messages)).not.toContain('cache-not-kept')
    // The values were not kept, but whatever is left is right.
    expect((await build()).result).toEqual(await clean(first))
    expect((await build()).ran).toBe(0)
  })
})

describe('the cache from outside', () => {
  test('G15: cleared, it holds nothing of the content, and the next build knows its outputs still', async () => {
    await build(root, { write: true })
    fs.writeFileSync(join(storeOf(), 'notes.txt'), 'not ours')
    fs.mkdirSync(join(storeOf(), 'pack-7.bin'))
    const before = cacheInfo(root)
    expect(before).toMatchObject({ state: 'current', build: expect.any(Number), written: expect.any(String) })
    expect(before.size).toBe(before.living + before.remembered + before.garbage)
    const { removed, messages } = await clearCache(root)
    expect({ removed: removed >= before.size, messages }).toEqual({ removed: true, messages: [] })
    expect(fs.readdirSync(storeOf()).sort()).toEqual(['notes.txt', 'pack-7.bin'])
    expect(cacheInfo(root)).toMatchObject({ state: 'none', size: 0 })
    expect((await clearCache(root)).removed).toBe(0)
    fs.rmSync(join(root, 'b.md'))
    write({ 'a.md': post('A', 'Text.') })
    await build(root, { write: true })
    expect(fs.existsSync(join(root, 'dist/posts/b/index.html'))).toBe(false)
    expect(fs.readdirSync(join(root, 'dist')).length).toBeGreaterThan(0)
  })

  test('what a plugin emits is kept once', async () => {
    // Nothing that can be kept in less room.
    const hashes = Array.from({ length: 4000 }, (_, at) => createHash('sha256').update(`${at}`).digest())
    const body = Buffer.concat(hashes)
    const plugins = [definePlugin({ name: 'one', emit: () => [{ path: 'one.bin', body }] })]
    await build(root, { preset: { plugins } })
    const { size } = cacheInfo(root)
    expect(size).toBeGreaterThan(body.length)
    expect(size).toBeLessThan(2 * body.length)
  })

  test('looking at a folder, or clearing one, that nothing was built in leaves nothing', async () => {
    expect(cacheInfo(root)).toMatchObject({ state: 'none', size: 0, build: 0 })
    expect(await clearCache(root)).toMatchObject({ removed: 0, messages: [] })
    expect(fs.existsSync(join(root, '.blog-build'))).toBe(false)
  })

  test('a store alone keeps itself out of git, and a later one mends what is missing', () => {
    const ignore = join(root, '.blog-build', '.gitignore')
    const files = createDiskFiles(storeOf())
    files.replace('graph.bin', [Buffer.from('x')])
    expect(fs.readFileSync(ignore, 'utf8')).toBe('*\n')
    fs.rmSync(ignore)
    createDiskFiles(storeOf()).writeAt('graph.log', 0, [Buffer.from('x')])
    expect(fs.readFileSync(ignore, 'utf8')).toBe('*\n')
    fs.rmSync(join(root, '.blog-build'), { recursive: true })
    files.writeAt('pack-0.bin', 0, [Buffer.from('x')])
    expect(fs.readFileSync(ignore, 'utf8')).toBe('*\n')
  })

  test('what a killed process left beside a file is removed; what a living one writes is not', () => {
    const files = createDiskFiles(storeOf())
    files.replace('graph.bin', [Buffer.from('x')])
    const [dead, alive] = ['graph.bin.2147483646.new', `graph.bin.${process.ppid}.new`]
    for (const name of [dead, alive]) fs.writeFileSync(join(storeOf(), name), 'half')
    files.replace('graph.bin', [Buffer.from('y')])
    expect(files.list()).toEqual(['graph.bin', alive])
  })
})
