/** A site that is published again and again, by several processes, with errors, kills and rests between. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brokenAt,
  bytes,
  emptyFolders,
  failingAt,
  leftovers,
  outputsIn,
  type Tree,
  text,
  treeOf,
  wasKilled,
  watched,
} from '../test/publish-kit.js'
import { createDeliveries, type Deliveries, type DeliverOptions } from './delivery.js'
import { createMemoryHost, type MemoryHost } from './host/memory.js'
import type { Made } from './made.js'
import type { Host } from './model.js'
import type { FilesChange, PublishedFile } from './publish/published.js'

const root = '/site'

/** A site whose host may be wrapped for one call. */
function createProcess(host: Host) {
  let wrap = (inner: Host) => inner
  const seen = new Proxy(host, { get: (_target, name) => wrap(host)[name as keyof Host] })
  const deliveries = createDeliveries({ host: seen, options: { root, host: seen } })
  return {
    async with<T>(wrapping: (inner: Host) => Host, run: (deliveries: Deliveries) => Promise<T>): Promise<T> {
      const wrapped = wrapping(host)
      wrap = () => wrapped
      try {
        return await run(deliveries)
      } finally {
        wrap = (inner) => inner
      }
    },
    /** What its server knows of the output folder. */
    server: createServer(),
  }
}

type Process = ReturnType<typeof createProcess>

/** Goes by what it is told, as a server does. */
function createServer() {
  const files = new Map<string, PublishedFile>()
  return {
    files,
    tell({ isWhole, set, removed }: FilesChange) {
      if (isWhole) files.clear()
      for (const file of set) files.set(file.path, file)
      for (const path of removed) expect(files.delete(path)).toBe(true)
      expect(set.map(({ path }) => path)).toEqual(set.map(({ path }) => path).sort())
    },
  }
}

function madeOf(tree: Tree): Made {
  const outputs = outputsIn(tree).sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    generation: JSON.stringify(outputs),
    outputs: async () => outputs,
    bytes: async ({ path }) => bytes(tree[path] ?? ''),
    messages: [],
    clashes: [],
    pages: 0,
    note: null,
    counts: () => ({ tasksRun: 0, tasksReused: 0, ran: {}, valuesRead: 0 }),
  }
}

const same = (host: Host) => host

async function deliver(process: Process, tree: Tree, options: DeliverOptions = {}, wrap = same) {
  const delivered = await process.with(wrap, async (deliveries) => {
    const delivery = await deliveries.open({ out: 'dist', readOnly: false })
    return delivery.publish(madeOf(tree), options)
  })
  if (delivered.messages.length > 0) expect(delivered.files).toEqual({ isWhole: false, set: [], removed: [] })
  else process.server.tell(delivered.files)
  return delivered
}

/** What a server that goes by stats serves of the folder. */
function servedOf(host: Host, { server }: Process): Tree {
  const tree: Tree = {}
  for (const [path, { size, mtime, hash }] of server.files) {
    expect(host.stat(`${root}/dist/${path}`), path).toMatchObject({ size, mtime })
    // What stays, and was changed by somebody else, is known by no hash.
    tree[path] = hash === '?' ? (text(host.read(`${root}/dist/${path}`)) ?? '') : hash.slice(2)
  }
  return tree
}

describe('what changed in the folder', () => {
  test('is all of it first, then what is another file than before', async () => {
    const host = createMemoryHost()
    const process = createProcess(host)
    const tree: Tree = { a: '1', b: '1' }
    const first = await deliver(process, tree)
    expect(first.files).toMatchObject({ isWhole: true, set: [{ path: 'a' }, { path: 'b' }], removed: [] })
    expect((await deliver(process, tree, { isQuick: true })).files).toEqual({
      isWhole: false,
      set: [],
      removed: [],
    })
    const stat = host.stat('/site/dist/b')
    const { files } = await deliver(process, { a: '2', c: '1' })
    expect(files).toMatchObject({ isWhole: false, set: [{ path: 'a' }, { path: 'c' }], removed: ['b'] })
    expect(stat).toBeDefined()
    // Touched by someone: right by its bytes, and yet another file by its time.
    host.set('/site/dist/a', '2')
    expect((await deliver(process, { a: '2', c: '1' })).files.set).toMatchObject([{ path: 'a' }])
    const restarted = createProcess(host)
    expect((await deliver(restarted, { a: '2', c: '1' })).files).toMatchObject({
      isWhole: true,
      set: [{ path: 'a' }, { path: 'c' }],
    })
  })
})

test('what is made for others when all is published is staged nowhere', async () => {
  const host = createMemoryHost()
  const deliveries = createDeliveries({ host, options: { root, host } })
  const first = await deliveries.open({ out: 'dist', readOnly: false })
  first.onFile('a', '1', 'h:1')
  await first.publish(madeOf({ a: '1' }))
  const second = await deliveries.open({ out: 'dist', readOnly: false })
  second.onFile('a', '2', 'h:2')
  first.onFile('a', '1', 'h:1')
  first.onPage({ permalink: '/b/' } as never, 'late', '#late')
  await second.publish(madeOf({ a: '2' }))
  expect(treeOf(host)).toEqual({ a: '2' })
})

describe('outputs that vanish while errors stand', () => {
  const keeping = { keepVanished: true }

  test.each([true, false])(
    'stay, build after build, and go once the errors are mended (quick: %s)',
    async (isQuick) => {
      for (const restarts of [false, true]) {
        const host = createMemoryHost()
        let process = createProcess(host)
        const restart = async () => {
          if (restarts) process = createProcess(host)
        }
        await deliver(process, { a: '1', b: '1', c: '1' })
        await restart()
        const { files, changed } = await deliver(process, { a: '2', c: '1' }, { isQuick, ...keeping })
        if (!restarts) expect(files).toMatchObject({ set: [{ path: 'a' }], removed: [] })
        expect(changed).toEqual({ added: [], changed: ['/a'], removed: [] })
        await restart()
        await deliver(process, { a: '2', c: '1' }, { isQuick, ...keeping })
        expect(treeOf(host)).toEqual({ a: '2', b: '1', c: '1' })
        expect(servedOf(host, process)).toEqual({ a: '2', b: '1', c: '1' })
        await deliver(process, { a: '3' }, { isQuick, ...keeping })
        expect(treeOf(host)).toEqual({ a: '3', b: '1', c: '1' })
        await restart()
        // One comes back as it was, one is really gone.
        const mended = await deliver(process, { a: '3', c: '1' }, { isQuick })
        expect(mended.changed.removed).toEqual(['/b'])
        if (!restarts) expect(mended.files).toEqual({ isWhole: false, set: [], removed: ['b'] })
        expect(treeOf(host)).toEqual({ a: '3', c: '1' })
      }
    },
  )

  test.each([true, false])('go at once where an output needs their name (quick: %s)', async (isQuick) => {
    const host = createMemoryHost()
    const process = createProcess(host)
    await deliver(process, { a: '1', b: '1', 'c/d': '1', e: '1' })
    await deliver(process, { a: '1', 'b/x': '1', c: '1' }, { isQuick, ...keeping })
    expect(treeOf(host)).toEqual({ a: '1', 'b/x': '1', c: '1', e: '1' })
    await deliver(process, { a: '1', 'b/x': '2' }, { isQuick, ...keeping })
    await deliver(process, { a: '1', b: '3' }, { isQuick, ...keeping })
    expect(treeOf(host)).toEqual({ a: '1', b: '3', c: '1', e: '1' })
    expect(servedOf(host, process)).toEqual(treeOf(host))
    await deliver(process, { a: '1', b: '3' }, { isQuick })
    expect(treeOf(host)).toEqual({ a: '1', b: '3' })
  })

  test('are not taken for gone by who makes the same outputs later', async () => {
    const host = createMemoryHost()
    await deliver(createProcess(host), { a: '1', b: '1' })
    for (const isQuick of [false, true]) {
      const process = createProcess(host)
      await deliver(process, { a: '1', b: '1' })
      await deliver(process, { a: '1' }, { isQuick, ...keeping })
      await process.with(same, (deliveries) => deliveries.rest())
      await deliver(isQuick ? process : createProcess(host), { a: '1' }, { isQuick })
      expect(treeOf(host)).toEqual({ a: '1' })
    }
  })
})

describe('who waits for it is told', () => {
  test.each<[string, Tree, DeliverOptions, string | undefined]>([
    ['a file is replaced', { a: '2', b: '1' }, { isQuick: true }, 'rename'],
    ['carefully', { a: '2', b: '1' }, {}, 'link'],
    ['a file is removed', { a: '1' }, { isQuick: true }, 'rename'],
    ['one is added', { a: '1', b: '1', c: '1' }, {}, undefined],
    ['nothing happens', { a: '1', b: '1' }, {}, undefined],
    ['nothing happens, quickly', { a: '1', b: '1' }, { isQuick: true }, undefined],
    ['it is kept', { a: '1' }, { isQuick: true, keepVanished: true }, undefined],
  ])('before %s', async (_name, tree, options, next) => {
    const host = createMemoryHost()
    const process = createProcess(host)
    await deliver(process, { a: '1', b: '1' })
    const calls: string[] = []
    const onPublish = () => void calls.push('told')
    const noting = (inner: Host) =>
      watched(inner, (_call, name, path) => {
        if (path.startsWith('/site/dist') || path.includes('/trash/')) calls.push(name)
      })
    await deliver(process, tree, { ...options, onPublish }, noting)
    expect(calls.filter((call) => call === 'told')).toHaveLength(next === undefined ? 0 : 1)
    if (next !== undefined) expect(calls[0]).toBe('told')
    if (next === undefined) expect(calls.length).toBeLessThan(2)
  })

  test('never of a publish that is refused or fails before', async () => {
    const host = createMemoryHost()
    const process = createProcess(host)
    await deliver(process, { a: '1' })
    let told = 0
    const onPublish = () => void told++
    await deliver(process, { a: '2', '../x': '1' }, { onPublish, isQuick: true })
    await deliver(process, { a: '2' }, { onPublish, isQuick: true }, (inner) =>
      failingAt(inner, 1, 'EIO', true),
    )
    await deliver(process, { a: '3' }, { onPublish }, (inner) => failingAt(inner, 1, 'EIO', true))
    expect(told).toBe(0)
  })
})

test('a publish that is turned back leaves a file that had the new bytes before it', async () => {
  for (let k = 1; k < 30; k++) {
    const host = createMemoryHost()
    const [one, other] = [createProcess(host), createProcess(host)]
    await deliver(one, { a: '1', b: '1' })
    await deliver(one, { a: '2', b: '1' }, { isQuick: true })
    // By the record that is behind, the other one has to write both.
    await deliver(other, { a: '2', b: '2' }, {}, (inner) => failingAt(inner, k, 'EIO'))
    expect(treeOf(host).a, `failed at call ${k}`).toBe('2')
    await deliver(one, { a: '2', b: '1' }, { isQuick: true })
    expect(treeOf(host), `failed at call ${k}`).toEqual({ a: '2', b: '1' })
  }
})

test('random builds of two processes, with errors, kills, failing disks and rests', async () => {
  const path = fc.constantFrom('a', 'a/b', 'A', 'd/e', 'd/f', 'g', 'h')
  const tree = fc.dictionary(path, fc.constantFrom('1', '2', '33'), { noNullPrototype: true })
  const step = fc.record({
    who: fc.nat(1),
    // Small changes are what is done quickly.
    edit: fc.oneof(tree, fc.record({ path, body: fc.constantFrom('1', '2', '33') })),
    isQuick: fc.boolean(),
    keepVanished: fc.oneof(
      { weight: 3, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    breaks: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) }),
    fails: fc.boolean(),
    rests: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const host = createMemoryHost()
      const processes = [createProcess(host), createProcess(host)]
      let now: Tree = { a: '1', 'd/e': '1', g: '1' }
      for (const { edit, ...one } of steps) {
        now = soundTree(
          'path' in edit && 'body' in edit ? { ...now, [String(edit.path)]: String(edit.body) } : edit,
        )
        await play(host, processes, now, one)
      }
      await deliver(createProcess(host), now)
      expect(treeOf(host)).toEqual(now)
      expect(leftovers(host)).toEqual([])
    }),
    { numRuns: process.env.SOAK ? 20_000 : 800 },
  )
}, 900_000)

interface Step extends DeliverOptions {
  who: number
  breaks: number
  fails: boolean
  rests: boolean
}

async function play(host: MemoryHost, processes: Process[], tree: Tree, step: Step): Promise<void> {
  const { who, breaks, fails, rests, isQuick = false, keepVanished = false } = step
  const wrap = (inner: Host) => {
    if (breaks === 0) return inner
    return fails ? failingAt(inner, breaks, 'EIO') : brokenAt(inner, breaks)
  }
  const one = processes[who] as Process
  const run = async () => {
    const { messages } = await deliver(one, tree, { isQuick, keepVanished }, wrap)
    if (messages.length > 0) expect(breaks > 0 && fails).toBe(true)
    else check(host, one, tree, keepVanished)
    if (rests) await one.with(wrap, (deliveries) => deliveries.rest())
  }
  if (await wasKilled(run())) processes[who] = createProcess(host)
}

function check(host: MemoryHost, one: Process, tree: Tree, keepVanished: boolean) {
  const found = treeOf(host)
  if (keepVanished) expect(found).toMatchObject(tree)
  else expect(found).toEqual(tree)
  expect(servedOf(host, one)).toEqual(found)
  expect(emptyFolders(host, '/site/dist')).toEqual([])
}

/** Without files in the place of folders, and without two names for one file. */
function soundTree(tree: Tree): Tree {
  const { a, A, ...rest } = tree
  const isFolder = rest['a/b'] !== undefined
  if (isFolder) return rest
  return { ...rest, ...(a === undefined ? (A === undefined ? {} : { A }) : { a }) }
}
