/**
 * The oracle on the real disk: projects in folders, the store in `.blog-build/`, new processes that find it damaged,
 * cut short, moved or from another day, and output folders that others touched.
 */
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { createTeller } from './oracle/builders.js'
import { type Damage, damageNames, damages, type Earlier } from './oracle/damage.js'
import { createDiskWorld, type DiskWorld } from './oracle/disk-world.js'
import { onDisk } from './oracle/regressions.js'
import { expectSame } from './oracle/seen.js'
import { applyStep, createHistory, type Step, sequences } from './oracle/sequence.js'

const soak = process.env.SOAK === '1'
const [numRuns, length] = soak ? [400, 15] : [Number(process.env.RUNS ?? 60), 10]

const stage = process.env.STAGE
afterEach(() => {
  if (stage === undefined) delete process.env.STAGE
  else process.env.STAGE = stage
})

/** Edits, and what befalls the store: most often nothing. */
type Steps = { step: Step; damage: Damage | undefined }[]

const steps: fc.Arbitrary<Steps> = fc
  .tuple(
    sequences(length),
    fc.array(fc.option(damages, { freq: 2, nil: undefined }), { minLength: length, maxLength: length }),
  )
  .map(([all, harm]) => all.map((step, at) => ({ step, damage: harm[at] })))

const seen = { steps: 0, published: 0, damages: new Set<string>() }

/**
 * @param isLate The clock of the process is a minute ahead of the disk: files count as old at once, so that their
 * stamps are trusted. Otherwise all are read again, as they are too new.
 */
const property = fc.asyncProperty(steps, fc.boolean(), fc.boolean(), async (sequence, isLate, isTold) => {
  const now = Date.now
  const clock = isLate ? vi.spyOn(Date, 'now').mockImplementation(() => now() + 60_000) : undefined
  const world = createDiskWorld()
  try {
    await run(world, sequence, isTold)
  } finally {
    clock?.mockRestore()
    world.end()
  }
})

async function run(world: DiskWorld, sequence: Steps, isTold: boolean): Promise<void> {
  const history = createHistory(world)
  const earlier: Earlier[] = []
  const teller = createTeller()
  expect((await world.build()).status).toBe('published')
  for (const { step, damage } of sequence) {
    earlier.push(earlierOf(world))
    applyStep(world, step, history)
    damage?.apply(world, earlier)
    if (step.restart || damage) world.restart()
    const before = world.files('dist')
    const incremental = await world.build(teller.canTell(step, damage !== undefined) && isTold)
    const clean = await world.buildClean()
    expectSame(incremental, clean, before)
    const isPublished = clean.status === 'published'
    history.add(world, isPublished)
    seen.steps++
    if (isPublished) seen.published++
    if (isPublished) teller.onPublished()
    if (damage) seen.damages.add(damage.kind)
  }
}

function earlierOf(world: DiskWorld): Earlier {
  const [store, cache, output] = ['.blog-build/store', '.blog-build', 'dist'].map(world.keep)
  const none = () => {}
  return { store: store ?? none, cache: cache ?? none, output: output ?? none }
}

test.runIf(onDisk.length > 0)('what failed once', async () => {
  for (const regression of onDisk) await fc.assert(property, { ...regression, numRuns: 1 })
})

test('on the disk: incremental equals clean, whatever became of the store', async () => {
  await fc.assert(property, { numRuns, endOnFailure: true })
  // A quick look proves less.
  if (process.env.RUNS) return
  expect([...seen.damages].sort()).toEqual([...damageNames].sort())
  expect(seen.published / seen.steps).toBeGreaterThan(0.4)
}, 7_200_000)
