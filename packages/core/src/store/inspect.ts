/** Looks at a store from outside, without using or changing it. */
import type { Ref } from '../store.js'
import type { StoreFiles } from './files.js'
import { HEAD_LENGTH, readFrame, readHead } from './frame.js'
import { livingIn } from './graph.js'
import { BASE, createGraphFile, LOG, stampOf } from './graph-file.js'
import { createMemos, readMemo } from './memos.js'
import { openPacks, type Packs, packName } from './packs.js'

/**
 * `none`: nothing was kept. `current`: the next build goes on from it. `other`: another version of blog-build, or
 * of Node, wrote it. `damaged`, `closed`: it is not whole, or may not be read. But for `current` the next build
 * starts over.
 */
export type StoreState = 'none' | 'current' | 'other' | 'damaged' | 'closed'

/** What a store holds; sizes are bytes. */
export interface StoreInfo {
  state: StoreState
  /** Of all files. */
  size: number
  /** The graph and the values of the last build. */
  living: number
  /** What is remembered beside: results by themselves, and values of earlier states. */
  remembered: number
  /** What nobody needs; it goes when there is much of it. */
  garbage: number
  /** Number of keys of the last build. */
  keys: number
  /** Number of results that are remembered by themselves. */
  memos: number
  /** Number of the last build. */
  build: number
}

/** Whether a file in the folder of a store is one of its own. */
export function isStoreFile(name: string): boolean {
  return name === BASE || name === LOG || packName.test(name) || /^graph\.bin\.\d{1,10}\.new$/.test(name)
}

/** Looks at a store. */
export function inspectStore(files: StoreFiles, version: string): StoreInfo {
  const names = files.list().filter(isStoreFile)
  const size = names.reduce((sum, name) => sum + (files.size(name) ?? 0), 0)
  const empty = { size, living: 0, remembered: 0, garbage: size, keys: 0, memos: 0, build: 0 }
  const file = createGraphFile(files, stampOf(version))
  const stored = file.load()
  if (!stored) return { state: stateOf(files, names, version), ...empty }
  const packs = openPacks(files)
  const memos = createMemos(packs, version, stored.memos).all()
  const ids = livingIn(stored.graph)
  const values = new Set(ids.map((id) => stored.graph.columns.refs[id] as number))
  const held = bytesOf(packs, values)
  const remembered = bytesOf(
    packs,
    placesOf(
      packs,
      version,
      memos.map(([, ref]) => ref),
      values,
    ),
  )
  const needed = file.length() + held
  return {
    state: 'current',
    size,
    living: needed,
    remembered,
    garbage: Math.max(0, size - needed - remembered),
    keys: ids.length,
    memos: memos.length,
    build: stored.graph.build,
  }
}

function stateOf(files: StoreFiles, names: readonly string[], version: string): StoreState {
  if (names.includes(BASE) && files.size(BASE) === undefined) return 'closed'
  const bytes = files.read(BASE)
  if (!bytes) return names.every((name) => files.size(name) === undefined) ? 'none' : 'damaged'
  const previous = readHead(bytes.subarray(0, HEAD_LENGTH))?.previous
  const isOther = previous !== undefined && previous !== stampOf(version)
  return isOther && readFrame(bytes, 0, previous) ? 'other' : 'damaged'
}

/** Places of memos, and of values that only these need. */
function placesOf(packs: Packs, version: string, memos: readonly Ref[], values: ReadonlySet<Ref>): Set<Ref> {
  const places = new Set<Ref>(memos)
  for (const ref of memos) {
    const value = readMemo(packs, version, ref)?.ref
    if (value !== undefined && !values.has(value)) places.add(value)
  }
  return places
}

function bytesOf(packs: Packs, places: Iterable<Ref>): number {
  let bytes = 0
  for (const ref of places) bytes += ref < 0 ? 0 : (packs.lengthAt(ref) ?? 0)
  return bytes
}
