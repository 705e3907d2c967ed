/** Whether the numbers in a part lead anywhere. A checksum proves who wrote it, not that he was right. */
import { HASH_LENGTH, idOfRead } from './graph.js'
import type { PartColumns, PartHead } from './part-columns.js'

/** The engine counts up to the highest. Keys that were raised stay there, so it may be more than there are keys. */
const HIGHEST = 2 ** 24

/**
 * @param size Number of keys before the part.
 * @throws {RangeError} if a number in it leads to no key, no name or no place.
 */
export function checkPart(head: PartHead, read: PartColumns, size: number): void {
  const keys = size + read.keyLengths.length
  const isKey = (id: number) => Number.isInteger(id) && id >= 0 && id < keys
  const isHeight = (height: number) => height >= 0 && height <= HIGHEST
  const are = (column: ArrayLike<number>, holds: (value: number) => boolean) => {
    for (let at = 0; at < column.length; at++) if (!holds(column[at] as number)) return false
    return true
  }
  const isSound =
    head.firstKey === size &&
    isKey(head.root) &&
    head.names.length <= 2 ** 16 &&
    haveEqualLengths(head, read) &&
    [read.ids, read.removed, read.raised, read.stamped].every((column) => are(column, isKey)) &&
    [read.causes, read.inputs].every((column) => are(column, (id) => id === -1 || isKey(id))) &&
    are(read.edges, (edge) => isKey(idOfRead(edge))) &&
    [read.heights, read.raisedHeights].every((column) => are(column, isHeight)) &&
    are(read.readCount, (count) => count >= 0) &&
    are(read.keyNames, (name) => name < head.names.length) &&
    are(read.refs, (ref) => Number.isSafeInteger(ref) && ref >= -1) &&
    head.messages.every(([id]) => isKey(id))
  if (!isSound) throw new RangeError('A part of the graph holds numbers that lead nowhere.')
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
