/** The oracle, driven by a watch on the real disk: whatever was edited, what it comes to is what a clean build gives. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createSite } from '../../src/build.js'
import { watchSite } from '../../src/watch/watch.js'
import { createDiskWorld, type DiskWorld } from '../oracle/disk-world.js'
import { toSeen } from '../oracle/seen.js'
import { applyStep, createHistory, type Step, sequences } from '../oracle/sequence.js'
import { until } from './folder.js'
import { createSiteSession } from './site-session.js'

const soak = process.env.SOAK === '1'
const [numRuns, length] = soak ? [200, 15] : [Number(process.env.RUNS ?? 12), 8]

const stage = process.env.STAGE
afterEach(() => {
  if (stage === undefined) delete process.env.STAGE
  else process.env.STAGE = stage
})

/** What a process is given for its life: environment, time, options. */
const given = (world: DiskWorld) => JSON.stringify(JSON.parse(world.state()).slice(1))

/** A watch of the world as it is now: one process. */
function startWatch(world: DiskWorld) {
  const [, now] = JSON.parse(given(world)) as [string, number]
  const asOf = new Date(now).toISOString()
  const options = { root: world.root(), asOf, resolveFrom: [import.meta.url], ...world.options }
  const session = createSiteSession(() => createSite(options))
  const failures: unknown[] = []
  const watch = watchSite({
    root: world.root(),
    session,
    onBuild() {},
    onFailure: (error) => failures.push(error),
  })
  return { session, watch, failures, given: given(world) }
}

type Watching = ReturnType<typeof startWatch>

let marks = 0

/** Waits until a build has seen the last edit, which is made here, and a look at everything finds nothing more. */
async function settle(world: DiskWorld, { session, watch, failures }: Watching): Promise<void> {
  const mark = 'content/mark.txt'
  const before = session.builds.length
  world.write(mark, `${marks++}`)
  const isTold = (changed: readonly string[] | undefined) =>
    changed === undefined || changed.some((path) => `${world.root()}/${mark}`.startsWith(path))
  await until('the last edit is built', () =>
    session.builds.slice(before).some(({ changed }) => isTold(changed)),
  )
  const { quiet } = session
  watch.look()
  await until('all is as it was built', () => session.quiet > quiet && !session.isBusy)
  expect(failures).toEqual([])
  expect(session.hasOverlapped).toBe(false)
}

const seen = { steps: 0, published: 0, told: 0, found: 0 }

async function run(world: DiskWorld, steps: Step[]): Promise<void> {
  const history = createHistory(world)
  let watching = startWatch(world)
  try {
    await watching.watch.ready
    for (const step of steps) {
      // What others do to the output folder is not watched.
      applyStep(
        world,
        { ...step, edits: step.edits.filter(({ kind }) => !kind.startsWith('output-')) },
        history,
      )
      if (step.restart || given(world) !== watching.given) {
        await watching.watch.close()
        watching = startWatch(world)
        await watching.watch.ready
      }
      await settle(world, watching)
      const isPublished = await compare(world, watching)
      history.add(world, isPublished)
      seen.steps++
      if (isPublished) seen.published++
    }
    seen.told += watching.session.builds.filter(({ changed }) => changed !== undefined).length
    seen.found += watching.session.found.length
  } finally {
    await watching.watch.close()
  }
}

/** Files are compared where there are no errors; where there are, the last good ones stay. */
async function compare(world: DiskWorld, { session }: Watching): Promise<boolean> {
  const last = session.builds.at(-1)
  if (last === undefined) throw new Error('Nothing was built.')
  const files = world.files('dist')
  const clean = await world.buildClean()
  const { changed } = clean
  const watched = { ...toSeen(last.build, files), changed }
  if (clean.status === 'published') expect(watched.files).toEqual(clean.files)
  expect({ ...watched, files }).toMatchObject({ messages: clean.messages, status: clean.status })
  expect(watched.nextDue).toBe(clean.nextDue)
  if (clean.status === 'published') expect(watched.outputs).toEqual(clean.outputs)
  return clean.status === 'published'
}

const property = fc.asyncProperty(sequences(length), async (steps) => {
  const world = createDiskWorld()
  try {
    await run(world, steps)
  } finally {
    world.end()
  }
})

test('what is watched equals what is built clean', async () => {
  await fc.assert(property, { numRuns, endOnFailure: true })
  if (process.env.RUNS) return
  expect(seen.published / seen.steps).toBeGreaterThan(0.3)
  expect(seen.told).toBeGreaterThan(seen.steps / 4)
}, 7_200_000)
