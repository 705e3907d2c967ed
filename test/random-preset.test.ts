// The oracle of core once more, with all that a folder of Markdown gets: the built-in plugins and the theme.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { preset } from '../packages/cli/src/preset.js'
import { createBuilder, createCleanBuilder } from '../packages/core/test/oracle/builders.js'
import { expectSame } from '../packages/core/test/oracle/seen.js'
import { applyStep, createHistory, type Step, sequences } from '../packages/core/test/oracle/sequence.js'
import { createMemoryWorld, filesOf } from '../packages/core/test/oracle/world.js'
import { themeFolder, themeStyles } from '../packages/theme/src/index.js'

const soak = process.env.SOAK === '1'
const [numRuns, length] = soak ? [300, 15] : [Number(process.env.RUNS ?? 25), 10]

/** As the command opens a site; another process has other functions. */
const options = () => ({ theme: { layouts: themeFolder, styles: themeStyles }, preset: preset() })

const seen = { steps: 0, published: 0, incrementalRuns: 0, cleanRuns: 0 }

const property = fc.asyncProperty(sequences(length), async (steps: Step[]) => {
  const world = createMemoryWorld()
  const history = createHistory(world)
  const builder = createBuilder(world, {}, options)
  const cleaner = createCleanBuilder(options)
  const first = await builder.build()
  expect(first.status, JSON.stringify(first.messages)).toBe('published')
  for (const step of steps) {
    applyStep(world, step, history)
    if (step.restart) builder.restart()
    const before = filesOf(world.host, world.root, 'dist')
    const incremental = await builder.build()
    const clean = await cleaner.build(world)
    expectSame(incremental, clean, before)
    history.add(world, clean.status === 'published')
    seen.steps++
    if (clean.status === 'published') seen.published++
  }
  seen.incrementalRuns += builder.tasksRun()
  seen.cleanRuns += cleaner.tasksRun()
})

test('with the built-in plugins and the theme, incremental equals clean', async () => {
  await fc.assert(property, { numRuns, endOnFailure: true })
  // A quick look proves less.
  if (process.env.RUNS) return
  expect(seen.published / seen.steps).toBeGreaterThan(0.4)
  expect(seen.incrementalRuns / seen.cleanRuns).toBeLessThan(0.6)
}, 7_200_000)
