// A store against plain maps: whatever is committed, saved, opened again, refreshed or killed.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../hash.js'
import type { Message } from '../model.js'
import type { Change, Memo, Stamp, Store } from '../store.js'
import { StoreError, type StoreFiles } from './files.js'
import { createMemoryFiles } from './memory-files.js'
import { openStore } from './open.js'

/** What is known of one key. */
interface Known {
  text: string
  reads: string[]
  messages: Message[]
  stamp?: Stamp
}

/** Living keys. The memos are all that were ever remembered. */
interface State {
  keys: Map<string, Known>
  memos: Map<string, string>
  meta: number
}

const count = 9
const names = Array.from({ length: count }, (_, at) => `${'abc'[at % 3]}:${at}`)
const root = `root:${count}`
const small = { version: 'one', packs: { packSize: 1500, bufferSize: 300 }, floor: 1200 }

/** Key number `at` reads keys of lower numbers. */
const known = (at: number) =>
  fc.record({
    text: fc.oneof(
      fc.constantFrom('"x"', '""', ''),
      fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text.repeat(30))),
    ),
    reads: fc.uniqueArray(fc.nat(Math.max(0, at - 1)), { maxLength: at === 0 ? 0 : 3 }),
    isTold: fc.boolean(),
    isStamped: fc.boolean(),
  })
const edit = fc.record({
  kind: fc.constant('edit' as const),
  changed: fc.subarray(names, { minLength: 1, maxLength: 4 }),
  all: fc.tuple(...names.map((_, at) => known(at))),
  top: fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 5 }),
  isSaved: fc.boolean(),
})
const step = fc.oneof(
  { weight: 6, arbitrary: edit },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('kill' as const), at: fc.nat(6), next: edit }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('full' as const), at: fc.nat(4), next: edit }) },
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

class Killed extends Error {}

/** Files of which the write after so many goes wrong half-way, and all later ones. */
function failing(files: StoreFiles, after: number, error: () => Error): StoreFiles {
  let calls = 0
  const guard = (run: () => void, half: () => void) => {
    if (calls++ < after) return run()
    if (calls === after + 1) half()
    throw error()
  }
  return {
    ...files,
    writeAt: (name, offset, chunks) =>
      guard(
        () => files.writeAt(name, offset, chunks),
        () => {
          const bytes = Buffer.concat(chunks)
          files.writeAt(name, offset, [bytes.subarray(0, bytes.length / 2)])
        },
      ),
    replace: (name, chunks) =>
      guard(
        () => files.replace(name, chunks),
        () => {},
      ),
    remove: (name) =>
      guard(
        () => files.remove(name),
        () => {},
      ),
  }
}

/** Makes of an edit what a build would commit, in the store and in the state. */
function apply(store: Store, state: State, { changed, all, top }: Edit): State {
  const keys = new Map<string, Known>()
  const wanted = [...top.map((at) => names[at] as string)]
  const texts = new Map([...names, root].map((key) => [key, knownOf(state, key, changed, all, top)]))
  const reach = (key: string) => {
    if (keys.has(key)) return
    const found = texts.get(key) as Known
    keys.set(key, found)
    found.reads.forEach(reach)
  }
  reach(root)
  expect(wanted.every((key) => keys.has(key))).toBe(true)
  const memos = new Map(state.memos)
  const changes: Change[] = []
  for (const key of [...names, root]) {
    const found = keys.get(key)
    if (!found || state.keys.get(key) === found) continue
    const hash = hashOf(found.text)
    const ref = store.keep(hash, found.text)
    const reads = found.reads.map((read, at) => (at === 0 ? ~store.number(read) : store.number(read)))
    changes.push({
      id: store.number(key),
      key,
      hash,
      reads,
      messages: found.messages,
      ref,
      stamp: found.stamp,
      reason: { cause: -1, input: -1 },
    })
    if (key.startsWith('a')) {
      const memo: Memo = {
        key,
        hash,
        ref,
        reads: [found.reads.map((read) => ({ key: read, hash: 'h' }))],
        messages: [],
      }
      store.remember(memo)
      memos.set(key, hash)
    }
  }
  store.commit(store.number(root), changes)
  return { keys, memos, meta: state.meta + 1 }
}

function knownOf(state: State, key: string, changed: string[], all: Edit['all'], top: number[]): Known {
  if (key === root)
    return { text: JSON.stringify(top), reads: top.map((at) => names[at] as string), messages: [] }
  const before = state.keys.get(key)
  if (before && !changed.includes(key)) return before
  const given = all[names.indexOf(key)] as Edit['all'][number]
  return {
    text: given.text,
    reads: given.reads.map((at) => names[at] as string),
    messages: given.isTold ? [{ rule: 'r', severity: 'info', text: key }] : [],
    ...(given.isStamped ? { stamp: { size: 1, mtime: 2.5, ctime: 3 } } : {}),
  }
}

/** @param mayLose Whether another writer, or a full disk, may have cost values; never may they be wrong. */
function compare(store: Store, { keys, memos }: State, mayLose: boolean): void {
  expect(store.count()).toBe(keys.size)
  for (const [key, { text, reads, messages, stamp }] of keys) {
    const id = store.find(key)
    expect(store.isAlive(id), key).toBe(true)
    expect(store.key(id)).toBe(key)
    expect(store.hash(id), `hash of ${key}`).toBe(hashOf(text))
    const read = [...store.reads(id)]
    expect(read.map((one) => store.key(one < 0 ? ~one : one))).toEqual(reads)
    expect(store.messages(id)).toEqual(messages)
    expect(store.stamp(id)).toEqual(stamp)
    for (const one of reads) {
      expect(store.height(store.find(one))).toBeLessThan(store.height(id))
      const readers: number[] = []
      store.eachReader(store.find(one), (reader) => readers.push(reader))
      expect(readers).toContain(id)
    }
    const value = store.value(store.ref(id), store.hash(id), id)
    if (!mayLose || value !== undefined) expect(value).toBe(text)
    expect(store.named(key.slice(0, key.indexOf(':')))).toContain(id)
    if (!mayLose && memos.get(key) === hashOf(text)) {
      const found = store.memos(key).find(({ hash }) => hash === hashOf(text))
      expect(found, `memo of ${key}`).toBeDefined()
      expect(store.value(found?.ref ?? -1, hashOf(text), id)).toBe(text)
    }
  }
  const told = [...keys].filter(([, { messages }]) => messages.length > 0).map(([key]) => key)
  expect(store.withMessages().map(store.key).sort()).toEqual(told.sort())
}

const time = { timeout: process.env.SOAK ? 1_800_000 : 120_000 }

const empty = (): State => ({ keys: new Map(), memos: new Map(), meta: 0 })

test('H1 G11: one writer: what was saved last is there, whole; values and memos with it', time, () => {
  let rewritten = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const files = createMemoryFiles()
      let store = openStore(files, small)
      let [state, saved] = [empty(), empty()]
      let mayLose = false
      for (const one of steps) {
        if (one.kind === 'edit') {
          state = apply(store, state, one)
          if (one.isSaved) store.save(state.meta)
          if (one.isSaved) saved = state
        } else if (one.kind === 'kill' || one.kind === 'full') {
          const error = () =>
            one.kind === 'kill'
              ? new Killed()
              : new StoreError('x', Object.assign(new Error(), { code: 'ENOSPC' }))
          const dying = openStore(failing(files, one.at, error), small)
          let next = saved
          try {
            dying.refresh()
            compare(dying, saved, mayLose)
            next = apply(dying, saved, one.next)
            dying.save(next.meta)
            compare(dying, next, true)
            expect(dying.last()?.meta).toBe(next.meta)
          } catch (thrown) {
            if (!(thrown instanceof Killed)) throw thrown
          }
          store = openStore(files, small)
          mayLose ||= one.kind === 'full'
          state = store.last()?.meta === next.meta ? next : saved
          saved = state
        } else {
          if (one.kind === 'reopen') store = openStore(files, small)
          if (one.kind === 'refresh') {
            const before = files.list().join()
            store.refresh()
            if (before !== files.list().join()) rewritten++
          }
          if (one.kind === 'clear') store.clear()
          if (one.kind === 'clear') state = saved = empty()
          if (one.kind === 'reopen') state = saved
        }
        compare(store, state, mayLose)
        expect(openStore(files, small).last()?.meta ?? 0).toBe(saved.meta)
      }
    }),
    { numRuns: process.env.SOAK ? 5000 : 120 },
  )
  expect(rewritten).toBeGreaterThan(5)
})

test(
  'G6: two writers: a build is saved only onto the state that it started from; no value is ever wrong',
  time,
  () => {
    const turn = fc.record({
      who: fc.nat(1),
      step: fc.oneof(edit, fc.record({ kind: fc.constant('refresh' as const) })),
    })
    fc.assert(
      fc.property(fc.array(turn, { minLength: 2, maxLength: 25 }), (turns) => {
        const files = createMemoryFiles()
        let disk = empty()
        const writers = [0, 1].map(() => ({ store: openStore(files, small), state: disk, from: disk }))
        for (const { who, step: one } of turns) {
          const writer = writers[who] as (typeof writers)[number]
          if (one.kind === 'refresh') {
            const before = files.read('graph.bin')
            writer.store.refresh()
            const isReloaded = writer.from !== disk
            // What was written anew says the same, and is another generation.
            if (files.read('graph.bin') !== before) disk = { ...disk }
            if (isReloaded) writer.state = disk
            if (isReloaded || files.read('graph.bin') !== before) writer.from = disk
          } else {
            writer.state = apply(writer.store, writer.state, one)
            if (one.isSaved) writer.store.save(writer.state.meta)
            const isWritten = one.isSaved && writer.store.last()?.state !== ''
            expect(isWritten).toBe(one.isSaved && writer.from === disk)
            if (isWritten) disk = writer.from = writer.state
          }
          for (const { store, state } of writers) compare(store, state, true)
          compare(openStore(files, small), disk, true)
        }
      }),
      { numRuns: process.env.SOAK ? 5000 : 80 },
    )
  },
)
