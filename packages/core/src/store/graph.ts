/**
 * The graph of a build in columns: what each key came to, what it read, and who reads it. Numbers instead
 * of objects, so that a large site is loaded in the time it takes to read a file.
 */
import type { Message } from '../model.js'
import type { NodeId, Stamp } from '../store.js'
import { createKeys, grown, type Keys } from './keys.js'

/** Length of a hash: base64url of 132 bits. */
export const HASH_LENGTH = 22

/** Columns by number of the key; they may be longer than there are keys. */
export interface Columns {
  /** 1 for keys that the last build reached. */
  alive: Uint8Array
  hashes: Buffer
  readStart: Int32Array
  readCount: Int32Array
  heights: Int32Array
  /** Number of the build that made a key, of the one since which it has its answer, and of the last that read it. */
  builds: Int32Array
  since: Int32Array
  used: Int32Array
  /** As in `Reason`. */
  causes: Int32Array
  inputs: Int32Array
  refs: Float64Array
}

/** The graph in memory. */
export interface Graph {
  readonly keys: Keys
  columns: Columns
  /** Reads of all keys, those of one key together; what a key no longer reads stays until it is packed. */
  edges: Int32Array
  edgeEnd: number
  stamps: Map<NodeId, Stamp>
  messages: Map<NodeId, readonly Message[]>
  root: NodeId
  build: number
  /** How many reads lead to each key, see `countsOf`. */
  counts?: Int32Array
  /** Whose reads lead here, made when first asked for. */
  readers?: Readers
}

/** Reverse edges: those of the load in one array, later ones by key. */
interface Readers {
  starts: Int32Array
  list: Int32Array
  later: Map<NodeId, NodeId[]>
}

/** An empty graph. */
export function createGraph(keys: Keys = createKeys()): Graph {
  return {
    keys,
    columns: {
      alive: new Uint8Array(),
      hashes: Buffer.alloc(0),
      readStart: new Int32Array(),
      readCount: new Int32Array(),
      heights: new Int32Array(),
      builds: new Int32Array(),
      since: new Int32Array(),
      used: new Int32Array(),
      causes: new Int32Array(),
      inputs: new Int32Array(),
      refs: new Float64Array(),
    },
    edges: new Int32Array(1024),
    edgeEnd: 0,
    stamps: new Map(),
    messages: new Map(),
    root: -1,
    build: 0,
  }
}

const numbered = ['readStart', 'readCount', 'heights', 'builds', 'since', 'used', 'causes', 'inputs'] as const

/** Makes all columns long enough for that many keys. */
export function makeRoom(graph: Graph, size: number): void {
  const { columns } = graph
  if (columns.alive.length >= size) return
  columns.alive = grown(columns.alive, size)
  const length = columns.alive.length
  columns.hashes = Buffer.concat([columns.hashes], length * HASH_LENGTH)
  for (const name of numbered) columns[name] = grown(columns[name], length)
  columns.refs = grown(columns.refs, length)
  if (graph.counts) graph.counts = grown(graph.counts, length)
}

/** The hash of a key, as text. */
export function hashAt({ columns: { hashes } }: Graph, id: NodeId): string {
  return hashes.toString('latin1', id * HASH_LENGTH, (id + 1) * HASH_LENGTH)
}

/** What a key read; see `Change`. */
export function readsAt({ edges, columns: { readStart, readCount } }: Graph, id: NodeId): Int32Array {
  const start = readStart[id] as number
  return edges.subarray(start, start + (readCount[id] as number))
}

/** Numbers of living keys. */
export function livingIn({ keys, columns: { alive } }: Graph): NodeId[] {
  const ids: NodeId[] = []
  for (let id = 0; id < keys.size(); id++) if (alive[id] === 1) ids.push(id)
  return ids
}

/** How many keys live: without a list of them, in a fraction of the time. */
export function countLiving({ keys, columns: { alive } }: Graph): number {
  let count = 0
  for (let id = 0; id < keys.size(); id++) count += alive[id] as number
  return count
}

/** A read without the mark of its group. */
export function idOfRead(read: number): NodeId {
  return read < 0 ? ~read : read
}

/** Visits who reads a key. Some may do so no longer; none is missing. */
export function eachReader(graph: Graph, id: NodeId, visit: (reader: NodeId) => void): void {
  graph.readers ??= readersOf(graph)
  const { starts, list, later } = graph.readers
  if (id < starts.length - 1) {
    for (let at = starts[id] as number; at < (starts[id + 1] as number); at++) visit(list[at] as number)
  }
  for (const reader of later.get(id) ?? []) visit(reader)
}

function readersOf(graph: Graph): Readers {
  const { edges } = graph
  const { alive, readStart, readCount } = graph.columns
  const counts = countsOf(graph)
  const size = graph.keys.size()
  const starts = new Int32Array(size + 1)
  for (let id = 0; id < size; id++) starts[id + 1] = (starts[id] as number) + (counts[id] as number)
  const list = new Int32Array(starts[size] as number)
  const next = starts.slice()
  for (let id = 0; id < size; id++) {
    if (alive[id] !== 1) continue
    const start = readStart[id] as number
    const end = start + (readCount[id] as number)
    for (let at = start; at < end; at++) {
      const to = idOfRead(edges[at] as number)
      const place = next[to] as number
      list[place] = id
      next[to] = place + 1
    }
  }
  return { starts, list, later: new Map() }
}

/** How many reads lead to each key: counted when first asked for, and kept up by who changes reads. */
export function countsOf(graph: Graph): Int32Array {
  graph.counts ??= countReads(graph)
  return graph.counts
}

/** Plain loops, here and above: to call a function for each of a million reads takes several times as long. */
function countReads({ keys, edges, columns: { alive, readStart, readCount } }: Graph): Int32Array {
  const counts = new Int32Array(alive.length)
  for (let id = 0; id < keys.size(); id++) {
    if (alive[id] !== 1) continue
    const start = readStart[id] as number
    const end = start + (readCount[id] as number)
    for (let at = start; at < end; at++) {
      const to = idOfRead(edges[at] as number)
      counts[to] = (counts[to] as number) + 1
    }
  }
  return counts
}

/** Makes a key known as one that reads another. */
export function addReader(graph: Graph, id: NodeId, reader: NodeId): void {
  if (!graph.readers) return
  const known = graph.readers.later.get(id)
  if (known) known.push(reader)
  else graph.readers.later.set(id, [reader])
}

/** Sets the hash of a key. */
export function setHash({ columns: { hashes } }: Graph, id: NodeId, hash: string): void {
  hashes.write(hash, id * HASH_LENGTH, HASH_LENGTH, 'latin1')
}
