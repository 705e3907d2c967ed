// F18: while files are replaced again and again, each answer is of one build, and never of one before the last seen.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ask } from './raw.js'
import { pageOf, replace, type Served, serve } from './served.js'

let served: Served
afterEach(() => served.close())

const builds = process.env.SOAK === '1' ? 1500 : 150

/** A site whose every file names its build, some small, some that take many packets. */
function filesOf(build: number): Record<string, string> {
  const mark = `build-${String(build).padStart(6, '0')} `
  const big = mark.repeat(20_000)
  return {
    'index.html': pageOf(mark.repeat(3)),
    'a.txt': mark,
    'b.txt': mark.repeat(2),
    'big.txt': big,
    'post/index.html': pageOf(mark, { body: big }),
    '404.html': pageOf(mark),
    ...(build % 2 && { 'odd.txt': mark }),
  }
}

const targets = ['/', '/a.txt', '/b.txt', '/big.txt', '/post/', '/none', '/odd.txt', '/post']

test.each(['watch', 'preview'] as const)(
  '%s: each answer is of one build, and time does not go back',
  async (mode) => {
    served = await serve(filesOf(0), { mode })
    const { server, folder, port } = served
    let [shown, isDone] = [0, false]
    const seen = new Set<number>()
    const poll = async (offset: number) => {
      for (let at = offset; !isDone; at++) {
        const target = targets[at % targets.length] ?? '/'
        const before = shown
        const { status, body } = await ask(port, target)
        const found = new Set(body.match(/build-\d{6}/g))
        if (status === 301) continue
        expect(status, target).toBe(
          target === '/none' || (target === '/odd.txt' && status === 404) ? 404 : 200,
        )
        expect([...found], target).toHaveLength(1)
        const build = Number([...found][0]?.slice(6))
        expect(build, target).toBeGreaterThanOrEqual(before)
        expect(build, target).toBeLessThanOrEqual(shown)
        if (target === '/odd.txt') expect(build % 2, `odd.txt of ${build}`).toBe(status === 200 ? 1 : 0)
        seen.add(build)
      }
    }
    const write = async () => {
      for (let build = 1; build <= builds; build++) {
        server.begin()
        const parts = Object.entries(filesOf(build))
        const change = { isWhole: false, set: [], removed: [] } as ReturnType<typeof replace>
        // In steps, between which requests are answered.
        for (const [path, body] of [...parts, ...(build % 2 ? [] : [['odd.txt', undefined] as const])]) {
          const { set, removed } = replace(folder, { [path]: body })
          change.set.push(...set)
          change.removed.push(...removed)
          await new Promise((resolve) => setImmediate(resolve))
        }
        shown = build
        server.show({ folder, base: '/', files: change })
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
      isDone = true
    }
    await Promise.all([write(), ...Array.from({ length: 8 }, (_, at) => poll(at))])
    expect(seen.size).toBeGreaterThan(builds / 10)
  },
)

test('a file that is replaced and never shown is given up in time, and what still stands is served', async () => {
  served = await serve(filesOf(0), { mode: 'preview', patience: 300 })
  served.server.begin()
  replace(served.folder, { 'a.txt': 'new' })
  expect(await ask(served.port, '/a.txt')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
  expect((await ask(served.port, '/b.txt')).body).toContain('build-000000')
  served.server.show({ folder: served.folder, base: '/', files: { isWhole: false, set: [], removed: [] } })
  expect((await ask(served.port, '/a.txt')).body).toBe('new')
})

test('outside of a build, a file that somebody edited is served as it is, under another tag', async () => {
  served = await serve(filesOf(0), { mode: 'preview' })
  const first = await ask(served.port, '/a.txt')
  writeFileSync(join(served.folder, 'a.txt'), 'by hand')
  const second = await ask(served.port, '/a.txt', ['Host: localhost', `If-None-Match: ${first.headers.etag}`])
  expect(second).toMatchObject({ status: 200, body: 'by hand' })
  expect(second.headers.etag).toMatch(/^W\//)
})
