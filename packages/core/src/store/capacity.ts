/**
 * How much the packs may hold. There is no fixed limit: one below what a site needs would throw away at each
 * build what the next one reads. So the measure is the site itself.
 *
 * Packs are written anew when they hold more than twice what was left of them the last time, and more than a
 * floor below which no site need ever pay. What is left are the values and memos of living keys, and of earlier
 * states as much as half of that, those used last. So
 *
 * - packs never hold more than three times what the living keys need, or the floor, and what one build adds;
 * - a rewriting comes after builds have added at least as many bytes as it copies: of a large site an edit of one
 *   entry adds less than a hundredth, so that at least a hundred of them go by in between.
 */
import type { Packs } from './packs.js'
import type { Extent } from './part.js'
import { totalOf } from './rewrite.js'

/** Packs that hold less, in bytes, are never written anew. */
const FLOOR = 64 * 2 ** 20

/** Packs may grow to so many times what was left of them. */
const GROWTH = 2

/** What earlier states left may be so large beside the living values. */
const SPARE = 0.5

/** @param countLiving Counts living keys: a site that has become small needs less than it did. */
export function isFull(packs: Packs, extent: Extent, countLiving: () => number, floor = FLOOR): boolean {
  const total = totalOf([...packs.sizes()].filter(([pack]) => pack >= extent.first))
  if (total <= floor) return false
  const share = extent.keys > 0 ? Math.min(1, countLiving() / extent.keys) : 0
  return total > GROWTH * extent.bytes * share
}

/** How many bytes earlier states may keep beside so many of living values. */
export function spareFor(livingBytes: number, floor = FLOOR): number {
  return SPARE * Math.max(livingBytes, floor / 2)
}
