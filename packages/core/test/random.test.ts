/**
 * The oracle. After every random edit the incremental build must show what a clean one shows: all files of the
 * output folder, and all messages; and what the same tasks give without the engine.
 */
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNodeHost } from '../src/host/node.js'
import { sortMessages } from '../src/messages.js'
import { openSession } from '../src/session.js'
import { createBuilder, createCleanBuilder, createTeller } from './oracle/builders.js'
import { kindNames } from './oracle/edits.js'
import { buildPlainly } from './oracle/plain.js'
import { inMemory } from './oracle/regressions.js'
import { expectSame, type Seen } from './oracle/seen.js'
import { applyStep, createHistory, type Step, sequences } from './oracle/sequence.js'
import { createMemoryWorld, filesOf, type MemoryWorld } from './oracle/world.js'

const soak = process.env.SOAK === '1'
const [numRuns, length] = soak ? [1600, 15] : [Number(process.env.RUNS ?? 240), 10]
const disk = createNodeHost({ root: '/', cache: resolve('node_modules/.cache/oracle') })

/** What all sequences came to: that the test looks at something is looked at too. */
const seen = { steps: 0, published: 0, incrementalRuns: 0, cleanRuns: 0, kinds: new Set<string>() }

const property = fc.asyncProperty(sequences(length), fc.boolean(), async (steps: Step[], isTold) => {
  const world = createMemoryWorld()
  const history = createHistory(world)
  const builder = createBuilder(world)
  const cleaner = createCleanBuilder()
  const teller = createTeller()
  expect((await builder.build()).status).toBe('published')
  for (const [at, step] of steps.entries()) {
    applyStep(world, step, history)
    if (step.restart) builder.restart()
    const before = filesOf(world.host, world.root, 'dist')
    const incremental = await builder.build(teller.canTell(step) && isTold)
    const clean = await cleaner.build(world)
    expectSame(incremental, clean, before)
    if (at % 5 === 4) await expectPlainly(world, clean)
    if (clean.status === 'published') teller.onPublished()
    history.add(world, clean.status === 'published')
    count(step, clean)
  }
  seen.incrementalRuns += builder.tasksRun()
  seen.cleanRuns += cleaner.tasksRun()
})

test.runIf(inMemory.length > 0)('what failed once', async () => {
  for (const regression of inMemory) await fc.assert(property, { ...regression, numRuns: 1 })
})

test('random edits: incremental equals clean, bytes and messages, and a plain evaluation', async () => {
  await fc.assert(property, { numRuns, endOnFailure: true })
  // A quick look proves less.
  if (process.env.RUNS) return
  // A test that only ever changes a few kinds, hardly publishes, or an engine that runs everything, proves nothing.
  expect([...seen.kinds].sort()).toEqual([...kindNames].sort())
  expect(seen.steps).toBeGreaterThanOrEqual(numRuns * length)
  expect(seen.published / seen.steps).toBeGreaterThan(0.4)
  expect(seen.incrementalRuns / seen.cleanRuns).toBeLessThan(0.6)
}, 7_200_000)

function count(step: Step, { status }: Seen): void {
  seen.steps++
  if (status === 'published') seen.published++
  for (const { kind } of step.edits) seen.kinds.add(kind)
}

/** The same site by a plain map of memos: both builders have the engine, and could share its faults. */
async function expectPlainly({ host, root, options: given }: MemoryWorld, clean: Seen): Promise<void> {
  const options = { root, host, resolveFrom: [import.meta.url], ...given }
  const { value: session, messages } = await openSession({ options, host, disk, inlineHash: 'none' })
  if (!session) return
  const plain = await buildPlainly(host, root, session.code, host.now())
  expect(sortMessages([...messages, ...plain.messages])).toEqual(clean.messages)
  if (clean.status === 'published') expect(plain.files).toEqual(clean.files)
}
