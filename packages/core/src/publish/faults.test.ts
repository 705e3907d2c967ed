/** Kills and failing disks at every call that changes something: no torn file, the old site or the new one. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  AFTER,
  BEFORE,
  brokenAt,
  bytes,
  emptyFolders,
  failingAt,
  ignoringCase,
  leftovers,
  ownedBy,
  publishTree,
  THIRD,
  type Tree,
  text,
  treeOf,
  twoDisks,
  wasKilled,
  watched,
} from '../../test/publish-kit.js'
import { HostError, reasonOf } from '../host/error.js'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'
import { createNodeHost } from '../host/node.js'
import type { Host } from '../model.js'

/** A site with files of others in it. */
async function oldSite(wrap: (host: MemoryHost) => Host = (host) => host): Promise<MemoryHost> {
  const host = createMemoryHost()
  await publishTree(wrap(host), BEFORE)
  host.set('/site/dist/gone/mine', 'mine')
  host.set('/site/dist/CNAME', 'mine')
  return host
}
const mine = { 'gone/mine': 'mine', CNAME: 'mine' }

describe('H1 killed at every call', () => {
  test.each([
    ['the same', AFTER],
    ['the old', BEFORE],
    ['other', THIRD],
  ])('then %s outputs are published', async (_name, next) => {
    let points = 0
    for (let k = 1; ; k++, points++) {
      const host = await oldSite()
      if (!(await wasKilled(publishTree(brokenAt(host, k), AFTER)))) break
      for (const [path, body] of Object.entries(treeOf(host)))
        expect(['mine', BEFORE[path], AFTER[path]]).toContain(body)
      expect((await publishTree(host, next)).messages).toEqual([])
      expect(treeOf(host), `killed at call ${k}`).toEqual({ ...next, ...mine })
      expect(emptyFolders(host, '/site/dist')).toEqual([])
      expect(leftovers(host)).toEqual([])
    }
    expect(points).toBeGreaterThan(25)
  })

  test('a committed publish is completed by whatever comes next, an uncommitted one leaves no trace', async () => {
    const seen = new Set<string>()
    for (let k = 1; ; k++) {
      const host = await oldSite()
      if (!(await wasKilled(publishTree(brokenAt(host, k), AFTER)))) break
      // Refused, so that nothing but the recovery is seen.
      expect((await publishTree(host, { '../x': '' })).messages).toHaveLength(1)
      const tree = JSON.stringify(Object.entries(treeOf(host)).sort())
      seen.add(tree)
      const isOld = tree === JSON.stringify(Object.entries({ ...BEFORE, ...mine }).sort())
      const isNew = tree === JSON.stringify(Object.entries({ ...AFTER, ...mine }).sort())
      expect(isOld || isNew, `killed at call ${k}: ${tree}`).toBe(true)
    }
    expect(seen.size).toBe(2)
  })

  test('also the first one, and again and again, the recovery too', async () => {
    for (let k = 1; k < 30; k++) {
      const host = createMemoryHost()
      for (let time = 0; time < 4; time++)
        await wasKilled(publishTree(brokenAt(host, k + (time % 3)), time % 2 ? THIRD : AFTER))
      expect((await publishTree(host, BEFORE)).messages).toEqual([])
      expect(treeOf(host)).toEqual(BEFORE)
      expect(leftovers(host)).toEqual([])
    }
  })

  test('of a recovery, at every call of every kill', async () => {
    for (let k = 1; ; k++) {
      const killed = await oldSite()
      if (!(await wasKilled(publishTree(brokenAt(killed, k), AFTER)))) break
      for (let j = 1; ; j++) {
        const host = killed.clone()
        if (!(await wasKilled(publishTree(brokenAt(host, j), THIRD)))) break
        expect((await publishTree(host, THIRD)).messages).toEqual([])
        expect(treeOf(host), `killed at calls ${k}, ${j}`).toEqual({ ...THIRD, ...mine })
        expect(leftovers(host)).toEqual([])
      }
    }
  })

  test('I3 what others put in place of a new file after a kill is not replaced', async () => {
    let refused = 0
    for (let k = 1; ; k++) {
      const host = await oldSite()
      if (!(await wasKilled(publishTree(brokenAt(host, k), AFTER)))) break
      if (host.stat('/site/dist/new') !== undefined) continue
      host.set('/site/dist/new', 'theirs')
      const { messages } = await publishTree(host, AFTER)
      expect(messages).toMatchObject([{ rule: 'output-foreign-file' }])
      expect(text(host.read('/site/dist/new'))).toBe('theirs')
      host.delete('/site/dist/new')
      expect((await publishTree(host, AFTER)).messages).toEqual([])
      expect(treeOf(host)).toEqual({ ...AFTER, ...mine })
      refused++
    }
    expect(refused).toBeGreaterThan(5)
  })

  test('random trees, kills, failures, edits and foreign files', async () => {
    const path = fc.constantFrom('a', 'a/b', 'a/b/c', 'A', 'd/e', 'd/f', 'g')
    const round = fc.record({
      tree: fc.dictionary(path, fc.constantFrom('1', '2')),
      kill: fc.nat(30),
      fail: fc.boolean(),
      edit: fc.option(path),
      foreign: fc.option(fc.constantFrom('g', 'd/own', 'own')),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(round, { maxLength: 8 }), async (rounds) => {
        const host = createMemoryHost()
        for (const step of rounds) await playRound(host, step)
      }),
      { numRuns: process.env.SOAK ? 20_000 : 500 },
    )
  })
})

interface Round {
  tree: Tree
  kill: number
  fail: boolean
  edit: string | null
  foreign: string | null
}

/** One publish after some mischief, killed or failing at some call, then repeated: the tree must be exact. */
async function playRound(host: MemoryHost, step: Round) {
  if (step.edit !== null && host.stat(`/site/dist/${step.edit}`)?.kind === 'file')
    host.set(`/site/dist/${step.edit}`, 'edited')
  const owned = ownedBy(host)
  const path = `/site/dist/${step.foreign}`
  const isFree = host.stat(path) === undefined && !owned.has(step.foreign ?? '') && owned.size > 0
  if (step.foreign !== null && isFree && host.stat('/site/dist/d')?.kind !== 'file') host.set(path, 'foreign')
  const foreign = Object.entries(treeOf(host)).filter(([name]) => !owned.has(name))
  const before = treeOf(host)
  const isBroken = step.fail
    ? (await publishTree(failingAt(host, step.kill + 1, 'EIO'), step.tree)).messages[0]?.rule ===
      'output-write-failed'
    : await wasKilled(publishTree(brokenAt(host, step.kill + 1), step.tree))
  const { messages } = await publishTree(host, step.tree)
  if (messages.length > 0) {
    expect(isBroken).toBe(false)
    expect(treeOf(host)).toEqual(before)
  } else {
    expect(treeOf(host)).toEqual({ ...step.tree, ...Object.fromEntries(foreign) })
    expect(emptyFolders(host, '/site/dist')).toEqual([])
  }
  expect(leftovers(host)).toEqual([])
}

test('D10 a change of case alone, killed or failing at every call', async () => {
  const trees: Tree[] = [
    { 'About/x': '1', 'Top.html': '1' },
    { 'about/x': '1', 'top.html': '1' },
  ]
  const lower = (tree: Tree = {}) =>
    Object.fromEntries(Object.entries(tree).map(([path, body]) => [path.toLowerCase(), body]))
  let points = 0
  for (let k = 1; ; k++, points++) {
    let isBroken = false
    for (const next of trees) {
      for (const breaking of [brokenAt, (host: Host) => failingAt(host, k, 'EIO')]) {
        const memory = createMemoryHost()
        const host = ignoringCase(memory)
        await publishTree(host, trees[0] ?? {})
        isBroken = await wasKilled(publishTree(breaking(host, k), trees[1] ?? {}))
        expect((await publishTree(host, next)).messages).toEqual([])
        expect(lower(treeOf(memory))).toEqual(lower(next))
        isBroken ||= breaking !== brokenAt
      }
    }
    if (k > 40) break
    expect(isBroken).toBe(true)
  }
  expect(points).toBe(40)
})

describe('a disk that fails', () => {
  const CODES = ['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'EROFS', 'EACCES', 'EPERM', 'EBUSY', 'ESTALE', 'EODD']

  test.each(CODES)(
    'D5 D6 I13 with %s at every call leaves the old site whole, and says why',
    async (code) => {
      let points = 0
      for (let k = 1; ; k++) {
        const host = await oldSite()
        const times = timesOf(host)
        const { messages } = await publishTree(failingAt(host, k, code), AFTER)
        if (messages.length > 0) {
          points++
          expect(messages).toMatchObject([{ rule: 'output-write-failed', severity: 'error' }])
          const [{ text: told = '', path = '' } = {}] = messages
          expect(told).toBe(`Publishing stopped at ${JSON.stringify(path)}: ${reasonOf(code)}.`)
          expect(path).toMatch(/^(dist\/|\.blog-build\/(outputs|stage)|\.blog-build$)/)
          expect(treeOf(host), `failed at call ${k}`).toEqual({ ...BEFORE, ...mine })
          expect(timesOf(host)).toEqual(times)
        }
        const isOver = JSON.stringify(treeOf(host)) === JSON.stringify(treeOf(await newSite()))
        expect((await publishTree(host, AFTER)).messages).toEqual([])
        expect(treeOf(host)).toEqual({ ...AFTER, ...mine })
        expect(leftovers(host)).toEqual([])
        if (isOver && k > 60) break
      }
      expect(points).toBeGreaterThan(15)
    },
  )

  const newSite = async () => {
    const host = await oldSite()
    await publishTree(host, AFTER)
    return host
  }

  test('from some call on for ever tears nothing, and the next publish mends it', async () => {
    for (let k = 1; k < 60; k++) {
      const host = await oldSite()
      await publishTree(failingAt(host, k, 'EIO', true), AFTER)
      for (const [path, body] of Object.entries(treeOf(host)))
        expect(['mine', BEFORE[path], AFTER[path]]).toContain(body)
      expect((await publishTree(host, THIRD)).messages).toEqual([])
      expect(treeOf(host), `failed from call ${k} on`).toEqual({ ...THIRD, ...mine })
      expect(leftovers(host)).toEqual([])
    }
  })

  test('while it is read is told too', async () => {
    for (const name of ['read', 'stat', 'stats', 'list', 'device'] as const) {
      const host = await oldSite()
      const failing = {
        ...host,
        [name]: (path: string) => {
          throw new HostError(path, 'EIO')
        },
      }
      const { messages } = await publishTree(failing, AFTER)
      expect(messages).toMatchObject([{ rule: 'output-write-failed' }])
      expect(treeOf(host)).toEqual({ ...BEFORE, ...mine })
    }
  })

  test('D19 a file in use is tried again, for a bounded time', async () => {
    for (const [times, isDone] of [
      [3, true],
      [50, false],
    ] as const) {
      const host = await oldSite()
      let left = times
      const pauses: number[] = []
      const busy: Host = {
        ...host,
        rename(from, to) {
          if (to === '/site/dist/changed' && left-- > 0) throw new HostError(to, 'EBUSY')
          host.rename(from, to)
        },
      }
      const pause = async (milliseconds: number) => void pauses.push(milliseconds)
      const { messages } = await publishTree(busy, AFTER, { pause })
      expect(messages.map(({ text }) => text)).toEqual(
        isDone ? [] : ['Publishing stopped at "dist/changed": the file is in use.'],
      )
      expect(treeOf(host)).toEqual({ ...(isDone ? AFTER : BEFORE), ...mine })
      expect(pauses).toEqual(isDone ? [10, 20, 40] : [10, 20, 40, 80, 160, 320])
    }
  })

  test('of `bytes` is thrown, and the output is as it was', async () => {
    const host = await oldSite()
    const refuse = () => Promise.reject(new Error('no'))
    await expect(publishTree(host, AFTER, { bytes: refuse })).rejects.toThrow('no')
    expect(treeOf(host)).toEqual({ ...BEFORE, ...mine })
    expect((await publishTree(host, AFTER)).messages).toEqual([])
  })
})

const timesOf = (host: Host) =>
  Object.keys(treeOf(host)).map((path) => [path, host.stat(`/site/dist/${path}`)?.mtime])

describe('D18 a disk that is unlike others', () => {
  const outside = (path: string) => !path.startsWith('/site/dist')
  const inParent = (path: string) => path.startsWith('/site/dist/')

  test.each([
    ['the output lies on another one', (host: Host) => twoDisks(host, (path) => !outside(path))],
    ['only what is in the output does', (host: Host) => twoDisks(host, inParent)],
    ['it does, and nothing says so', (host: Host) => twoDisks(host, (path) => !outside(path), false)],
    ['files have one name only', (host: Host) => ({ ...host, link: noLink })],
  ])('%s: killed or failing at every call', async (_name, wrap) => {
    for (let k = 1; k < 70; k++) {
      for (const breaking of [brokenAt, (host: Host) => failingAt(host, k, 'EIO')]) {
        const host = await oldSite((memory) => wrap(memory))
        await wasKilled(publishTree(breaking(wrap(host), k), AFTER))
        for (const [path, body] of Object.entries(treeOf(host)))
          if (!path.startsWith('.blog-build-stage-'))
            expect(['mine', BEFORE[path], AFTER[path]]).toContain(body)
        expect((await publishTree(wrap(host), THIRD)).messages).toEqual([])
        expect(treeOf(host), `broken at call ${k}`).toEqual({ ...THIRD, ...mine })
        expect(leftovers(host)).toEqual([])
      }
    }
  })

  test('renaming copies and deletes, killed between: the next publish mends it', async () => {
    for (let k = 1; k < 40; k++) {
      const host = await oldSite()
      let calls = 0
      const copying: Host = {
        ...host,
        rename(from, to) {
          const body = host.read(from)
          if (body === undefined) return host.rename(from, to)
          host.remove(to)
          host.create(to, ++calls === k ? bytes('half') : body)
          if (calls === k) throw new HostError(to, 'killed')
          host.remove(from)
        },
      }
      const dying = watched(copying, () => {
        if (calls >= k) throw new Error('dead')
      })
      const isDead = await publishTree(dying, AFTER).then(
        () => false,
        () => true,
      )
      // Half a new file can't be told from a file of others, nor one that was to go from one that came; all
      // else is mended without a word.
      const { messages } = await publishTree(host, AFTER)
      expect(messages.length === 0 || messages[0]?.rule === 'output-foreign-file').toBe(true)
      expect((await publishTree(host, AFTER, { adopt: true })).messages).toEqual([])
      expect(treeOf(host), `copy ${k}`).toMatchObject({ ...AFTER, ...mine })
      if (!isDead) break
    }
  })

  const noLink = (_from: string, to: string) => {
    throw new HostError(to, 'EPERM')
  }
})

describe('on a disk', () => {
  let base = ''
  beforeEach(() => {
    base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'publish-')))
  })
  afterEach(() => fs.rmSync(base, { recursive: true, force: true }))

  test('H1 killed at every call, half-written files left behind', async () => {
    for (let k = 1; ; k++) {
      fs.rmSync(base, { recursive: true })
      fs.mkdirSync(base)
      const host = createNodeHost({ root: base, cache: join(base, '.blog-build') })
      await publishTree(host, BEFORE, {}, base)
      fs.writeFileSync(join(base, 'dist/CNAME'), 'mine')
      const torn = (name: string, path: string) => {
        if (name !== 'write' && name !== 'create') return
        const folder = path.slice(0, path.lastIndexOf('/'))
        fs.mkdirSync(folder, { recursive: true })
        fs.writeFileSync(name === 'write' ? `${folder}/.blog-build-1-1` : path, 'half')
      }
      const isKilled = await wasKilled(publishTree(brokenAt(host, k, torn), AFTER, {}, base))
      const tree = treeOf(host, `${base}/dist`)
      for (const [path, body] of Object.entries(tree))
        expect(['mine', BEFORE[path], AFTER[path]]).toContain(body)
      if (!isKilled) break
      expect((await publishTree(host, THIRD, {}, base)).messages).toEqual([])
      expect(treeOf(host, `${base}/dist`), `killed at call ${k}`).toEqual({ ...THIRD, CNAME: 'mine' })
      expect(fs.readdirSync(base).sort()).toEqual(['.blog-build', 'dist'])
      expect(fs.readdirSync(join(base, '.blog-build')).filter((name) => name.startsWith('.blog'))).toEqual([])
    }
  })
})
