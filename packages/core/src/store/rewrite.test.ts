// What nobody needs goes, what is needed stays: values of living keys, then the memos that were used last.
import { expect, test } from 'vitest'
import { hashOf } from '../hash.js'
import type { Change, Store } from '../store.js'
import type { StoreFiles } from './files.js'
import { createMemoryFiles } from './memory-files.js'
import { openStore } from './open.js'

const floor = 20_000
const options = { version: 'one', packs: { packSize: 8000, bufferSize: 1000 }, floor }
const posts = 20

/** Builds a site of that many posts, one text for each; what a build does with a store, and no more. */
function build(files: StoreFiles, texts: readonly string[], settings = options): Store {
  const store = openStore(files, settings)
  store.refresh()
  const changes: Change[] = []
  const put = (key: string, text: string, reads: number[]) => {
    const [id, hash] = [store.number(key), hashOf(text)]
    if (store.isAlive(id) && store.hash(id) === hash) return id
    const memo = store.memos(key).find((one) => one.hash === hash)
    const ref = memo?.ref ?? store.keep(hash, text)
    if (!memo) store.remember({ key, hash, ref, reads: [], messages: [] })
    changes.push({ id, key, hash, reads, messages: [], ref, reason: { cause: -1, input: -1 } })
    return id
  }
  const ids = texts.map((text, at) => put(`post:${at}`, text, []))
  const root = put(
    'root:',
    texts.join().slice(0, 50) + texts.length,
    ids.map((id) => ~id),
  )
  if (changes.length > 0) store.commit(root, changes)
  if (changes.length > 0) store.save(texts.length)
  return store
}

const text = (at: number, edition: number) => `${at}/${edition} `.repeat(60)
const texts = (edition: number, count = posts) => Array.from({ length: count }, (_, at) => text(at, edition))
const sizeOf = (files: StoreFiles) => files.list().reduce((sum, name) => sum + (files.size(name) ?? 0), 0)

function expectValues(store: Store, of: readonly string[]): void {
  of.forEach((expected, at) => {
    const id = store.find(`post:${at}`)
    expect(store.value(store.ref(id), hashOf(expected), id)).toBe(expected)
  })
}

test('G11: a store that is edited for ever does not grow for ever, and is written anew seldom', () => {
  const files = createMemoryFiles()
  const now = texts(0)
  build(files, now)
  const living = sizeOf(files)
  let [largest, rewritten, first] = [0, 0, '']
  for (let edition = 1; edition <= 600; edition++) {
    now[edition % posts] = text(edition % posts, edition)
    build(files, now)
    largest = Math.max(largest, sizeOf(files))
    const packs = files.list().find((name) => name.startsWith('pack-')) ?? ''
    if (packs !== first) rewritten++
    first = packs
  }
  expectValues(build(files, now), now)
  expect(largest).toBeLessThan(4 * living + floor)
  expect(rewritten).toBeGreaterThan(2)
  expect(rewritten).toBeLessThan(40)
})

test('G11: forgotten keys go too', () => {
  const files = createMemoryFiles()
  let last = build(files, texts(0))
  for (let edition = 0; edition < 40; edition++) {
    const store = openStore(files, options)
    store.refresh()
    const changes: Change[] = []
    for (let at = 0; at < 300; at++) {
      const key = `gone:${edition}-${at}`
      changes.push({
        id: store.number(key),
        key,
        hash: hashOf(key),
        reads: [],
        messages: [],
        ref: -1,
        reason: { cause: -1, input: -1 },
      })
    }
    store.commit(store.find('root:'), changes)
    store.save(edition)
    last = store
  }
  last.refresh()
  expect(last.size()).toBeLessThan(300 * 20)
  expectValues(last, texts(0))
})

test('G11: a site that has become small needs little', () => {
  const files = createMemoryFiles()
  build(files, texts(0, 200))
  const large = sizeOf(files)
  for (const edition of [1, 2]) build(files, texts(edition, 5))
  expect(sizeOf(files)).toBeLessThan(large / 2)
  expectValues(build(files, texts(2, 5)), texts(2, 5))
})

test('of earlier states those stay that were used last', () => {
  const files = createMemoryFiles()
  const now = texts(0)
  build(files, now)
  for (let edition = 1; edition < 200; edition++) {
    // One state is gone back to again and again, each time after others.
    now[0] = edition % 3 === 0 ? 'again '.repeat(60) : text(0, edition)
    build(files, now)
  }
  const store = build(files, now)
  store.refresh()
  const memos = store.memos('post:0').map(({ hash }) => hash)
  expect(memos).toContain(hashOf('again '.repeat(60)))
  expect(memos).toContain(hashOf(text(0, 199)))
  expect(memos).not.toContain(hashOf(text(0, 1)))
  // Of each living key at least what it is now is remembered, should the graph be lost.
  const rest = files.list().filter((name) => name.startsWith('pack-'))
  const without = createMemoryFiles()
  for (const name of rest) without.replace(name, [files.read(name) ?? new Uint8Array()])
  const found = openStore(without, options)
  now.forEach((expected, at) => {
    expect(found.memos(`post:${at}`).map(({ hash }) => hash)).toContain(hashOf(expected))
  })
})

test('H1: killed at any write while it is written anew, it is the old store or the new one', () => {
  const full = createMemoryFiles()
  const now = texts(0)
  for (let edition = 0; edition < 5 * posts; edition++) {
    now[edition % posts] = text(edition % posts, edition)
    build(full, now, { ...options, floor: 1e9 })
  }
  const copy = () => {
    const files = createMemoryFiles()
    for (const name of full.list()) files.replace(name, [Uint8Array.from(full.read(name) ?? [])])
    return files
  }
  let calls = 0
  let isCut = true
  for (let kill = 0; isCut; kill++) {
    const files = copy()
    calls = 0
    isCut = false
    const guard = (run: () => void, half = () => {}) => {
      if (calls++ >= kill) {
        if (!isCut) half()
        isCut = true
        throw new Error('killed')
      }
      run()
    }
    const dying = openStore(
      {
        ...files,
        writeAt: (name, offset, chunks) => {
          const bytes = Buffer.concat(chunks)
          const half = () => files.writeAt(name, offset, [bytes.subarray(0, bytes.length / 2)])
          guard(() => files.writeAt(name, offset, chunks), half)
        },
        replace: (name, chunks) => guard(() => files.replace(name, chunks)),
        remove: (name) => guard(() => files.remove(name)),
      },
      options,
    )
    try {
      dying.refresh()
    } catch (error) {
      expect(String(error)).toContain('killed')
    }
    expectValues(openStore(files, options), now)
    // The next look completes it.
    const next = openStore(files, options)
    next.refresh()
    expectValues(next, now)
    expect(sizeOf(files)).toBeLessThan(sizeOf(full))
  }
  expect(calls).toBeGreaterThan(15)
})
