/** Results that are remembered by themselves: they outlive a branch switch, and the loss of the graph. */
import { hash } from 'node:crypto'
import { hashOf } from '../hash.js'
import type { Memo, Ref } from '../store.js'
import { grown } from './keys.js'
import type { Packs } from './packs.js'
import type { MemoRef } from './part.js'

/** Kind of a memo's record in the packs. */
export const MEMO = 1

/** No value begins so: a record whose kind was damaged is never taken for a memo. */
const MARK = 'memo '

/** So many memos of a key are remembered: enough that switching back and forth stays cheap. */
const RECENT = 4

/** The memos of a store. */
export interface Memos {
  add(memo: Memo): void
  /** Those used last first. */
  of(key: string): Memo[]
  /** One that `of` gave was used: the value of the key lies where it says. */
  use(key: string, value: Ref): void
  /** Those that were added or used since the last call, oldest first. */
  takeNew(): MemoRef[]
  /** Those used last come last. */
  all(): MemoRef[]
}

/** @param version Memos of another version are not found. @param known As parts of a graph have them. */
export function createMemos(packs: Packs, version: string, known: readonly Float64Array[]): Memos {
  let made: Index | undefined
  // Where nothing runs, nobody asks.
  const index = () => {
    made ??= createIndex(known)
    return made
  }
  let fresh: MemoRef[] = []
  /** What was given of a key, by the place of the value, until it is known which of it is used. */
  const given = new Map<string, Map<Ref, Ref>>()
  const put = (memo: MemoRef) => {
    index().put(memo)
    fresh.push(memo)
  }

  return {
    add(memo) {
      put([numberOf(memo.key), addMemo(packs, version, memo)])
    },
    of(key) {
      const found: Memo[] = []
      const places = new Map<Ref, Ref>()
      for (const ref of index().of(numberOf(key))) {
        const memo = readMemo(packs, version, ref)
        if (memo?.key !== key) continue
        places.set(memo.ref, ref)
        found.push(memo)
      }
      if (found.length > 0) given.set(key, places)
      return found
    },
    use(key, value) {
      const ref = given.get(key)?.get(value)
      if (ref !== undefined) put([numberOf(key), ref])
      given.delete(key)
    },
    takeNew() {
      const taken = fresh
      fresh = []
      given.clear()
      return taken
    },
    all: () => index().all(),
  }
}

/** Finds the memos that packs hold, for a store without a graph. */
export function findMemos(packs: Packs, version: string): MemoRef[] {
  const found: MemoRef[] = []
  for (const record of packs.scan(MEMO)) {
    const memo = toMemo(record, version)
    if (memo) found.push([numberOf(memo.key), record.ref])
  }
  return found
}

/** Adds the record of a memo. */
export function addMemo(packs: Packs, version: string, memo: Memo): Ref {
  const text = MARK + JSON.stringify({ version, ...memo })
  return packs.add(MEMO, hashOf(text), text)
}

/** The memo at a place, if it is whole and of this version. */
export function readMemo(packs: Packs, version: string, ref: Ref): Memo | undefined {
  return toMemo(packs.record(ref), version)
}

/** The record is proved to be one that was written here; by which version, it says itself. */
function toMemo(record: { kind: number; text: string } | undefined, version: string): Memo | undefined {
  if (record?.kind !== MEMO || !record.text.startsWith(MARK)) return undefined
  const { version: of, ...memo } = JSON.parse(record.text.slice(MARK.length)) as Memo & { version: string }
  return of === version ? memo : undefined
}

/** Memos by key. */
interface Index {
  put(memo: MemoRef): void
  /** Newest first. */
  of(keyHash: number): readonly Ref[]
  all(): MemoRef[]
}

/**
 * Columns of numbers in the order in which memos were put, and a table that leads to the newest of each key: a site has
 * tens of thousands, of which a build asks for few.
 */
function createIndex(known: readonly Float64Array[]): Index {
  const count = known.reduce((sum, { length }) => sum + length / 2, 0)
  let [keyHashes, refs] = [new Float64Array(count + FEW), new Float64Array(count + FEW)]
  let older = new Int32Array(count + FEW)
  let table = new Int32Array(2 ** Math.ceil(Math.log2(count + FEW)))
  let size = 0
  /** What stands there, plus one, comes before all with another place in the table. */
  const slotOf = (keyHash: number) => (keyHash >>> 0) & (table.length - 1)
  const link = (at: number) => {
    const slot = slotOf(keyHashes[at] as number)
    older[at] = table[slot] as number
    table[slot] = at + 1
  }
  const put = (keyHash: number, ref: Ref) => {
    keyHashes = grown(keyHashes, size + 1)
    refs = grown(refs, size + 1)
    older = grown(older, size + 1)
    keyHashes[size] = keyHash
    refs[size] = ref
    link(size++)
    if (size <= table.length) return
    table = new Int32Array(table.length * 2)
    for (let at = 0; at < size; at++) link(at)
  }
  for (const part of known) {
    for (let at = 0; at < part.length; at += 2) put(part[at] as number, part[at + 1] as number)
  }
  return {
    put: ([keyHash, ref]) => put(keyHash, ref),
    of(keyHash) {
      const found: Ref[] = []
      for (let at = table[slotOf(keyHash)] as number; at > 0; at = older[at - 1] as number) {
        const ref = refs[at - 1] as number
        if (keyHashes[at - 1] === keyHash && !found.includes(ref)) found.push(ref)
        if (found.length === RECENT) break
      }
      return found
    },
    all() {
      const all: MemoRef[] = []
      const [taken, counts] = [new Set<Ref>(), new Map<number, number>()]
      for (let at = size - 1; at >= 0; at--) {
        const [keyHash, ref] = [keyHashes[at] as number, refs[at] as number]
        const count = counts.get(keyHash) ?? 0
        if (count === RECENT || taken.has(ref)) continue
        counts.set(keyHash, count + 1)
        taken.add(ref)
        all.push([keyHash, ref])
      }
      return all.reverse()
    },
  }
}

/** The index has room for so many at first. */
const FEW = 1024

/** 52 bits of a hash: keys that share a number are told apart by their memos. */
function numberOf(key: string): number {
  return Number.parseInt(hash('sha256', key, 'hex').slice(0, 13), 16)
}
