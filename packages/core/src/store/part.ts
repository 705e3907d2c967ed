/** The graph on disk: a first part with all keys, then one for each build with what changed. */
import type { Message } from '../model.js'
import type { NodeId, Ref } from '../store.js'
import { createGraph, eachEdge, type Graph, HASH_LENGTH, makeRoom, readsAt } from './graph.js'
import { createKeys, grown } from './keys.js'
import { checkPart } from './part-check.js'
import { join, type PartColumns, split } from './part-columns.js'

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
  extent: Extent
}

/** What the packs held when they were last written anew. */
export interface Extent {
  /** Packs of lower numbers hold nothing that the graph needs. */
  first: number
  bytes: number
  /** Number of living keys. */
  keys: number
}

/** Where a memo of a key lies. */
export type MemoRef = readonly [keyHash: number, ref: Ref]

const perKey = ['heights', 'readCount', 'builds', 'since', 'used', 'causes', 'inputs'] as const

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
    since: pick(columns.since, ids),
    used: pick(columns.used, ids),
    causes: pick(columns.causes, ids),
    inputs: pick(columns.inputs, ids),
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
  const { root, build } = graph
  const { meta, extent } = part
  return join({ root, build, meta, firstKey, extent, names: keys.names, messages }, written)
}

/**
 * Reads a part: the first makes a graph, later ones change it. `counts` are not set, see `countReads`.
 *
 * @param payload Proved to be what `encodePart` made.
 * @throws {Error} if it is not, or does not follow the parts before: the graph is of no use then.
 */
export function decodePart(
  payload: Uint8Array,
  before?: Graph,
): Pick<Part, 'graph' | 'meta' | 'memos' | 'extent'> {
  const { head, read } = split(payload)
  checkPart(head, read, before?.keys.size() ?? 0)
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
  return { graph, meta: head.meta, memos, extent: head.extent }
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
