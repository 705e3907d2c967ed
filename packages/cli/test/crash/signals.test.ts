// H1, H4: a build that is told to end, by the terminal or by the system, at moments that a plugin holds.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { bin, put } from '../command.js'
import { start } from './process.js'
import {
  build,
  buildClean,
  createSite,
  edit,
  expectClean,
  expectTidy,
  expectTree,
  published,
  type Site,
} from './site.js'

// As long as it takes: a build here is a process, and so is all that it shares the machine with.
vi.setConfig({ testTimeout: process.env.SOAK ? 7_200_000 : 600_000 })

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A plugin that tells that it was reached, and ends only when the file `go` is there, if the file `hold` is. */
const config = (hook: 'emit' | 'end') => `
import { existsSync, writeFileSync } from 'node:fs'
const hold = async () => {
  if (!existsSync('hold')) return []
  writeFileSync('../reached', '')
  while (!existsSync('../go')) await new Promise((resolve) => setTimeout(resolve, 20))
  return []
}
export default { title: 'Walks', url: 'https://example.org', plugins: [{ name: 'hold', ${hook}: hold }] }
`

/** Starts a build, and gives it when the plugin holds it. */
async function startHeld({ folder, root }: Site, parameters: readonly string[] = []) {
  for (const name of ['reached', 'go']) rmSync(join(folder, name), { force: true })
  put(root, 'hold', '')
  const running = start(process.execPath, [bin, ...parameters], root)
  let isOver = false
  running.ended.then(() => (isOver = true))
  while (!existsSync(join(folder, 'reached')) && !isOver) await wait(20)
  rmSync(join(root, 'hold'))
  return running
}

test.each([
  { signal: 'SIGINT', moment: 'emit' },
  { signal: 'SIGTERM', moment: 'emit' },
  { signal: 'SIGTERM', moment: 'end' },
  { signal: 'SIGHUP', moment: 'emit' },
  { signal: 'SIGKILL', moment: 'emit' },
] as const)(
  'H1 $signal while a plugin is in `$moment`: the output is whole, and the next build goes on at once',
  async ({ signal, moment }) => {
    const site = createSite()
    folders.push(site.folder)
    put(site.root, 'blog.config.ts', config(moment))
    await build(site)
    edit(site)
    const before = published(site)
    const { child, ended } = await startHeld(site)
    child.kill(signal)
    const { signal: by, code } = await ended
    expect({ by, code }).toEqual({ by: signal, code: null })
    const clean = await buildClean(site)
    expectTree(published(site), moment === 'emit' ? before : clean.tree)
    expectClean(site, await build(site), clean)
    expectTidy(site)
  },
)

test('H4 who waits for a lock gets it as soon as its owner is killed', async () => {
  const site = createSite()
  folders.push(site.folder)
  put(site.root, 'blog.config.ts', config('emit'))
  const { child, ended } = await startHeld(site)
  const waiting = start(process.execPath, [bin], site.root)
  await wait(500)
  expect(waiting.child.exitCode).toBe(null)
  child.kill('SIGKILL')
  await ended
  expect((await waiting.ended).code).toBe(0)
  expectTree(published(site), (await buildClean(site)).tree)
  expectTidy(site)
})

test('the folder of the cache may be deleted during a build: nothing is touched, and the user is told', async () => {
  const site = createSite()
  folders.push(site.folder)
  put(site.root, 'blog.config.ts', config('emit'))
  await build(site)
  edit(site)
  const before = published(site)
  const { ended } = await startHeld(site)
  rmSync(join(site.root, '.blog-build'), { recursive: true })
  put(site.folder, 'go', '')
  const { code, out, err } = await ended
  expect({ code, err }).toEqual({ code: 1, err: '' })
  // Which files are ours was known there only.
  expect(out).toContain('output-not-ours')
  expectTree(published(site), before)
  rmSync(join(site.root, 'dist'), { recursive: true })
  expectClean(site, await build(site), await buildClean(site))
  expectTidy(site)
})
