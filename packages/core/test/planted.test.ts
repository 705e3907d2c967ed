/** The oracle can fail: mistakes in invalidation are found by the same random edits, and by what they show. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Builder, type CleanBuilder, createBuilder, createCleanBuilder } from './oracle/builders.js'
import { type Fault, faults } from './oracle/faults.js'
import { applyStep, createHistory, type Step, sequences } from './oracle/sequence.js'
import { createMemoryWorld } from './oracle/world.js'

/** Within so many sequences each is found. */
const numRuns = Number(process.env.RUNS ?? 40)

// All faults meet the same sequences, so the clean builds are the same too.
const cleaner = createCleanBuilder()

test('enough mistakes are planted', () => {
  expect(Object.keys(faults).length).toBeGreaterThanOrEqual(15)
})

test.each(Object.entries(faults))(
  '%s',
  async (_, fault) => {
    const property = fc.asyncProperty(sequences(12), (steps: Step[]) => run(steps, fault))
    // Always the same sequences: whether a fault is found must not hang on luck.
    const result = await fc.check(property, { numRuns, endOnFailure: true, seed: 1 })
    // Found means that files or messages differ. A crash of the builder would prove nothing.
    expect((result.errorInstance as Error | undefined)?.name).toBe('AssertionError')
  },
  600_000,
)

async function run(steps: Step[], fault: Fault): Promise<void> {
  const world = createMemoryWorld()
  const history = createHistory(world)
  const builder = createBuilder(world, fault)
  await builder.build()
  for (const step of steps) {
    applyStep(world, step, history)
    if (step.restart) builder.restart()
    history.add(world, await compare(builder, await cleaner.build(world), fault))
  }
}

async function compare(
  builder: Builder,
  clean: Awaited<ReturnType<CleanBuilder['build']>>,
  { shows }: Fault,
): Promise<boolean> {
  const incremental = await builder.build()
  const isPublished = clean.status === 'published'
  if (shows === 'messages') expect(incremental.messages).toEqual(clean.messages)
  else if (isPublished) expect(incremental.files).toEqual(clean.files)
  return isPublished
}
