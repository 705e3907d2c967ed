// G6, H4: many builds of one project at once, edits in between, some of the processes killed.
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { bin, put } from '../command.js'
import { start } from './process.js'
import {
  build,
  buildClean,
  builtOf,
  createSite,
  expectClean,
  expectTidy,
  published,
  type Site,
} from './site.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const PROCESSES = 8
const ROUNDS = process.env.SOAK ? 200 : 12

/** The same numbers below a bound in each run. */
function numbers(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * bound)
  }
}

/** Edits as editors do that save whole files: beside, then renamed. */
function editAtRandom({ folder, root }: Site, below: (bound: number) => number): void {
  const name = `content/posts/post-${below(4)}.md`
  if (below(4) === 0) {
    rmSync(join(root, name), { force: true })
    return
  }
  const draft = `draft-${randomUUID()}`
  put(
    folder,
    draft,
    `---\ntitle: Post ${below(5)}\ndate: 2024-02-0${1 + below(9)}\n---\n\nText ${below(1000)}.\n`,
  )
  renameSync(join(folder, draft), join(root, name))
}

/** How one process ended: with a site, killed by us, or told who held the lock for all the time that it waited. */
async function round(site: Site, below: (bound: number) => number): Promise<'built' | 'killed' | 'locked'> {
  const { child, ended } = start(process.execPath, [bin, '--json'], site.root)
  if (below(4) === 0) {
    await wait(below(500))
    child.kill('SIGKILL')
  }
  const end = await ended
  if (end.signal === 'SIGKILL') return 'killed'
  const { code, report } = builtOf(end)
  const locked = report.messages.find(({ rule }) => rule === 'output-locked')
  if (locked !== undefined) {
    expect(locked.text).toMatch(/process \d+/)
    expect(code).toBe(1)
    return 'locked'
  }
  expect({ code, messages: report.messages }).toMatchObject({ code: 0 })
  return 'built'
}

/** No page is cut short. */
function expectUntorn(site: Site): void {
  for (const [path, bytes] of published(site)) {
    if (path.endsWith('.html')) expect(String(bytes).trimEnd().endsWith('</html>'), path).toBe(true)
  }
}

test(`G6 H4 ${PROCESSES} processes of ${ROUNDS} builds each on one output`, async () => {
  const site = createSite()
  folders.push(site.folder)
  const counts = { built: 0, killed: 0, locked: 0 }
  const workers = Array.from({ length: PROCESSES }, async (_, at) => {
    const below = numbers(at + 1)
    for (let turn = 0; turn < ROUNDS; turn++) {
      if (below(2) === 0) editAtRandom(site, below)
      counts[await round(site, below)]++
    }
  })
  await Promise.all(workers)
  expect(counts.built).toBeGreaterThan(counts.killed)
  expect(counts.killed).toBeGreaterThan(0)
  expectUntorn(site)
  expectClean(site, await build(site), await buildClean(site))
  expectTidy(site)
})
