import { expect, test } from 'vitest'
import { createMemoryFiles } from '../store/memory-files.js'
import { openStore } from '../store/open.js'
import type { Stamp, Store } from '../store.js'
import { createRevision } from './engine.js'
import { above, below, chainOf, readersOf } from './explain.js'
import { type Context, type Input, keyOf, refer, type Task } from './task.js'

type AnyTask = Task<never, unknown, Context>

/** A world of named texts; each build opens what the one before left, as another process would. */
function world(cells: Record<string, string>, tasks: readonly unknown[]) {
  const files = createMemoryFiles()
  const open = () => openStore(files, { version: 'test' })
  const stamps: Record<string, Stamp> = {}
  const cell: Input = {
    observe: (name) => {
      const value = cells[String(name)]
      return { hash: value === undefined ? 'absent' : `=${value}`, value, stamp: stamps[String(name)] }
    },
  }
  const build = async (store: Store = open()): Promise<Store> => {
    const revision = await createRevision({
      store,
      tasks: async () => tasks as AnyTask[],
      inputs: { cell },
      extend: (context) => context,
    })
    const root = refer<null, unknown>('root')
    await revision.get(root, null)
    const isNew = revision.commit(root, null) !== 'none'
    if (isNew) store.save(null)
    return open()
  }
  return { cells, stamps, build, open }
}

const id = (store: Store, name: string, argument: unknown = null) => store.find(keyOf(name, argument))
const origin = (store: Store, name: string, argument: unknown = null) =>
  store.origin(id(store, name, argument))
const chain = (store: Store, name: string, argument: unknown = null) => {
  const { ids, isBroken } = chainOf(store, id(store, name, argument))
  return [...(isBroken ? ['broken'] : []), ...ids.map((one) => store.key(one))]
}

const length: Task<string, number> = {
  name: 'length',
  run: (context, name) => ({ value: String(context.input('cell', name) ?? '').length, messages: [] }),
}

/** Lengths of the cells that the cell `names` names. */
const lengths: Task<null, number[]> = {
  name: 'lengths',
  run: async (context) => {
    const names = String(context.input('cell', 'names')).split(' ')
    return { value: await context.all(length, names), messages: [] }
  },
}

const root: Task<null, number> = {
  name: 'root',
  run: async (context) => {
    const all = await context.get(lengths, null)
    return { value: Math.max(...all), messages: [] }
  },
}

const tasks = [length, lengths, root]

test('in the first build nothing has a cause', async () => {
  const store = await world({ names: 'a b', a: 'x', b: 'yy' }, tasks).build()
  expect(origin(store, 'root')).toEqual({ build: 1, since: 1, cause: -1, input: -1 })
  expect(origin(store, 'cell', 'a')).toEqual({ build: 1, since: 1, cause: -1, input: -1 })
  expect(chain(store, 'root')).toEqual(['root:null'])
})

test('a change leads from the input to what was made of it; the rest keeps its build', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy' }, tasks)
  await build()
  cells.b = 'yyy'
  const store = await build()
  expect(chain(store, 'root')).toEqual(['cell:"b"', 'length:"b"', 'lengths:null', 'root:null'])
  expect(chain(store, 'cell', 'b')).toEqual(['cell:"b"'])
  expect(origin(store, 'root')).toMatchObject({ build: 2, since: 2 })
  expect(origin(store, 'length', 'a')).toMatchObject({ build: 1, since: 1 })
})

test('what is made again to the same says since when it is so; nothing above it is touched', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy' }, tasks)
  await build()
  cells.b = 'zz'
  const store = await build()
  expect(origin(store, 'cell', 'b')).toMatchObject({ build: 2, since: 2 })
  expect(origin(store, 'length', 'b')).toMatchObject({ build: 2, since: 1 })
  expect(origin(store, 'lengths')).toMatchObject({ build: 1 })
})

test('a build that finds nothing changed has no number', async () => {
  const { cells, build } = world({ names: 'a', a: 'x' }, tasks)
  await build()
  expect((await build()).last()?.build).toBe(1)
  cells.a = 'xx'
  expect((await build()).last()?.build).toBe(2)
})

test('a new key leads over who asked for it to what changed', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy', c: 'zzz' }, tasks)
  await build()
  cells.names = 'a b c'
  const store = await build()
  expect(origin(store, 'length', 'c')).toMatchObject({
    build: 2,
    cause: -1,
    input: id(store, 'cell', 'names'),
  })
  expect(chain(store, 'length', 'c')).toEqual(['cell:"names"', 'lengths:null', 'length:"c"'])
  expect(chain(store, 'cell', 'c')).toEqual(['cell:"names"', 'lengths:null', 'length:"c"', 'cell:"c"'])
})

test('an input that came is no new input, if its absence was read', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x' }, tasks)
  await build()
  cells.b = 'yy'
  const store = await build()
  expect(chain(store, 'root')).toEqual(['cell:"b"', 'length:"b"', 'lengths:null', 'root:null'])
})

test('the input is named still when what stood between was made again since', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy' }, tasks)
  await build()
  cells.b = 'yyy'
  await build()
  cells.b = 'zzz'
  const store = await build()
  // The length came out the same, so that nothing above was touched; but its own chain is that of build 3.
  expect(origin(store, 'lengths')).toMatchObject({ build: 2, input: id(store, 'cell', 'b') })
  expect(chain(store, 'lengths')).toEqual(['broken', 'cell:"b"', 'length:"b"', 'lengths:null'])
})

test('a result that was remembered by itself has the reason for which it was taken', async () => {
  const remembered = { ...length, keep: 'memo' as const }
  const { cells, build } = world({ names: 'a', a: 'x' }, [remembered, lengths, root])
  await build()
  cells.a = 'xx'
  await build()
  cells.a = 'x'
  const store = await build()
  expect(origin(store, 'length', 'a')).toMatchObject({ build: 3, cause: id(store, 'cell', 'a') })
  expect(chain(store, 'root')).toEqual(['cell:"a"', 'length:"a"', 'lengths:null', 'root:null'])
})

test('another stamp is no change', async () => {
  const { stamps, build } = world({ names: 'a', a: 'x' }, tasks)
  await build()
  stamps.a = { size: 1, mtime: 2, ctime: 3 }
  const store = await build()
  expect(store.stamp(id(store, 'cell', 'a'))).toEqual(stamps.a)
  expect(origin(store, 'cell', 'a')).toEqual({ build: 1, since: 1, cause: -1, input: -1 })
})

test('a value that was lost and made again keeps its origin', async () => {
  const { cells, build, open } = world({ names: 'a b', a: 'x', b: 'yy' }, tasks)
  await build()
  const lost = open()
  cells.b = 'yyy'
  const store = await build({
    ...lost,
    value: (ref, hash, of) => (lost.key(of) === 'length:"a"' ? undefined : lost.value(ref, hash, of)),
  })
  expect(origin(store, 'length', 'a')).toEqual({ build: 1, since: 1, cause: -1, input: -1 })
  expect(origin(store, 'root')).toMatchObject({ build: 2, input: id(store, 'cell', 'b') })
})

test('commits without a save between them are one build', async () => {
  const { cells, build, open } = world({ names: 'a', a: 'x' }, tasks)
  await build()
  cells.a = 'xx'
  const store = open()
  const twice: Store = {
    ...store,
    commit(key, changes) {
      store.commit(key, changes)
      store.commit(key, [])
    },
  }
  const after = await build(twice)
  expect(after.last()?.build).toBe(2)
  expect(origin(after, 'root')).toMatchObject({ build: 2 })
})

test('reasons are right too where the build had to begin again, from above', async () => {
  const picky: Task<string, number> = {
    name: 'length',
    run: (context, name) => {
      const text = String(context.input('cell', name))
      if (text === 'bad') throw new Error('I refuse')
      return { value: text.length, messages: [] }
    },
  }
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy' }, [picky, lengths, root])
  await build()
  // From below, `length` of `a` would run and fail; nobody asks for it any more.
  Object.assign(cells, { names: 'b', a: 'bad', b: 'yyy' })
  const store = await build()
  expect(chain(store, 'root')).toEqual(['cell:"names"', 'lengths:null', 'root:null'])
  expect(chain(store, 'length', 'b')).toEqual(['cell:"b"', 'length:"b"'])
})

test('all that a key rests on, and all that rests on it, the nearest first', async () => {
  const { cells, build } = world({ names: 'a b', a: 'x', b: 'yy' }, tasks)
  await build()
  cells.names = 'b'
  const store = await build()
  const keys = (found: Map<number, number>) => [...found].map(([one, distance]) => [store.key(one), distance])
  expect(keys(below(store, id(store, 'root')))).toEqual([
    ['root:null', 0],
    ['lengths:null', 1],
    ['cell:"names"', 2],
    ['length:"b"', 2],
    ['cell:"b"', 3],
  ])
  expect(keys(above(store, [id(store, 'cell', 'b')]))).toEqual([
    ['cell:"b"', 0],
    ['length:"b"', 1],
    ['lengths:null', 2],
    ['root:null', 3],
  ])
  expect(readersOf(store, id(store, 'length', 'b')).map((one) => store.key(one))).toEqual(['lengths:null'])
})
