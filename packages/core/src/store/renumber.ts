/** A graph without what it no longer needs: keys that are forgotten keep their numbers until then. */
import type { NodeId } from '../store.js'
import { createGraph, type Graph, HASH_LENGTH, idOfRead, makeRoom, readsAt } from './graph.js'
import { createKeys, grown } from './keys.js'

/** So many forgotten keys or reads are never worth the effort. */
const FEW = 4096

/** Whether more of a graph is forgotten than is alive. */
export function isSparse(graph: Graph): boolean {
  const { alive, readCount } = graph.columns
  let [keys, edges] = [0, 0]
  for (let id = 0; id < graph.keys.size(); id++) {
    if (alive[id] !== 1) continue
    keys++
    edges += readCount[id] as number
  }
  return graph.keys.size() > 2 * keys + FEW || graph.edgeEnd > 2 * edges + FEW
}

/**
 * The living part of a graph under new numbers, in the old order.
 *
 * @param placeOf Where the value of a place lies now.
 */
export function renumber(graph: Graph, placeOf: (ref: number) => number): Graph {
  const ids = idsToKeep(graph)
  const numbers = new Int32Array(graph.keys.size()).fill(-1)
  ids.forEach((id, at) => {
    numbers[id] = at
  })
  const next = createGraph(createKeys(graph.keys.columns(ids)))
  makeRoom(next, ids.length)
  const { columns } = next
  ids.forEach((id, at) => {
    for (const name of ['builds', 'since', 'used'] as const)
      columns[name][at] = graph.columns[name][id] as number
    columns.alive[at] = graph.columns.alive[id] as number
    for (const name of ['causes', 'inputs'] as const) {
      const reason = graph.columns[name][id] as number
      columns[name][at] = reason < 0 ? -1 : (numbers[reason] as number)
    }
    columns.refs[at] = placeOf(graph.columns.refs[id] as number)
    const from = id * HASH_LENGTH
    columns.hashes.set(graph.columns.hashes.subarray(from, from + HASH_LENGTH), at * HASH_LENGTH)
    if (columns.alive[at] === 1) putReads(next, at, readsAt(graph, id), numbers)
  })
  for (const [id, stamp] of graph.stamps) next.stamps.set(numbers[id] as number, stamp)
  for (const [id, messages] of graph.messages) next.messages.set(numbers[id] as number, messages)
  next.root = numbers[graph.root] as number
  next.build = graph.build
  lower(
    next,
    ids.map((id) => graph.columns.heights[id] as number),
  )
  return next
}

/** Living keys, and those that tell why these last ran. */
function idsToKeep({ keys, columns: { alive, causes, inputs } }: Graph): NodeId[] {
  const isKept = new Uint8Array(keys.size())
  for (let id = 0; id < keys.size(); id++) {
    if (alive[id] !== 1) continue
    isKept[id] = 1
    for (const reason of [causes[id], inputs[id]] as number[]) if (reason >= 0) isKept[reason] = 1
  }
  return Array.from(isKept.keys()).filter((id) => isKept[id] === 1)
}

function putReads(graph: Graph, id: NodeId, reads: Int32Array, numbers: Int32Array): void {
  graph.edges = grown(graph.edges, graph.edgeEnd + reads.length)
  graph.columns.readStart[id] = graph.edgeEnd
  graph.columns.readCount[id] = reads.length
  for (const read of reads) {
    const to = numbers[idOfRead(read)] as number
    graph.edges[graph.edgeEnd++] = read < 0 ? ~to : to
  }
}

/** Sets each height to the least that is above all that is read; they only ever rise otherwise. */
function lower(graph: Graph, before: readonly number[]): void {
  const { heights, alive } = graph.columns
  const upwards = before.map((_, id) => id).sort((a, b) => (before[a] as number) - (before[b] as number))
  for (const id of upwards) {
    if (alive[id] !== 1) continue
    for (const read of readsAt(graph, id)) {
      heights[id] = Math.max(heights[id] as number, (heights[idOfRead(read)] as number) + 1)
    }
  }
}
