// H1, H4, I13: sites with code of their own, which are built in a thread: killed and failing at calls of all threads,
// ended by signals while the thread is at work, and built by several processes at once.
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { bin, put } from '../command.js'
import { leftIn, start } from './process.js'
import {
  build,
  buildClean,
  builtOf,
  createSite,
  edit,
  expectClean,
  expectTidy,
  expectTree,
  expectWhole,
  keep,
  published,
  type Site,
} from './site.js'
import { type Call, faulted, noStrace, spread, traced } from './strace.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const own = ['layouts', 'plugins']

const code = {
  'blog.config.ts': `import { counts } from './plugins/counts.ts'

export default { title: 'Walks', url: 'https://example.org', plugins: [counts()] }
`,
  'plugins/counts.ts': `import { definePlugin } from '@blog-build/core/plugin'

export const counts = () =>
  definePlugin({
    name: 'counts',
    emit: async (context) => [{ path: 'count.txt', body: String((await context.entries()).length) }],
  })
`,
  'layouts/post.tsx': `export default function Post({ content }) {
  return <main>{content}</main>
}
`,
}

/** A site with a configuration, a plugin and a layout. */
function newSite(): Site {
  const site = createSite()
  folders.push(site.folder)
  for (const [path, text] of Object.entries(code)) put(site.root, path, text)
  return site
}

/** Built, and then edited: the text of the plugin too. */
async function editedSite(): Promise<Site> {
  const site = newSite()
  const { code: exit, err } = await build(site)
  expect({ exit, err }).toMatchObject({ exit: 0 })
  edit(site)
  put(site.root, 'plugins/counts.ts', code['plugins/counts.ts'].replace('count.txt', 'counted.txt'))
  return site
}

/** A fault at a call of a build after edits: the files are whole, and the next build is as good as a clean one. */
async function faultAt(points: number, mayHit: (call: Call) => boolean, faultOf: (turn: number) => Fault) {
  const site = await editedSite()
  const [restore, before, clean] = [keep(site, 'before'), published(site), await buildClean(site)]
  const command = { ...site, parameters: ['--json'], withThreads: true }
  const { calls } = await traced(command)
  expectTree(published(site), clean.tree)
  const runs = []
  for (const [turn, call] of spread(
    calls.filter(mayHit),
    process.env.SOAK ? calls.length : points,
  ).entries()) {
    restore()
    const run = await faulted(command, call, faultOf(turn))
    try {
      expectWhole(published(site), before, clean.tree)
      expect(await leftIn(site.folder)).toEqual([])
      expectClean(site, await build(site), clean)
      expectTidy(site, own)
    } catch (cause) {
      throw new Error(`${call.text.slice(0, 300)}\n${run.err}`, { cause })
    }
    runs.push(run)
  }
  return runs
}

type Fault = Parameters<typeof faulted>[2]

/** Calls of these names are the build's alone, in whichever thread it runs. */
const names = new Set(['rename', 'link', 'unlink', 'mkdir', 'rmdir', 'fsync', 'ftruncate', 'pwrite64'])
const codes = ['ENOSPC', 'EIO', 'EACCES', 'EROFS']

describe.skipIf(noStrace !== undefined)(`at a call of any thread${noStrace ? ` (${noStrace})` : ''}`, () => {
  test('H1 a build that is killed leaves whole files and no process', async () => {
    const runs = await faultAt(
      9,
      () => true,
      () => 'kill',
    )
    expect(runs.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThan(runs.length / 2)
  })

  test('I13 a build that fails leaves whole files, and says why', async () => {
    const runs = await faultAt(
      9,
      ({ name }) => names.has(name),
      (turn) => ({ error: codes[turn % codes.length] as string }),
    )
    for (const run of runs) {
      const { report } = builtOf(run)
      expect(`${run.out}${run.err}`).not.toMatch(/\n\s+at .*:\d+/)
      expect([0, 1, 2]).toContain(run.code)
      expect(report.messages.some(({ severity }) => severity === 'error')).toBe(run.code !== 0)
    }
  })
})

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'H1 %s while code loops in the thread ends it at once, with all that belongs to it',
  async (signal) => {
    const site = await editedSite()
    const [before, clean] = [published(site), await buildClean(site)]
    const good = code['layouts/post.tsx']
    put(
      site.root,
      'layouts/post.tsx',
      good.replace('  return', "  console.error('looping')\n  for (;;) {}\n  return"),
    )
    const { child, ended } = start(process.execPath, [bin], site.root)
    await new Promise((resolve) => child.stderr?.once('data', resolve))
    child.kill(signal)
    expect(await ended).toMatchObject({ signal, code: null })
    expect(await leftIn(site.folder)).toEqual([])
    expectTree(published(site), before)
    put(site.root, 'layouts/post.tsx', good)
    expectClean(site, await build(site), clean)
    expectTidy(site, own)
  },
)

test('H4 builds at once, and beside a watch, wait for one another', async () => {
  const site = await editedSite()
  const watch = start(process.execPath, [bin, 'watch', '--no-server', '--json'], site.root)
  await new Promise((resolve) => watch.child.stdout?.once('data', resolve))
  for (let round = 0; round < 3; round++) {
    put(site.root, 'content/about.md', `---\ntitle: About\n---\n\nRound ${round}.\n`)
    const runs = [0, 1, 2].map(() => start(process.execPath, [bin, '--json'], site.root).ended)
    for (const run of await Promise.all(runs)) {
      const { code: exit, report } = builtOf(run)
      expect({ exit, status: report.status }).toEqual({ exit: 0, status: 'published' })
    }
  }
  // The watch may be at work on the last of it.
  await wait(1000)
  watch.child.kill('SIGTERM')
  expect(await watch.ended).toMatchObject({ signal: 'SIGTERM' })
  expect(await leftIn(site.folder)).toEqual([])
  expectClean(site, await build(site), await buildClean(site))
  expectTidy(site, own)
})
