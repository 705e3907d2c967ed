/** The bytes of a part: what is small as JSON, then columns of numbers, each at a multiple of eight. */
import type { Message } from '../model.js'
import type { NodeId } from '../store.js'
import type { Extent } from './part.js'

/** What a part names beside its columns. */
export interface PartHead {
  root: NodeId
  build: number
  meta: unknown
  firstKey: number
  extent: Extent
  names: string[]
  messages: [NodeId, readonly Message[]][]
  /** Lengths of the columns, in bytes. */
  lengths: number[]
}

/** The columns in the order in which they lie; the wide ones first. */
const layout = {
  refs: Float64Array,
  stamps: Float64Array,
  memos: Float64Array,
  ids: Int32Array,
  heights: Int32Array,
  readCount: Int32Array,
  builds: Int32Array,
  since: Int32Array,
  used: Int32Array,
  causes: Int32Array,
  inputs: Int32Array,
  edges: Int32Array,
  stamped: Int32Array,
  removed: Int32Array,
  raised: Int32Array,
  raisedHeights: Int32Array,
  keyHashes: Int32Array,
  keyLengths: Uint32Array,
  keyNames: Uint16Array,
  hashes: Uint8Array,
  keyBytes: Uint8Array,
} as const

/** A column of a kind, whatever memory it lies in. */
type ColumnOf<C> = C extends Float64ArrayConstructor
  ? Float64Array
  : C extends Int32ArrayConstructor
    ? Int32Array
    : C extends Uint32ArrayConstructor
      ? Uint32Array
      : C extends Uint16ArrayConstructor
        ? Uint16Array
        : Uint8Array

/** The columns of a part. */
export type PartColumns = { -readonly [Name in keyof typeof layout]: ColumnOf<(typeof layout)[Name]> }

/** Lays out head and columns so that each column begins at a multiple of eight. */
export function join(head: Omit<PartHead, 'lengths'>, columns: PartColumns): Uint8Array[] {
  const list = Object.keys(layout).map((name) => columns[name as keyof PartColumns])
  const text = Buffer.from(JSON.stringify({ ...head, lengths: list.map(({ byteLength }) => byteLength) }))
  const length = Buffer.alloc(8)
  length.writeDoubleLE(text.length)
  const chunks: Uint8Array[] = [length, text, padding(text.length)]
  for (const column of list) {
    chunks.push(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
      padding(column.byteLength),
    )
  }
  return chunks
}

function padding(length: number): Uint8Array {
  return new Uint8Array((8 - (length % 8)) % 8)
}

/**
 * The columns lie in the bytes that are given, unless these begin where no column may.
 *
 * @throws {Error} if the bytes are not laid out so.
 */
export function split(payload: Uint8Array): { head: PartHead; read: PartColumns } {
  const { buffer, byteOffset, byteLength } = (
    payload.byteOffset % 8 === 0 ? payload : new Uint8Array(payload)
  ) as Uint8Array<ArrayBuffer>
  const length = new DataView(buffer, byteOffset, byteLength).getFloat64(0, true)
  const head = JSON.parse(Buffer.from(buffer, byteOffset + 8, length).toString()) as PartHead
  let at = byteOffset + 8 + length + padding(length).length
  const read = Object.entries(layout).map(([name, Column], index) => {
    const bytes = head.lengths[index] as number
    const column = new Column(buffer, at, bytes / Column.BYTES_PER_ELEMENT)
    at += bytes + padding(bytes).length
    return [name, column]
  })
  return { head, read: Object.fromEntries(read) as PartColumns }
}
