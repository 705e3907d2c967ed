/** A store that was read in one thread, for another one: nothing of it is read, proved or put together again. */
import type { ReadStore } from '../store.js'
import type { Graph } from './graph.js'
import type { GraphPlace, Stored } from './graph-file.js'
import { createKeys, type KeyColumns } from './keys.js'

/** What is handed over: plain data, and columns that are moved rather than copied. */
interface Read extends Omit<Stored, 'graph'> {
  graph: Omit<Graph, 'keys'>
  keys: KeyColumns
  place: GraphPlace
}

/** What is worth moving, in bytes. Short arrays may share their memory with others. */
const LONG = 2 ** 16

/** Hands over what was read. Once its memory is moved, nothing of it is of use here. */
export function handOver({ graph, ...stored }: Stored, place: GraphPlace): ReadStore {
  const { keys, ...rest } = graph
  const data: Read = { ...stored, graph: rest, keys: keys.whole(), place }
  return { data, memory: memoryOf(data) }
}

/** What was handed over, as if it had been read here. */
export function takeOver({ data }: ReadStore): { stored: Stored; place: GraphPlace } {
  const { graph, keys, place, ...stored } = data as Read
  const { hashes } = graph.columns
  // On its way, a buffer becomes a plain array of bytes.
  const buffer = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength)
  const columns = { ...graph.columns, hashes: buffer }
  return { stored: { ...stored, graph: { ...graph, columns, keys: createKeys(keys) } }, place }
}

function memoryOf({ graph, keys, memos }: Read): ArrayBuffer[] {
  const { columns, edges, counts, readers } = graph
  const arrays = [
    ...Object.values(columns),
    ...[edges, counts, readers?.starts, readers?.list],
    ...[keys.hashes, keys.nameOf, keys.lengths, keys.bytes, keys.table],
    ...memos,
  ]
  const buffers = arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []))
  return [...new Set(buffers)].filter(({ byteLength }) => byteLength >= LONG)
}
