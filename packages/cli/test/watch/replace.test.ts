// When a thread is replaced and when it is not, over a thread that follows a script.
import { existsSync, readdirSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { openThreadSession, type ThreadSession } from '../../src/session/session.js'

const file = new URL('./scripted-thread.mjs', import.meta.url)
const open: ThreadSession[] = []
afterEach(async () => {
  for (const session of open.splice(0)) await session.close()
})

function session(onPublish: () => void = () => {}) {
  const one = openThreadSession({
    site: { root: '/nowhere' },
    timeout: 60,
    file,
    worker: { execArgv: [] },
    onPublish,
  })
  open.push(one)
  /** A build, and what its thread was told. */
  const build = async (changed?: string[]) => {
    const { build, thread, looked } = await one.build(changed)
    return { ...(build as typeof build & { told: string[]; isWarm: boolean }), thread, looked }
  }
  return { ...one, build }
}

test('edits of content replace nothing', async () => {
  const { build } = session()
  const first = await build()
  const [second, third] = [await build(['/a.md']), await build(['/b.md'])]
  expect([first.told, second.told, third.told]).toEqual([['everything'], ['/a.md'], ['/b.md']])
  expect(new Set([first.thread, second.thread, third.thread]).size).toBe(1)
  expect(first.looked).toEqual(['/looked'])
})

test('code that changed does: a warm thread builds everything', async () => {
  const { build } = session()
  const first = await build()
  const second = await build(['/code'])
  const third = await build(['/a.md'])
  const fourth = await build(['/code'])
  expect(second).toMatchObject({ status: 'published', told: ['everything'], isWarm: true })
  expect(fourth).toMatchObject({ status: 'published', told: ['everything'], isWarm: true })
  expect(second.thread).toBe(third.thread)
  expect(new Set([first.thread, second.thread, fourth.thread]).size).toBe(3)
})

test('after errors in code the next build is of a fresh thread, whatever has changed', async () => {
  const { build } = session()
  const first = await build()
  const broken = await build(['/config'])
  const next = await build(['/a.md'])
  expect([broken.status, broken.thread === first.thread]).toEqual(['config', true])
  expect(next).toMatchObject({ status: 'published', told: ['everything'] })
  expect(next.thread).not.toBe(first.thread)
})

test('the thread waits until the main one knows that files are about to change', async () => {
  const told: string[] = []
  const { build } = session(() => {
    told.push('begin')
    // Busy, so that it would be overtaken by whoever does not wait.
    for (const until = performance.now() + 100; performance.now() < until; );
    told.push('ready')
  })
  await build()
  expect(await build(['/publish'])).toMatchObject({ waited: 'ok', begun: true })
  expect(told).toEqual(['begin', 'ready'])
})

test('a build that is superseded ends', async () => {
  const { build, supersede } = session()
  await build()
  const waiting = build(['/wait'])
  supersede()
  expect((await waiting).status).toBe('superseded')
  expect((await build(['/a.md'])).status).toBe('published')
})

test('a survey is cut short by a build, by what supersedes it, and by the end', async () => {
  const { build, survey, supersede, close } = session()
  expect(await survey()).toEqual([])
  await build()
  const first = survey()
  await build(['/a.md'])
  expect(await first).toEqual([])
  const second = survey()
  supersede()
  expect(await second).toEqual([])
  const third = survey()
  await close()
  expect(await third).toEqual([])
})

test('a session that has ended starts nothing', async () => {
  const { build, close } = session()
  const first = await build()
  await close()
  const late = await build(['/a.md'])
  expect(late).toMatchObject({ status: 'superseded', messages: [] })
  expect(late.thread).not.toBe(first.thread)
})

test('after the end nothing is left of it', async () => {
  const threads = () => (existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0)
  const handles = () =>
    process.getActiveResourcesInfo().filter((one) => /Timeout|MessagePort|Worker/.test(one)).length
  await session().build()
  await open.splice(0)[0]?.close()
  const before = { threads: threads(), handles: handles() }
  for (let round = 0; round < 5; round++) {
    const { build, close } = session()
    await build()
    await build(['/code'])
    await build(['/config'])
    await build()
    await close()
    await close()
  }
  open.length = 0
  await expect.poll(threads, { timeout: 20_000 }).toBeLessThanOrEqual(before.threads)
  expect(handles()).toBeLessThanOrEqual(before.handles)
})
