/** One call of the session at a time, and none in vain: superseding, failing, waiting for an instant. FAULTS E8, E9, E14. */
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { watchSite } from '../../src/watch/watch.js'
import { createFakeSession } from './fake-session.js'
import { createTestFolder, pause, until } from './folder.js'
import { runWatching } from './process.js'
import { endAll, startWatching } from './watching.js'

afterEach(endAll)

test('an edit during a build supersedes it, and the next one looks at the paths of both', async () => {
  const { folder, session, settle } = await startWatching({ delays: () => [0, 100] })
  folder.write('content/a.md', 'a')
  await until('a build is under way', () => session.isBusy)
  folder.write('content/b.md', 'b')
  await settle()
  expect(session.builds.slice(1).map(({ changed, isSuperseded }) => [changed, isSuperseded])).toEqual([
    [[folder.at('content/a.md')], true],
    [[folder.at('content/a.md'), folder.at('content/b.md')], false],
  ])
})

test('what is superseded while everything is looked at, looks at everything again', async () => {
  const { folder, session, settle, failures } = await startWatching({ delays: () => [0, 100] })
  session.next.error = new Error('out of order')
  folder.write('content/a.md', 'a')
  await until('it has failed', () => failures.length > 0)
  session.next.error = undefined
  await until('nothing is under way', () => !session.isBusy)
  expect(session.builds).toHaveLength(1)
  folder.write('content/b.md', 'b')
  await until('a build is under way', () => session.isBusy)
  folder.write('content/c.md', 'c')
  await settle()
  expect(session.builds.slice(1).map(({ changed, isSuperseded }) => [changed, isSuperseded])).toEqual([
    [undefined, true],
    [undefined, false],
  ])
  expect(failures).toHaveLength(1)
})

test('edits during the first build are in the second', async () => {
  const { session, folder, settle } = await startWatching({
    delays: () => [0, 60],
    meanwhile: ({ write }) => write('content/early.md', 'early'),
  })
  await settle()
  expect(session.builds[0]).toMatchObject({ changed: undefined, isSuperseded: false })
  expect(session.builds[1]).toMatchObject({ changed: [folder.at('content/early.md')], isSuperseded: false })
})

test('who saves again and again sees results all the same', async () => {
  const { folder, session, settle } = await startWatching({ delays: () => [0, 60] })
  const end = performance.now() + 3_000
  let saves = 0
  while (performance.now() < end) {
    folder.write('content/a.md', `${saves++}`)
    await pause(25)
  }
  const during = session.builds.slice(1)
  await settle()
  expect(saves).toBeGreaterThan(20)
  expect(during.some(({ isSuperseded }) => isSuperseded)).toBe(true)
  expect(during.filter(({ isSuperseded }) => !isSuperseded).length).toBeGreaterThan(2)
  const rows = during.map(({ isSuperseded }) => (isSuperseded ? 's' : 'p')).join('')
  expect(rows).not.toContain('ssss')
})

test('a survey gives way to a build', async () => {
  const { folder, session, settle, watch } = await startWatching()
  const { survey, supersede } = session
  let [isUnderWay, isCut] = [false, false]
  session.survey = async () => {
    if (isCut) return survey()
    isUnderWay = true
    // It has no end of its own.
    await until('it is cut short', () => isCut, 60_000)
    return []
  }
  session.supersede = () => {
    isCut ||= isUnderWay
    supersede()
  }
  watch.look()
  await until('a survey is under way', () => isUnderWay)
  folder.write('content/a.md', 'a')
  await settle()
  expect(isCut).toBe(true)
})

test('what no event told is found by looking', async () => {
  const { folder, session, settle, watch } = await startWatching({ disk: { watch: () => () => {} } })
  await until('it is quiet', () => session.surveys >= 2)
  folder.write('content/silent.md', 'changed')
  watch.look()
  await settle(5_000)
  expect(session.found).toEqual([folder.at('content/silent.md')])
})

test('when an instant passes, a build that looks at no path is made', async () => {
  const { folder, session, settle } = await startWatching()
  session.next.nextDue = new Date(Date.now() + 700).toISOString()
  folder.write('content/a.md', 'a')
  await settle()
  const due = Date.parse(session.next.nextDue)
  await until('the instant was built', () => session.builds.some(({ changed }) => changed?.length === 0))
  expect(Date.now()).toBeGreaterThanOrEqual(due)
  // The same instant again, as of a site for which time stands still: once is enough.
  await until('it was looked at', () => session.surveys > 0)
  await pause(100)
  expect(session.builds.filter(({ changed }) => changed?.length === 0)).toHaveLength(1)
})

test('an instant that is far away makes no build, whatever timers can hold', async () => {
  const { folder, session, settle } = await startWatching()
  session.next.nextDue = '2999-01-01T00:00:00.000Z'
  folder.write('content/a.md', 'a')
  await settle()
  await pause(100)
  expect(session.builds).toHaveLength(2)
})

test('failures are told, and the watch goes on', async () => {
  const { folder, session, settle, failures } = await startWatching()
  session.next.error = new Error('out of order')
  for (const text of ['1', '2']) {
    folder.write('content/a.md', text)
    await until('it is told', () => failures.length === Number(text))
  }
  session.next.error = undefined
  folder.write('content/a.md', '3')
  await settle()
  expect(session.builds.at(-1)?.changed).toBeUndefined()
})

interface Edit {
  path: string
  /** Nothing removes the file. */
  text: string | undefined
  wait: number
}

const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.constantFrom('a', 'b', 'c/d', 'c/e', 'f/g/h', 'f/i').map((name) => `content/${name}.md`),
  text: fc.option(fc.string({ maxLength: 5 }), { nil: undefined, freq: 4 }),
  wait: fc.oneof(fc.constant(0), fc.nat(30)),
})
const bursts = fc.array(fc.array(edit, { minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 4 })
const times = fc.array(fc.nat(40), { minLength: 4, maxLength: 20 })

test('edits at any time, builds that take any time: the last state is published, by hints alone', async () => {
  const numRuns = process.env.SOAK === '1' ? 300 : 15
  const property = fc.asyncProperty(bursts, times, async (all, durations) => {
    let at = 0
    const next = () => durations[at++ % durations.length] ?? 0
    const watching = await startWatching({ delays: () => [next(), next()] })
    const { folder, session, settle, end } = watching
    try {
      for (const burst of all) {
        for (const { path, text, wait } of burst) {
          if (text === undefined) rmSync(folder.at(path), { force: true })
          else folder.write(path, text)
          if (wait > 0) await pause(wait)
        }
        await settle()
      }
      expect(session.found).toEqual([])
      expect(session.builds.map(({ isSuperseded }) => (isSuperseded ? 's' : 'p')).join('')).not.toContain(
        'ssss',
      )
    } finally {
      await end()
    }
  })
  await fc.assert(property, { numRuns, endOnFailure: true })
}, 600_000)

test('closing leaves no handle behind, whatever is under way', async () => {
  const handles = () => process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap')
  for (const wait of [0, 3, 20, 450]) {
    const { folder, session, end } = await startWatching({
      files: { 'content/a.md': 'a', '.blog-build/x': 'x' },
      delays: () => [10, 20],
    })
    expect(handles()).not.toEqual([])
    folder.write('content/a.md', 'b')
    await pause(wait)
    await end()
    expect(session.isBusy).toBe(false)
    const calls = session.builds.length + session.surveys
    await until('no handle is left', () => handles().length === 0)
    folder.write('content/a.md', 'c')
    await pause(30)
    expect(session.builds.length + session.surveys).toBe(calls)
    folder.remove()
  }
})

test('a process that closed its watch ends by itself', async () => {
  const folder = createTestFolder({ 'content/a/b.md': 'old', '.blog-build/x': '' })
  const said = await runWatching(folder)
  folder.remove()
  expect(said).toEqual([])
})

test('closing before the first build is done ends it', async () => {
  const folder = createTestFolder({ 'content/a.md': 'a' })
  const session = createFakeSession(folder, { delays: () => [0, 60_000] })
  const builds: unknown[] = []
  const watch = watchSite({
    root: folder.root,
    session,
    onBuild: (build) => builds.push(build),
    onFailure: (error) => builds.push(error),
  })
  await watch.close()
  await watch.ready
  expect(builds).toEqual([])
  folder.remove()
})

test('300 rebuilds hold as many handles as one', async () => {
  const { folder, session } = await startWatching({ files: { 'content/p/a.md': 'a' } })
  const handles: number[] = []
  for (let at = 0; at < 300; at++) {
    const text = `text ${at}`
    folder.write(`content/p${at % 3}/${at % 5}.md`, text)
    await until(
      'it is published',
      () => session.published.get(folder.at(`content/p${at % 3}/${at % 5}.md`)) === text,
    )
    if (at >= 10)
      handles.push(process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length)
  }
  expect(new Set(handles).size).toBe(1)
})
