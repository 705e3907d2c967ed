// D5, D6, I13: the real command on a real disk that fails at a call that changes files.
import { rmSync } from 'node:fs'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import {
  build,
  buildClean,
  builtOf,
  type Clean,
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
import { type Call, faultedAt, noStrace, spread, type Traced, traced } from './strace.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

beforeEach(({ skip }) => skip(noStrace !== undefined, noStrace))

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** What the system may say, and what the user is told. */
const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EIO: 'the disk reported an error',
  EMFILE: 'too many files are open',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
}
const CODES = Object.keys(REASONS)

interface Scenario {
  name: string
  points: number
  parameters: string[]
  isWarm: boolean
}

const scenarios: Scenario[] = [
  { name: 'a cold build', points: 10, parameters: [], isWarm: false },
  { name: 'a build after edits', points: 14, parameters: [], isWarm: true },
  { name: 'a build with --swap', points: 6, parameters: ['--swap'], isWarm: true },
]

/** Calls of these names are the build's alone, so all from one on can fail without failing esbuild. */
const OWN = new Set([
  'rename',
  'link',
  'symlink',
  'unlink',
  'mkdir',
  'rmdir',
  'fsync',
  'ftruncate',
  'pwrite64',
])

test.concurrent.each(scenarios)(
  'D5 D6 I13 $name, failing at any call, leaves the old site or the new one, and says why',
  async ({ points, parameters, isWarm }) => {
    const site = createSite()
    folders.push(site.folder)
    if (isWarm) {
      await build(site, parameters)
      edit(site)
    }
    const restore = keep(site, 'before')
    const [before, clean] = [published(site), await buildClean(site)]
    const command = { ...site, parameters: [...parameters, '--json'] }
    const whole = await traced(command)
    const places = whole.calls.map((_, at) => at)
    let hits = 0
    for (const [turn, at] of spread(places, process.env.SOAK ? places.length : points).entries()) {
      const call = whole.calls[at] as Call
      for (const lasting of process.env.SOAK ? [false, true] : [turn % 2 === 0]) {
        const error = CODES[(turn + Number(lasting)) % CODES.length] as string
        if (lasting && !OWN.has(call.name)) continue
        const run = await faultedAt(command, whole.calls, at, { error, lasting }, restore)
        if (run === undefined) continue
        hits++
        await expectTold({ site, parameters, before, clean, call, error, lasting }, run)
      }
    }
    expect(hits).toBeGreaterThan(points / 3)
  },
)

interface Failed {
  site: Site
  parameters: string[]
  before: Tree
  clean: Clean
  call: Call
  error: string
  lasting: boolean
}

async function expectTold(failed: Failed, run: Traced): Promise<void> {
  const { site, parameters, before, clean, call, error, lasting } = failed
  try {
    expect(`${run.out}${run.err}`).not.toMatch(/\n\s+at .*:\d+/)
    const { report, code } = builtOf(run)
    const left = published(site)
    if (code === 0) {
      expect(report.status).toBe('published')
      expectTree(left, clean.tree)
    } else {
      expect({ code, status: report.status }).toEqual({ code: 1, status: 'content' })
      const said = report.messages.filter(({ severity }) => severity === 'error')
      expect(said).toMatchObject([{ rule: 'output-write-failed', path: expect.stringMatching(/^[^/]/) }])
      expect(said[0]?.text).toContain(REASONS[error])
      expectWhole(left, before, clean.tree)
      if (!lasting) expect([before, clean.tree].some((tree) => isTree(left, tree))).toBe(true)
    }
    // The store only makes the next build fast.
    if (call.text.includes('/.blog-build/store')) {
      if (!lasting) expect(code).toBe(0)
      expect(report.messages.map(({ rule }) => rule)).toContain('cache-not-kept')
    }
    const next = await build(site, parameters)
    expectClean(site, next, clean)
    expectTidy(site)
  } catch (cause) {
    throw new Error(`${error}${lasting ? ', lasting,' : ''} at ${call.text.slice(0, 300)}\n${run.err}`, {
      cause,
    })
  }
}
