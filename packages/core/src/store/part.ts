/** The graph on disk: a first part with all keys, then one for each build with what changed. */
import type { Message } from '../model.js'
import type { NodeId, Ref } from '../store.js'
import { createGraph, eachEdge, type Graph, HASH_LENGTH, makeRoom, readsAt } from './graph.js'
import { createKeys, grown } from './keys.js'

/** What is written of a graph. */
export interface Part {
  graph: Graph
  /** What the caller keeps beside the graph: plain JSON. */
  meta: unknown
  /** Keys that changed; all living ones in a first part. */
  ids: readonly NodeId[]
  removed: readonly NodeId[]
  /** Keys of which only the height changed. */
  raised: readonly NodeId[]
  /** Keys from here on are new since the parts before. */
  firstKey: number
  /** Hash of the key and place of each new memo, oldest first. */
  memos: readonly MemoRef[]
}

/** Where a memo of a key lies. */
export type MemoRef = readonly [keyHash: number, ref: Ref]

/** What a part names beside its columns. */
interface Head {
  root: NodeId
  build: number
  meta: unknown
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
  used: Int32Array,
  causes: Int32Array,
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

type PartColumns = { -readonly [Name in keyof typeof layout]: ColumnOf<(typeof layout)[Name]> }

const perKey = ['heights', 'readCount', 'builds', 'used', 'causes'] as const

/** Encodes a part. */
export function encodePart(part: Part): Uint8Array[] {
  const { graph, ids, firstKey } = part
  const newKeys = Array.from({ length: graph.keys.size() - firstKey }, (_, at) => firstKey + at)
  const keys = graph.keys.columns(newKeys)
  const stamped = ids.filter((id) => graph.stamps.has(id))
  const pick = (column: Int32Array, of: readonly NodeId[]) =>
    Int32Array.from(of, (id) => column[id] as number)
  const { columns } = graph
  const written: PartColumns = {
    refs: Float64Array.from(ids, (id) => columns.refs[id] as number),
    stamps: Float64Array.from(stamped.flatMap((id) => stampAt(graph, id))),
    memos: Float64Array.from(part.memos.flat()),
    ids: Int32Array.from(ids),
    heights: pick(columns.heights, ids),
    readCount: pick(columns.readCount, ids),
    builds: pick(columns.builds, ids),
    used: pick(columns.used, ids),
    causes: pick(columns.causes, ids),
    edges: edgesOf(graph, ids),
    stamped: Int32Array.from(stamped),
    removed: Int32Array.from(part.removed),
    raised: Int32Array.from(part.raised),
    raisedHeights: pick(columns.heights, part.raised),
    keyHashes: keys.hashes,
    keyLengths: keys.lengths,
    keyNames: keys.nameOf,
    hashes: hashesOf(graph, ids),
    keyBytes: keys.bytes,
  }
  const messages = ids.flatMap((id) => {
    const own = graph.messages.get(id)
    return own ? [[id, own] as [NodeId, readonly Message[]]] : []
  })
  return join({ root: graph.root, build: graph.build, meta: part.meta, names: keys.names, messages }, written)
}

/**
 * Reads a part: the first makes a graph, later ones change it. `counts` are not set, see `countReads`.
 *
 * @param payload Proved to be what `encodePart` made.
 */
export function decodePart(payload: Uint8Array, before?: Graph): Pick<Part, 'graph' | 'meta' | 'memos'> {
  const { head, read } = split(payload)
  const keys = {
    names: head.names,
    hashes: read.keyHashes,
    lengths: read.keyLengths,
    nameOf: read.keyNames,
    bytes: read.keyBytes,
  }
  const graph = before ?? createGraph(createKeys(keys))
  if (before) addKeys(before, read)
  makeRoom(graph, graph.keys.size())
  for (const id of before ? [...read.ids, ...read.removed] : []) {
    graph.messages.delete(id)
    graph.stamps.delete(id)
  }
  putColumns(graph, read)
  read.ids.forEach((id) => {
    graph.columns.alive[id] = 1
  })
  read.removed.forEach((id) => {
    graph.columns.alive[id] = 0
  })
  read.raised.forEach((id, at) => {
    graph.columns.heights[id] = read.raisedHeights[at] as number
  })
  read.stamped.forEach((id, at) => {
    const [size = 0, mtime = 0, ctime = 0] = read.stamps.subarray(at * 3, at * 3 + 3)
    graph.stamps.set(id, { size, mtime, ctime })
  })
  for (const [id, messages] of head.messages) graph.messages.set(id, messages)
  graph.root = head.root
  graph.build = head.build
  const memos = Array.from({ length: read.memos.length / 2 }, (_, at): MemoRef => {
    return [read.memos[at * 2] as number, read.memos[at * 2 + 1] as number]
  })
  return { graph, meta: head.meta, memos }
}

/** Counts how many reads lead to each key, once all parts are read. */
export function countReads(graph: Graph): void {
  const { counts } = graph.columns
  counts.fill(0)
  eachEdge(graph, (to) => {
    ;(counts[to] as number)++
  })
}

function addKeys({ keys }: Graph, { keyBytes, keyLengths }: PartColumns): void {
  const bytes = Buffer.from(keyBytes.buffer, keyBytes.byteOffset, keyBytes.byteLength)
  let start = 0
  for (const length of keyLengths) {
    keys.add(bytes.toString('utf8', start, start + length))
    start += length
  }
}

function putColumns(graph: Graph, read: PartColumns): void {
  const { columns } = graph
  graph.edges = grown(graph.edges, graph.edgeEnd + read.edges.length)
  graph.edges.set(read.edges, graph.edgeEnd)
  for (let at = 0; at < read.ids.length; at++) {
    const id = read.ids[at] as number
    columns.refs[id] = read.refs[at] as number
    for (const name of perKey) columns[name][id] = read[name][at] as number
    columns.readStart[id] = graph.edgeEnd
    graph.edgeEnd += read.readCount[at] as number
    columns.hashes.set(read.hashes.subarray(at * HASH_LENGTH, (at + 1) * HASH_LENGTH), id * HASH_LENGTH)
  }
}

function stampAt({ stamps }: Graph, id: NodeId): number[] {
  const { size = 0, mtime = 0, ctime = 0 } = stamps.get(id) ?? {}
  return [size, mtime, ctime]
}

function edgesOf(graph: Graph, ids: readonly NodeId[]): Int32Array {
  let length = 0
  for (const id of ids) length += graph.columns.readCount[id] as number
  const edges = new Int32Array(length)
  let at = 0
  for (const id of ids) {
    const reads = readsAt(graph, id)
    edges.set(reads, at)
    at += reads.length
  }
  return edges
}

function hashesOf({ columns: { hashes } }: Graph, ids: readonly NodeId[]): Uint8Array {
  const copy = new Uint8Array(ids.length * HASH_LENGTH)
  ids.forEach((id, at) => {
    copy.set(hashes.subarray(id * HASH_LENGTH, (id + 1) * HASH_LENGTH), at * HASH_LENGTH)
  })
  return copy
}

/** Lays out head and columns so that each column begins at a multiple of eight. */
function join(head: Omit<Head, 'lengths'>, columns: PartColumns): Uint8Array[] {
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

function split(payload: Uint8Array): { head: Head; read: PartColumns } {
  // A copy lies at a multiple of eight, as the columns must.
  const { buffer } = new Uint8Array(payload)
  const length = new DataView(buffer).getFloat64(0, true)
  const head = JSON.parse(Buffer.from(buffer, 8, length).toString()) as Head
  let at = 8 + length + padding(length).length
  const read = Object.entries(layout).map(([name, Column], index) => {
    const bytes = head.lengths[index] as number
    const column = new Column(buffer, at, bytes / Column.BYTES_PER_ELEMENT)
    at += bytes + padding(bytes).length
    return [name, column]
  })
  return { head, read: Object.fromEntries(read) as PartColumns }
}
