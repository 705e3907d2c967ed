/** The graph on disk: a first part with all keys, then one for each build with what changed. */
import type { Message } from '../model.js'
import type { NodeId, Ref, Stamp } from '../store.js'
import { createGraph, type Graph, HASH_LENGTH, makeRoom, readsAt } from './graph.js'
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

/** A graph that was read has room for so many keys more, and so many reads. */
const FEW = 2 ** 14

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
    memos: toColumn(part.memos),
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
 * Reads a part: the first makes a graph, later ones change it.
 *
 * @param payload Proved to be what `encodePart` made.
 * @throws {Error} if it is not, or does not follow the parts before: the graph is of no use then.
 */
export function decodePart(
  payload: Uint8Array,
  before?: Graph,
): Pick<Part, 'graph' | 'meta' | 'extent'> & { memos: Float64Array } {
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
  // A build adds some, which is no reason to copy everything once more.
  makeRoom(graph, graph.keys.size() + (before ? 0 : FEW))
  const edges = graph.edgeEnd + read.edges.length
  graph.edges = grown(graph.edges, edges + (before ? 0 : FEW))
  for (const ids of before ? [read.ids, read.removed] : []) {
    for (const id of ids) {
      graph.messages.delete(id)
      graph.stamps.delete(id)
    }
  }
  putColumns(graph, read)
  for (const id of read.removed) graph.columns.alive[id] = 0
  for (let at = 0; at < read.raised.length; at++) {
    graph.columns.heights[read.raised[at] as number] = read.raisedHeights[at] as number
  }
  putStamps(graph, read)
  for (const [id, messages] of head.messages) graph.messages.set(id, messages)
  graph.root = head.root
  graph.build = head.build
  return { graph, meta: head.meta, memos: read.memos, extent: head.extent }
}

/** Memos as a part of a graph has them: hash of the key and place of each. */
export function toColumn(memos: readonly MemoRef[]): Float64Array {
  return Float64Array.from(memos.flat())
}

function addKeys({ keys }: Graph, { keyBytes, keyLengths }: PartColumns): void {
  const bytes = Buffer.from(keyBytes.buffer, keyBytes.byteOffset, keyBytes.byteLength)
  let start = 0
  for (const length of keyLengths) {
    keys.add(bytes.toString('utf8', start, start + length))
    start += length
  }
}

/** By runs of keys that follow each other, which are few and long: a first part has but one where no key was forgotten. */
function putColumns(graph: Graph, read: PartColumns): void {
  const { columns } = graph
  graph.edges.set(read.edges, graph.edgeEnd)
  eachRun(read.ids, (from, to, id) => {
    columns.alive.fill(1, id, id + to - from)
    columns.refs.set(read.refs.subarray(from, to), id)
    for (const name of perKey) columns[name].set(read[name].subarray(from, to), id)
    columns.hashes.set(read.hashes.subarray(from * HASH_LENGTH, to * HASH_LENGTH), id * HASH_LENGTH)
    for (let at = from; at < to; at++) {
      columns.readStart[id + at - from] = graph.edgeEnd
      graph.edgeEnd += read.readCount[at] as number
    }
  })
}

/** Visits what follows each other: from which place up to which, and with which key it begins. */
function eachRun(ids: Int32Array, visit: (from: number, to: number, id: NodeId) => void): void {
  for (let from = 0, to = 1; from < ids.length; from = to++) {
    while (to < ids.length && ids[to] === (ids[to - 1] as number) + 1) to++
    visit(from, to, ids[from] as number)
  }
}

function putStamps({ stamps }: Graph, read: PartColumns): void {
  for (let at = 0; at < read.stamped.length; at++) {
    const [size, mtime, ctime] = [read.stamps[at * 3], read.stamps[at * 3 + 1], read.stamps[at * 3 + 2]]
    stamps.set(read.stamped[at] as number, { size, mtime, ctime } as Stamp)
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
