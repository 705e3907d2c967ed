/** Whether the numbers in a part lead anywhere. A checksum proves who wrote it, not that he was right. */
import { HASH_LENGTH } from './graph.js'
import type { PartColumns, PartHead } from './part-columns.js'

/** The engine counts up to the highest. Keys that were raised stay there, so it may be more than there are keys. */
const HIGHEST = 2 ** 24

/**
 * @param size Number of keys before the part.
 * @throws {RangeError} if a number in it leads to no key, no name or no place.
 */
export function checkPart(head: PartHead, read: PartColumns, size: number): void {
  const keys = size + read.keyLengths.length
  const isSound =
    head.firstKey === size &&
    Number.isInteger(head.root) &&
    areWithin([head.root], 0, keys - 1) &&
    head.names.length <= 2 ** 16 &&
    haveEqualLengths(head, read) &&
    [read.ids, read.removed, read.raised, read.stamped].every((column) => areWithin(column, 0, keys - 1)) &&
    [read.causes, read.inputs].every((column) => areWithin(column, -1, keys - 1)) &&
    // The first of each group stands as its complement.
    areWithin(read.edges, -keys, keys - 1) &&
    [read.heights, read.raisedHeights].every((column) => areWithin(column, 0, HIGHEST)) &&
    areWithin(read.readCount, 0, 2 ** 31) &&
    areWithin(read.keyNames, 0, head.names.length - 1) &&
    arePlaces(read.refs) &&
    head.messages.every(([id]) => Number.isInteger(id) && areWithin([id], 0, keys - 1))
  if (!isSound) throw new RangeError('A part of the graph holds numbers that lead nowhere.')
}

/** By index, with nothing called: these columns are most of what is read when a store is opened. */
function areWithin(column: ArrayLike<number>, least: number, most: number): boolean {
  for (let at = 0; at < column.length; at++) {
    const value = column[at] as number
    if (!(value >= least && value <= most)) return false
  }
  return true
}

function arePlaces(refs: Float64Array): boolean {
  for (let at = 0; at < refs.length; at++) {
    const ref = refs[at] as number
    if (!(ref >= -1 && ref <= Number.MAX_SAFE_INTEGER && Math.floor(ref) === ref)) return false
  }
  return true
}

/** Columns of one subject have one length, and what is counted is there. */
function haveEqualLengths({ extent }: PartHead, read: PartColumns): boolean {
  const { refs, heights, readCount, builds, since, used, causes, inputs } = read
  const perKey = [refs, heights, readCount, builds, since, used, causes, inputs]
  return (
    Number.isInteger(extent.first) &&
    perKey.every(({ length }) => length === read.ids.length) &&
    read.hashes.length === read.ids.length * HASH_LENGTH &&
    read.stamps.length === read.stamped.length * 3 &&
    read.raised.length === read.raisedHeights.length &&
    read.keyHashes.length === read.keyLengths.length &&
    read.keyNames.length === read.keyLengths.length &&
    read.memos.length % 2 === 0 &&
    sum(read.readCount) === read.edges.length &&
    sum(read.keyLengths) === read.keyBytes.length
  )
}

function sum(column: ArrayLike<number>): number {
  let total = 0
  for (let at = 0; at < column.length; at++) total += column[at] as number
  return total
}
