/**
 * The oracle. After every random edit the incremental build must give the bytes and messages of a
 * clean one, and those of the same tasks evaluated without the engine.
 */
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unrepeatable } from '../src/engine/error.js'
import { hashOf } from '../src/hash.js'
import type { MemoryHost } from '../src/host/memory.js'
import { createNodeHost } from '../src/host/node.js'
import { isCurrent } from '../src/load/code.js'
import { type Made, make } from '../src/made.js'
import { sortMessages } from '../src/messages.js'
import type { Message, Store } from '../src/model.js'
import { openSession, type Session } from '../src/session.js'
import { createMemoryStore } from '../src/store/memory.js'
import { buildPlainly, text } from './oracle/plain.js'
import { createWorld, type Edit, edits, root } from './oracle/world.js'

const soak = process.env.SOAK === '1'
const disk = createNodeHost({ root: '/', cache: resolve('node_modules/.cache/oracle') })

/** What a reader and an author see of a build. */
interface Seen {
  files: Map<string, string>
  messages: Message[]
}

async function open(host: MemoryHost): Promise<{ session?: Session; messages: Message[] }> {
  const options = { root, host, resolveFrom: [import.meta.url] }
  const { value, messages } = await openSession({ options, host, disk, inlineHash: 'none' })
  return value ? { session: value, messages } : { messages }
}

async function see(made: Made): Promise<Seen> {
  const files = new Map<string, string>()
  for (const output of await made.outputs()) files.set(output.path, text(await made.bytes(output)))
  return { files, messages: made.messages }
}

/** Edits of code; after all others a clean build may use code that was loaded before. */
const codeKinds = new Set([
  'config',
  'layout',
  'list-layout',
  'part',
  'local-module',
  'markdown-plugin',
  'style',
  'env',
])

/** Builds with an empty store. The code is loaded anew too, unless no edit can have touched it. */
function createCleanBuilder() {
  let builder: ReturnType<typeof createBuilder> | undefined
  return (host: MemoryHost, edits: readonly Edit[], count: (run: number) => void): Promise<Seen> => {
    if (!builder || edits.some(({ kind }) => codeKinds.has(kind))) builder = createBuilder()
    return builder.build(host, count, createMemoryStore())
  }
}

/** A process that builds again and again, and may restart. */
function createBuilder() {
  let session: Session | undefined
  return {
    restart() {
      session = undefined
    },
    async build(host: MemoryHost, count: (run: number) => void, store: Store): Promise<Seen> {
      if (!session || !isCurrent(host, session.user)) {
        const opened = await open(host)
        if (!opened.session) return { files: new Map(), messages: sortMessages(opened.messages) }
        session = opened.session
      }
      const { code } = session
      store.refresh()
      const source = { isSame: false, get: () => code }
      const makeNow = () => make({ host, root, store, code: source, now: host.now() })
      const made = await makeNow().catch((error) => {
        // A lost value that comes out otherwise: as a build does, begin with nothing.
        if (!(error instanceof Unrepeatable)) throw error
        store.clear()
        return makeNow()
      })
      count(made.counts().tasksRun)
      return see(made)
    },
  }
}

const steps = (length: number) =>
  fc.array(
    fc.record({
      edits: fc.array(edits, { minLength: 1, maxLength: 2 }),
      restart: fc.nat(5).map((n) => n === 0),
    }),
    {
      minLength: length,
      maxLength: length,
    },
  )

type Steps = { edits: Edit[]; restart: boolean }[]

test('random edits: incremental equals clean, bytes and messages, and a plain evaluation', async () => {
  let incrementalRuns = 0
  let cleanRuns = 0
  let count = 0
  const kinds = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(steps(15), async (sequence: Steps) => {
      const host = createWorld()
      const store = createMemoryStore()
      const builder = createBuilder()
      const buildClean = createCleanBuilder()
      await builder.build(host, () => {}, store)
      for (const [at, step] of sequence.entries()) {
        for (const edit of step.edits) {
          edit.apply(host)
          kinds.set(edit.kind, (kinds.get(edit.kind) ?? 0) + 1)
        }
        if (step.restart) builder.restart()
        const countIncremental = (run: number) => {
          incrementalRuns += run
        }
        const countClean = (run: number) => {
          cleanRuns += run
        }
        const incremental = await builder.build(host, countIncremental, store)
        const clean = await buildClean(host, step.edits, countClean)
        expect(incremental.messages).toEqual(clean.messages)
        expect(incremental.files).toEqual(clean.files)
        if (at % 5 === 4) await expectPlainly(host, clean)
        count += step.edits.length
      }
    }),
    { numRuns: soak ? 2000 : Number(process.env.RUNS ?? 100), endOnFailure: true },
  )
  // A test that only ever changes a few kinds, or an engine that runs everything, proves nothing.
  expect(kinds.size).toBeGreaterThanOrEqual(20)
  expect(count).toBeGreaterThan(2000)
  expect(incrementalRuns / cleanRuns).toBeLessThan(0.6)
}, 1_200_000)

async function expectPlainly(host: MemoryHost, clean: Seen): Promise<void> {
  const { session } = await open(host)
  if (!session) return
  const plain = await buildPlainly(host, root, session.code, host.now())
  expect(plain.messages).toEqual(clean.messages)
  expect(plain.files).toEqual(clean.files)
}

const silence = 'a task that did not run says nothing'

/** Mistakes in the invalidation. Each must be found by the same random edits. */
const faults: Record<string, (store: Store) => Store> = {
  'absence is not a read': (store) => dropReads(store, (_key, hash) => hash === absent),
  'listings of folders are not reads': (store) => dropReads(store, (key) => key.startsWith('folder:')),
  'what a query answered is not a read': (store) =>
    dropReads(store, (key) => /^(query|count|terms|neighbours):/.test(key)),
  'the configuration is not a read': (store) => dropReads(store, (key) => key.startsWith('config:')),
  [silence]: (store) => ({ ...store, messages: () => [], withMessages: () => [] }),
  'the code of a layout is not a read': (store) => dropReads(store, (key) => key.startsWith('layout:')),
}

/** The hash by which the engine knows the absence of a file. */
const absent = hashOf('input -')

function dropReads(store: Store, isDropped: (key: string, hash: string) => boolean): Store {
  return {
    ...store,
    commit: (root, changes) => {
      const hashes = new Map(changes.map(({ id, hash }) => [id, hash]))
      const isKept = (read: number) => {
        const id = read < 0 ? ~read : read
        return !isDropped(store.key(id), hashes.get(id) ?? store.hash(id))
      }
      const kept = changes.map((change) => ({ ...change, reads: change.reads.filter(isKept) }))
      store.commit(root, kept)
    },
  }
}

describe('planted faults are found', () => {
  test.each(Object.keys(faults))(
    '%s',
    async (name) => {
      const plant = faults[name] as (store: Store) => Store
      const result = await fc.check(
        fc.asyncProperty(steps(12), async (sequence: Steps) => {
          const host = createWorld()
          const store = plant(createMemoryStore())
          const builder = createBuilder()
          const buildClean = createCleanBuilder()
          await builder.build(host, () => {}, store)
          for (const step of sequence) {
            for (const edit of step.edits) edit.apply(host)
            if (step.restart) builder.restart()
            const incremental = await builder.build(host, () => {}, store)
            const clean = await buildClean(host, step.edits, () => {})
            // A read that is not recorded shows in the bytes; only the last fault shows in messages alone.
            if (name === silence) expect(incremental.messages).toEqual(clean.messages)
            else expect(incremental.files).toEqual(clean.files)
          }
        }),
        // Always the same sequences: whether a fault is found must not hang on luck.
        { numRuns: 80, endOnFailure: true, seed: 1 },
      )
      // Found means that bytes or messages differ. A crash of the builder would prove nothing.
      expect((result.errorInstance as Error | undefined)?.name).toBe('AssertionError')
    },
    600_000,
  )
})
