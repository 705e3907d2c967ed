/** What a build changes in the graph: puts in what keys came to, drops what nobody reads, mends heights. */
import type { Change, NodeId } from '../store.js'
import {
  addReader,
  countsOf,
  eachReader,
  type Graph,
  hashAt,
  idOfRead,
  makeRoom,
  readsAt,
  setHash,
} from './graph.js'
import { grown } from './keys.js'

/**
 * Puts in what keys came to, drops what the root no longer reaches, and mends the heights.
 *
 * @param changes Each after all that it read.
 * @returns Keys that were dropped, and those that only rose.
 */
export function applyChanges(
  graph: Graph,
  root: NodeId,
  changes: readonly Change[],
): { removed: NodeId[]; raised: NodeId[] } {
  const loose: NodeId[] = []
  const risen: NodeId[] = []
  graph.root = root
  makeRoom(graph, graph.keys.size())
  for (const change of changes) if (put(graph, change, loose)) risen.push(change.id)
  const raised = raiseReaders(graph, risen)
  for (const { id } of changes) loose.push(id)
  return { removed: drop(graph, loose), raised }
}

/** Tells whether a key that others may read stands higher than before. */
function put(graph: Graph, change: Change, loose: NodeId[]): boolean {
  const { id, reads } = change
  const { columns } = graph
  const counts = countsOf(graph)
  const before = columns.alive[id] === 1 ? (columns.heights[id] as number) : Number.POSITIVE_INFINITY
  if (columns.alive[id] === 1) release(graph, id, loose)
  setOrigin(graph, change)
  columns.alive[id] = 1
  setHash(graph, id, change.hash)
  columns.refs[id] = change.ref
  columns.used[id] = graph.build
  setOrDelete(graph.messages, id, change.messages.length > 0 ? change.messages : undefined)
  setOrDelete(graph.stamps, id, change.stamp)
  graph.edges = grown(graph.edges, graph.edgeEnd + reads.length)
  columns.readStart[id] = graph.edgeEnd
  columns.readCount[id] = reads.length
  let height = 0
  for (const read of reads) {
    const to = idOfRead(read)
    graph.edges[graph.edgeEnd++] = read
    counts[to] = (counts[to] as number) + 1
    height = Math.max(height, (columns.heights[to] as number) + 1)
    addReader(graph, to, id)
  }
  columns.heights[id] = height
  return height > before
}

/** Before the key has its new hash. What was not made keeps its origin. */
function setOrigin(graph: Graph, { id, hash, reason }: Change): void {
  const { columns, build } = graph
  const isNew = columns.alive[id] !== 1
  if (isNew || hashAt(graph, id) !== hash) columns.since[id] = build
  if (!isNew && reason === undefined) return
  columns.builds[id] = build
  columns.causes[id] = reason?.cause ?? -1
  columns.inputs[id] = reason?.input ?? -1
}

/** Takes back the reads of a key; those that nobody else reads are told. */
function release(graph: Graph, id: NodeId, loose: NodeId[]): void {
  const counts = countsOf(graph)
  for (const read of readsAt(graph, id)) {
    const to = idOfRead(read)
    if (--(counts[to] as number) === 0) loose.push(to)
  }
}

function drop(graph: Graph, loose: NodeId[]): NodeId[] {
  const { alive } = graph.columns
  const counts = countsOf(graph)
  const removed: NodeId[] = []
  for (let id = loose.pop(); id !== undefined; id = loose.pop()) {
    if (id === graph.root || alive[id] !== 1 || (counts[id] as number) > 0) continue
    alive[id] = 0
    removed.push(id)
    graph.messages.delete(id)
    graph.stamps.delete(id)
    release(graph, id, loose)
  }
  return removed
}

/** Whoever reads a key that has risen must stand above it still. */
function raiseReaders(graph: Graph, risen: NodeId[]): NodeId[] {
  const { heights, alive } = graph.columns
  const raised = new Set<NodeId>()
  for (let low = risen.pop(); low !== undefined; low = risen.pop()) {
    const above = (heights[low] as number) + 1
    eachReader(graph, low, (reader) => {
      if (alive[reader] !== 1 || (heights[reader] as number) >= above) return
      // Two keys may have changed places: raising each above the other would never end.
      if (!readsAt(graph, reader).some((read) => idOfRead(read) === low)) return
      heights[reader] = above
      raised.add(reader)
      risen.push(reader)
    })
  }
  return [...raised]
}

function setOrDelete<V>(map: Map<NodeId, V>, id: NodeId, value: V | undefined): void {
  if (value === undefined) map.delete(id)
  else map.set(id, value)
}
