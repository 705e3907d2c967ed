/** H2: what is left when the power goes: changes up to some point, and no bytes that nobody waited for. */
import { expect, test } from 'vitest'
import { AFTER, BEFORE, publishTree, THIRD, type Tree, treeOf, watched } from '../../test/publish-kit.js'
import { createMemoryHost, type MemoryHost } from '../host/memory.js'
import type { Host } from '../model.js'

/** A disk after a power cut. */
interface State {
  host: MemoryHost
  /** How many changes had happened, and how many were waited for at that time. */
  change: number
  synced: number
}

/**
 * All states that a power cut during a publish may leave, on a disk that keeps changes of names in their order:
 * before each change the disk as it was then, unless all of it was waited for since; with bytes lost that were
 * not waited for at that time.
 */
async function statesOf(host: MemoryHost, run: (host: Host) => Promise<unknown>): Promise<State[]> {
  const unsafe = new Set<string>()
  const states: State[] = []
  let [change, synced] = [0, 0]
  const take = () => {
    const copy = host.clone()
    for (const path of unsafe) if (copy.read(path) !== undefined) copy.set(path, '')
    states.push({ host: copy, change, synced })
  }
  const moveAll = (from: string, to: string) => {
    for (const path of [...unsafe]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue
      unsafe.delete(path)
      unsafe.add(to + path.slice(from.length))
    }
  }
  const noting: Host = {
    ...host,
    write(path, body, options) {
      host.write(path, body)
      if (options?.sync) synced = change
      else unsafe.add(path)
    },
    create(path, body, options) {
      if (options?.sync) unsafe.delete(path)
      else unsafe.add(path)
      return host.create(path, body)
    },
    rename(from, to) {
      host.rename(from, to)
      unsafe.delete(to)
      moveAll(from, to)
    },
    link(from, to) {
      host.link(from, to)
      if (unsafe.has(from)) unsafe.add(to)
    },
    sync(path) {
      unsafe.delete(path)
      synced = change
    },
  }
  const noted = watched(noting, () => {
    change++
    take()
  })
  await run(noted)
  change++
  take()
  return states.filter((state) =>
    states.some((later) => later.change >= state.change && later.synced <= state.change),
  )
}

const wholeOf = (tree: Tree) =>
  Object.entries(tree).every(([path, body]) => [BEFORE[path], AFTER[path]].includes(body))

async function siteBefore(swap: boolean): Promise<MemoryHost> {
  const host = createMemoryHost()
  await publishTree(host, BEFORE, { durable: true, swap })
  return host
}

test.each([false, true])(
  'durable: no file is torn by a power cut, and the next publish is right (swap: %s)',
  async (swap) => {
    const states = await statesOf(await siteBefore(swap), (host) =>
      publishTree(host, AFTER, { durable: true, swap }),
    )
    expect(states.length).toBeGreaterThan(15)
    for (const { host, change } of states) {
      expect(wholeOf(treeOf(host)), `power cut before change ${change}`).toBe(true)
      const copy = host.clone()
      await publishTree(copy, { '../x': '' }, { durable: true, swap })
      expect(wholeOf(treeOf(copy)), `recovered from change ${change}`).toBe(true)
      expect((await publishTree(host, THIRD, { durable: true, swap })).messages).toEqual([])
      expect(treeOf(host)).toEqual(THIRD)
    }
  },
)

test.each([false, true])(
  'without it files may be torn, not by the recovery, until the next publish (swap: %s)',
  async (swap) => {
    const states = await statesOf(await siteBefore(swap), (host) => publishTree(host, AFTER, { swap }))
    expect(states.some(({ host }) => !wholeOf(treeOf(host)))).toBe(true)
    for (const { host } of states) {
      const wasWhole = wholeOf(treeOf(host))
      const copy = host.clone()
      await publishTree(copy, { '../x': '' }, { swap })
      expect(wholeOf(treeOf(copy)) || !wasWhole).toBe(true)
      expect((await publishTree(host, THIRD, { swap })).messages).toEqual([])
      expect(treeOf(host)).toEqual(THIRD)
    }
  },
)

test('what was published before a power cut stays published', async () => {
  const states = await statesOf(await siteBefore(false), async (host) => {
    await publishTree(host, AFTER, { durable: true })
    await publishTree(host, AFTER, { durable: true })
  })
  expect(treeOf(states.at(-1)?.host as Host)).toEqual(AFTER)
})
