/** Results that are remembered by themselves: they outlive a branch switch, and the loss of the graph. */
import { hash } from 'node:crypto'
import { hashOf } from '../hash.js'
import type { Memo } from '../store.js'
import type { Packs } from './packs.js'
import type { MemoRef } from './part.js'

/** Kind of a memo's record in the packs. */
export const MEMO = 1

/** So many memos of a key are remembered: enough that switching back and forth stays cheap. */
const RECENT = 4

/** The memos of a store. */
export interface Memos {
  add(memo: Memo): void
  /** Newest first. */
  of(key: string): Memo[]
  /** Those that were added since the last call, oldest first. */
  takeNew(): MemoRef[]
  all(): MemoRef[]
}

/** @param version Memos of another version are not found. */
export function createMemos(packs: Packs, version: string, known: readonly MemoRef[]): Memos {
  const refs = new Map<number, number[]>()
  let fresh: MemoRef[] = []
  const put = ([keyHash, ref]: MemoRef) => {
    const others = refs.get(keyHash) ?? []
    if (!others.includes(ref)) refs.set(keyHash, [ref, ...others].slice(0, RECENT))
  }
  for (const memo of known) put(memo)

  return {
    add(memo) {
      const text = JSON.stringify({ version, ...memo })
      const ref = packs.add(MEMO, hashOf(text), text)
      const named: MemoRef = [numberOf(memo.key), ref]
      put(named)
      fresh.push(named)
    },
    of(key) {
      const found = (refs.get(numberOf(key)) ?? []).map((ref) => toMemo(packs.record(ref), version))
      return found.filter((memo) => memo !== undefined).filter((memo) => memo.key === key)
    },
    takeNew() {
      const taken = fresh
      fresh = []
      return taken
    },
    all: () => [...refs].flatMap(([keyHash, of]) => of.toReversed().map((ref): MemoRef => [keyHash, ref])),
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

/** The record is proved to be one that was written here; by which version, it says itself. */
function toMemo(record: { kind: number; text: string } | undefined, version: string): Memo | undefined {
  if (record?.kind !== MEMO) return undefined
  const { version: of, ...memo } = JSON.parse(record.text) as Memo & { version: string }
  return of === version ? memo : undefined
}

/** 52 bits of a hash: keys that share a number are told apart by their memos. */
function numberOf(key: string): number {
  return Number.parseInt(hash('sha256', key, 'hex').slice(0, 13), 16)
}
