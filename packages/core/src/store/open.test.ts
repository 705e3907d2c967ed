import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRevision } from '../engine/engine.js'
import type { Context, Input, Task } from '../engine/task.js'
import type { Store } from '../store.js'
import { StoreError, type StoreFiles } from './files.js'
import { readFrame, toFrame } from './frame.js'
import { stampOf } from './graph-file.js'
import { createMemoryFiles } from './memory-files.js'
import { openStore } from './open.js'

type AnyTask = Task<never, unknown, Context>

const double: Task<string, string> = {
  name: 'double',
  keep: 'memo',
  run: (context, name) => {
    const text = String(context.input('cell', name) ?? 'nothing')
    const messages =
      text === 'odd' ? [{ rule: 'odd', severity: 'warning' as const, text: `${name} is odd` }] : []
    return { value: `${text} ${text}`, messages }
  },
}

const first: Task<string, string> = {
  name: 'first',
  run: async (context, name) => ({ value: (await context.get(double, name)).slice(0, 3), messages: [] }),
}

const all: Task<null, string[]> = {
  name: 'all',
  run: async (context) => ({
    value: await context.all(first, context.input('cell', 'names')?.toString().split(' ') ?? []),
    messages: [],
  }),
}

/** One build in a process of its own: what it gives, and what it ran. */
async function build(files: StoreFiles, cells: Record<string, string>, version = 'one') {
  const store = openStore(files, { version })
  return buildWith(store, cells)
}

async function buildWith(store: Store, cells: Record<string, string>) {
  const ran: string[] = []
  const cell: Input = {
    observe: (name) => ({ hash: cells[String(name)] ?? '-', value: cells[String(name)] }),
  }
  const revision = await createRevision({
    store,
    tasks: async () => [double, first, all] as unknown as AnyTask[],
    inputs: { cell },
    extend: (context) => context,
    onRun: (key) => ran.push(key),
  })
  const value = await revision.get(all, null)
  if (revision.commit(all, null) !== 'none') store.save({ build: 'note' })
  const messages = store.withMessages().flatMap((id) => store.messages(id).map(({ text }) => text))
  return { value, messages, ran }
}

const cells = { names: 'a b c', a: 'xyz', b: 'odd', c: 'äö€𝄞' }
const clean = { value: ['xyz', 'odd', 'äö€'], messages: ['b is odd'] }

/** Files of a store after some builds: a first part, changes after it, and packs. */
async function filled(): Promise<Map<string, Uint8Array>> {
  const files = createMemoryFiles()
  for (const a of ['one', 'two', 'three', 'xyz']) await build(files, { ...cells, a })
  return new Map(files.list().map((name) => [name, Uint8Array.from(files.read(name) ?? [])]))
}

function filesOf(contents: ReadonlyMap<string, Uint8Array>): StoreFiles {
  const files = createMemoryFiles()
  for (const [name, bytes] of contents) files.replace(name, [bytes])
  return files
}

describe('a store that is opened again', () => {
  test('knows what was built, and runs nothing', async () => {
    const files = createMemoryFiles()
    expect(await build(files, cells)).toMatchObject(clean)
    expect(await build(files, cells)).toEqual({ ...clean, ran: [] })
    expect(openStore(files, { version: 'one' }).last()).toMatchObject({ build: 1, meta: { build: 'note' } })
  })

  test('runs what a change reaches, no more', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    const changed = await build(files, { ...cells, a: 'xyzzy' })
    expect(changed).toEqual({ ...clean, ran: ['double:"a"', 'first:"a"'] })
    expect((await build(files, { ...cells, a: 'new' })).ran).toEqual(['double:"a"', 'first:"a"', 'all:null'])
  })

  test('appends what changed, and folds a long log into a new first part', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    const base = files.read('graph.bin')
    const sizes: number[] = []
    for (let at = 0; at < 40; at++) {
      expect((await build(files, { ...cells, a: `v${at}` })).value[0]).toBe(`v${at} v${at}`.slice(0, 3))
      sizes.push(files.size('graph.log') ?? 0)
    }
    expect(sizes[1]).toBeGreaterThan(sizes[0] as number)
    expect(files.read('graph.bin')).not.toEqual(base)
    expect(Math.max(...sizes)).toBeLessThan(3 * (files.size('graph.bin') ?? 0))
  })

  test('forgets keys that are no longer reached, and their messages', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    const without = await build(files, { ...cells, names: 'a' })
    expect(without).toMatchObject({ value: ['xyz'], messages: [] })
    const store = openStore(files, { version: 'one' })
    expect(store.isAlive(store.find('double:"b"'))).toBe(false)
    expect(await build(files, cells)).toMatchObject(clean)
  })

  test('what costs much is known again when an earlier state comes back', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    await build(files, { ...cells, a: 'other' })
    expect((await build(files, cells)).ran).toEqual(['first:"a"', 'all:null'])
  })

  test('G3: what another version left is not used, and replaced', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    await build(files, { ...cells, a: 'other' })
    expect((await build(files, cells, 'two')).ran).toHaveLength(7)
    expect(await build(files, cells, 'two')).toEqual({ ...clean, ran: [] })
    // What costs much lies in the packs still, under the name of the version that made it.
    const back = await build(files, cells, 'one')
    expect(back).toMatchObject(clean)
    expect(back.ran.filter((key) => key.startsWith('double'))).toEqual([])
  })
})

/** Not every byte where there is little time. */
const stride = process.env.SOAK ? 1 : 5

describe('a damaged store', () => {
  const expectClean = async (contents: ReadonlyMap<string, Uint8Array>) => {
    const files = filesOf(contents)
    expect(await build(files, cells)).toMatchObject(clean)
    expect(await build(files, cells)).toMatchObject(clean)
  }

  test('G1: every byte flipped', async () => {
    const contents = await filled()
    let count = 0
    for (const [name, bytes] of contents) {
      for (let at = 0; at < bytes.length; at += stride) {
        const damaged = Uint8Array.from(bytes)
        damaged[at] = (damaged[at] as number) ^ (1 << (at % 8))
        await expectClean(new Map(contents).set(name, damaged))
        count++
      }
    }
    expect(count * stride).toBeGreaterThan(4000)
  })

  test('G1: every file cut short at every place, or gone', async () => {
    const contents = await filled()
    for (const [name, bytes] of contents) {
      for (let length = 0; length < bytes.length; length += stride) {
        await expectClean(new Map(contents).set(name, bytes.subarray(0, length)))
      }
      const without = new Map(contents)
      without.delete(name)
      await expectClean(without)
    }
  })

  test('without its graph it still knows what costs much', async () => {
    const contents = await filled()
    contents.delete('graph.bin')
    const { ran } = await build(filesOf(contents), cells)
    expect(ran.filter((key) => key.startsWith('double'))).toEqual([])
  })

  test('G1: without its graph, every byte of the packs flipped', async () => {
    const contents = await filled()
    contents.delete('graph.bin')
    const bytes = contents.get('pack-0.bin') as Uint8Array
    for (let at = 0; at < bytes.length; at += stride) {
      const damaged = Uint8Array.from(bytes)
      // The lowest bit makes the one kind of record the other.
      damaged[at] = (damaged[at] as number) ^ 1
      await expectClean(new Map(contents).set('pack-0.bin', damaged))
    }
  })

  test('H1: a build that was cut short while it was appended keeps no later one from being kept', async () => {
    const contents = await filled()
    const log = contents.get('graph.log') as Uint8Array
    for (const left of [1, 40, log.length / 2, log.length - 90, log.length - 1]) {
      const files = filesOf(new Map(contents).set('graph.log', log.subarray(0, left)))
      await build(files, { ...cells, a: 'new' })
      expect((await build(files, { ...cells, a: 'new' })).ran).toEqual([])
    }
  })

  test('a whole part whose numbers lead nowhere counts as not there, and is replaced', async () => {
    const files = createMemoryFiles()
    await build(files, cells)
    const whole = files.read('graph.bin') as Uint8Array
    const stamp = stampOf('one')
    const payload = readFrame(whole, 0, stamp)?.payload as Uint8Array
    for (let at = 0; at < payload.length; at += stride) {
      const damaged = Uint8Array.from(payload)
      damaged[at] = (damaged[at] as number) ^ 0x80
      files.replace('graph.bin', toFrame(stamp, [damaged]).chunks)
      // The checksum speaks for it, so it may be believed; but nothing may break.
      const store = openStore(files, { version: 'one' })
      if (!store.last()) {
        expect(await build(files, cells)).toMatchObject(clean)
        expect((await build(files, cells)).ran).toEqual([])
      }
    }
  })

  test('files of several states mixed', async () => {
    const files = createMemoryFiles()
    const states: Map<string, Uint8Array>[] = []
    for (const a of ['one', 'two', 'xyz', 'odd']) {
      await build(files, { ...cells, a })
      states.push(new Map(files.list().map((name) => [name, Uint8Array.from(files.read(name) ?? [])])))
    }
    for (const base of states) {
      for (const log of states) {
        for (const pack of states) {
          const mixed = new Map<string, Uint8Array>()
          for (const [name, from] of [
            ['graph.bin', base],
            ['graph.log', log],
            ['pack-0.bin', pack],
          ] as const) {
            const bytes = from.get(name)
            if (bytes) mixed.set(name, bytes)
          }
          await expectClean(mixed)
        }
      }
    }
  })
})

test('G6: a writer commits only onto the graph that it started from', async () => {
  const files = createMemoryFiles()
  await build(files, cells)
  const slow = openStore(files, { version: 'one' })
  await build(files, { ...cells, a: 'two' })
  expect((await buildWith(slow, { ...cells, a: 'one' })).value[0]).toBe('one')
  // Values that both wrote to one place are lost, and made again.
  expect(await build(files, { ...cells, a: 'two' })).toMatchObject({ value: ['two', 'odd', 'äö€'] })
  slow.refresh()
  expect(await buildWith(slow, { ...cells, a: 'two' })).toMatchObject({
    value: ['two', 'odd', 'äö€'],
    ran: [],
  })
})

test('D5: a disk that refuses every write from some call on costs the memory, not the build', async () => {
  for (let refused = 0; refused < 8; refused++) {
    const files = createMemoryFiles()
    await build(files, cells)
    let calls = 0
    const failing = (run: () => void) => {
      if (calls++ >= refused) throw new StoreError('store', Object.assign(new Error(), { code: 'ENOSPC' }))
      run()
    }
    const store = openStore(
      {
        ...files,
        writeAt: (...given) => failing(() => files.writeAt(...given)),
        replace: (...given) => failing(() => files.replace(...given)),
      },
      { version: 'one' },
    )
    const { value } = await buildWith(store, { ...cells, a: 'new' })
    expect(value).toEqual(['new', 'odd', 'äö€'])
    if (refused === 0) expect(store.problem()).toEqual({ path: 'store', code: 'ENOSPC' })
    expect(await build(files, cells)).toMatchObject(clean)
  }
})

test('any sequence of states, opened anew before each build or not, is what a clean build gives', async () => {
  const state = fc.record({
    names: fc.constantFrom('a b c', 'a', 'c b', 'a b c d e'),
    a: fc.constantFrom('one', 'odd', 'three'),
    b: fc.constantFrom('odd', 'even'),
    c: fc.string(),
    isNew: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 12 }), async (states) => {
      const files = createMemoryFiles()
      let store = openStore(files, { version: 'one' })
      for (const { isNew, ...now } of states) {
        if (isNew) store = openStore(files, { version: 'one' })
        const { ran: _ran, ...incremental } = await buildWith(store, now)
        const { ran: _all, ...fromNothing } = await build(createMemoryFiles(), now)
        expect(incremental.value).toEqual(fromNothing.value)
        expect([...incremental.messages].sort()).toEqual([...fromNothing.messages].sort())
      }
    }),
    { numRuns: 300 },
  )
})
