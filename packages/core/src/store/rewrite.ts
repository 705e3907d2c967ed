/**
 * Packs written anew without what nobody needs. What is needed is copied into new packs, then the graph that
 * knows the new places takes the place of the old one, then the old packs go: whenever it is cut short, the
 * old graph and its packs are there, or the new ones.
 */
import type { Memo, Ref } from '../store.js'
import { addMemo, readMemo } from './memos.js'
import type { Packs } from './packs.js'
import type { MemoRef } from './part.js'

/** What is written anew. */
export interface Rewriting {
  packs: Packs
  version: string
  /** Places of the values of living keys. */
  living: Iterable<Ref>
  /** Oldest first. */
  memos: readonly MemoRef[]
  /** How many bytes of memos, with their values, are kept beside those of the living values. */
  spare(livingBytes: number): number
}

/** What was copied. */
export interface Rewritten {
  placeOf(ref: Ref): Ref
  memos: MemoRef[]
  /** Number of the first new pack. */
  first: number
  /** Of the new packs. */
  bytes: number
  /** Numbers of those that may go once the new graph stands. */
  old: ReadonlySet<number>
}

/**
 * Copies living values, then memos, those used last first, as long as there is room for them. Memos of living
 * values cost little and are what brings the site back if the graph is lost: all of them are kept.
 *
 * @throws {StoreError} if the disk refuses: nothing is lost then.
 */
export function rewrite({ packs, version, living, memos, spare }: Rewriting): Rewritten {
  const old = new Set(packs.sizes().keys())
  const first = packs.begin()
  const bytes = () => totalOf([...packs.sizes()].filter(([pack]) => pack >= first || !old.has(pack)))
  const places = new Map<Ref, Ref>()
  const copy = (ref: Ref) => {
    const place = packs.copy(ref) ?? -1
    places.set(ref, place)
    return place
  }
  // In the order in which they lie, so that the disk is read from front to back.
  for (const ref of [...new Set(living)].sort((a, b) => a - b)) if (ref >= 0) copy(ref)
  let room = spare(bytes())
  const kept: [keyHash: number, memo: Memo][] = []
  for (const [keyHash, ref] of memos.toReversed()) {
    const memo = readMemo(packs, version, ref)
    if (!memo || memo.ref < 0) continue
    if (!places.has(memo.ref)) {
      room -= (packs.lengthAt(ref) ?? 0) + (packs.lengthAt(memo.ref) ?? 0)
      if (room < 0) continue
      copy(memo.ref)
    }
    if (places.get(memo.ref) !== -1) kept.push([keyHash, memo])
  }
  const moved = kept.reverse().map(([keyHash, memo]): MemoRef => {
    return [keyHash, addMemo(packs, version, { ...memo, ref: places.get(memo.ref) as Ref })]
  })
  packs.flush()
  return { placeOf: (ref) => places.get(ref) ?? -1, memos: moved, first, bytes: bytes(), old }
}

/** Bytes of all packs. */
export function totalOf(sizes: Iterable<readonly [pack: number, bytes: number]>): number {
  let total = 0
  for (const [, bytes] of sizes) total += bytes
  return total
}
