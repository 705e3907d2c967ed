// H1, I13, I14: the real command on a real disk, killed at its calls that change files.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import {
  build,
  buildClean,
  createSite,
  edit,
  expectClean,
  expectTidy,
  expectTree,
  expectWhole,
  isTree,
  keep,
  published,
  type Site,
  type Tree,
} from './site.js'
import { type Call, changesAside, faulted, faultedAt, noStrace, spread, traced } from './strace.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

beforeEach(({ skip }) => skip(noStrace !== undefined, noStrace))

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newSite(): Site {
  const site = createSite()
  folders.push(site.folder)
  return site
}

/** So many calls of a run are tried; all of them in soak. */
const sample = (calls: readonly Call[], count: number) =>
  spread(
    calls.map((_, at) => at),
    process.env.SOAK ? calls.length : count,
  )

interface Scenario {
  name: string
  points: number
  parameters?: string[]
  /** Makes the state in which the run begins. */
  prepare: (site: Site) => Promise<void>
  /** With a link that is turned, no mix is ever seen. */
  isSwap?: boolean
}

const cold = async () => {}

const warm =
  (...parameters: string[]) =>
  async (site: Site) => {
    await build(site, parameters)
    edit(site)
  }

/** Kills a build after edits right after the call that `isLast` finds. */
const killedAfter =
  (isLast: (text: string) => boolean, ...parameters: string[]) =>
  async (site: Site) => {
    await warm(...parameters)(site)
    const restore = keep(site, 'whole')
    const command = { ...site, parameters }
    const { calls } = await traced(command)
    const at = calls.findIndex(({ text }) => isLast(text)) + 1
    expect(at).toBeGreaterThan(0)
    await faultedAt(command, calls, at, 'kill', restore)
  }

const isCommit = (text: string) => /^rename\(.*\.next"\) = 0/.test(text)
const isMiddle = (text: string) => /^rename\(.*stage\/.*dist\/index\.html"\) = 0/.test(text)
const isTurning = (text: string) => /^symlink\(/.test(text)

const scenarios: Scenario[] = [
  { name: 'a cold build', points: 12, prepare: cold },
  { name: 'a build after edits', points: 22, prepare: warm() },
  { name: 'a cold build with --swap', points: 4, parameters: ['--swap'], prepare: cold, isSwap: true },
  {
    name: 'a build with --swap after edits',
    points: 10,
    parameters: ['--swap'],
    prepare: warm('--swap'),
    isSwap: true,
  },
  { name: 'the first build with --swap', points: 4, parameters: ['--swap'], prepare: warm(), isSwap: true },
  { name: 'a durable build after edits', points: 4, parameters: ['--durable'], prepare: warm() },
  { name: 'a build after a kill at the commit', points: 4, prepare: killedAfter(isCommit) },
  { name: 'a build after a kill half-way', points: 5, prepare: killedAfter(isMiddle) },
  {
    name: '--swap after a kill before the turn',
    points: 4,
    parameters: ['--swap'],
    prepare: killedAfter(isTurning, '--swap'),
    isSwap: true,
  },
]

test.concurrent.each(scenarios)(
  'H1 $name, killed at any call, leaves whole files, and the next build goes on',
  async ({ points, parameters = [], prepare, isSwap = false }) => {
    const site = newSite()
    await prepare(site)
    const restore = keep(site, 'before')
    const [before, clean] = [published(site), await buildClean(site)]
    const hadStore = existsSync(join(site.root, '.blog-build/store/graph.bin'))
    const command = { ...site, parameters: [...parameters, '--json'] }
    const whole = await traced(command)
    expect(whole.code).toBe(0)
    const cost = JSON.parse(whole.out).stats.tasksRun
    expectTree(published(site), clean.tree)

    let killed = 0
    for (const at of sample(whole.calls, points)) {
      const call = whole.calls[at] as Call
      // In soak each call is hit; otherwise it does no harm if it is one beside it.
      restore()
      const run = process.env.SOAK
        ? await faultedAt(command, whole.calls, at, 'kill', restore)
        : await faulted(command, call, 'kill')
      if (run?.signal === 'SIGKILL') killed++
      const hasStore = existsSync(join(site.root, '.blog-build/store/graph.bin'))
      await expectMended(
        { site, parameters, before, clean, isSwap, call },
        hasStore ? { hadStore, cost } : undefined,
      )
    }
    expect(killed).toBeGreaterThanOrEqual(Math.floor(Math.min(points, whole.calls.length) * 0.8))
  },
)

interface Mended {
  site: Site
  parameters: string[]
  before: Tree
  clean: Awaited<ReturnType<typeof buildClean>>
  isSwap: boolean
  call: Call
}

async function expectMended(
  { site, parameters, before, clean, isSwap, call }: Mended,
  store: { hadStore: boolean; cost: number } | undefined,
): Promise<void> {
  try {
    const left = published(site)
    if (!isSwap) expectWhole(left, before, clean.tree)
    else if (left.size > 0 || before.size === 0)
      expect([before, clean.tree].some((version) => isTree(left, version))).toBe(true)
    const next = await build(site, parameters)
    expectClean(site, next, clean)
    expectTidy(site)
    // What had been saved is used: at worst what the killed run did is done again.
    const full = clean.built.report.stats.tasksRun
    if (store?.hadStore) expect(next.report.stats.tasksRun).toBeLessThanOrEqual(store.cost)
    else if (store) expect(next.report.stats.tasksRun).toBeLessThan(full / 2)
    const { stats } = (await build(site, parameters)).report
    expect({ ran: stats.tasksRun, written: stats.written }).toEqual({ ran: 0, written: 0 })
  } catch (error) {
    throw new Error(`Killed at ${call.text}`, { cause: error })
  }
}

test('H1 only the main thread changes files', async () => {
  const site = newSite()
  expect(await changesAside({ ...site, parameters: ['--swap'] })).toEqual([])
  edit(site)
  expect(await changesAside({ ...site, parameters: ['--swap'] })).toEqual([])
})
