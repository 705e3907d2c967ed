/**
 * The graph in two files: `graph.bin`, replaced whole by a rename, and `graph.log`, to which each build
 * appends what changed. Every piece proves itself and names the one before it, so what is cut short,
 * damaged or follows another graph ends the reading there; a reader never sees half a build.
 */
import type { StoreFiles } from './files.js'
import { HEAD_LENGTH, readFrame, readHead, toFrame } from './frame.js'
import type { Graph } from './graph.js'
import { countReads, decodePart, encodePart, type MemoRef, type Part } from './part.js'

const BASE = 'graph.bin'
const LOG = 'graph.log'

/** The log is folded into a new first part when it is longer than this share of it. */
const LONGEST_LOG = 0.5

/** What the files hold. */
export interface Stored {
  graph: Graph
  meta: unknown
  memos: MemoRef[]
  /** Which state this is: the checksum of the last piece, which rests on all before it. */
  state: string
}

/** The graph on disk. */
export interface GraphFile {
  /** Nothing if there is no whole first part. */
  load(): Stored | undefined
  /** Whether the files still are as they were last loaded or written here. */
  isCurrent(): boolean
  /** Whether what changed should be written as a first part. */
  isLogLong(): boolean
  /** Writes a first part, or appends to the log, and gives the new state. */
  write(part: Part, as: 'base' | 'change'): string
  remove(): void
}

/** @param stamp Hash of the version that makes the values, 64 hex digits: the first piece follows it. */
export function createGraphFile(files: StoreFiles, stamp: string): GraphFile {
  let base = { id: '', length: 0 }
  let log = { last: '', end: 0 }

  return {
    load() {
      const bytes = files.read(BASE)
      // What can't be used is known all the same, so that it is seen when another process replaces it.
      base = { id: readHead(bytes?.subarray(0, HEAD_LENGTH))?.id ?? '', length: 0 }
      log = { last: '', end: 0 }
      const first = bytes && readFrame(bytes, 0, stamp)
      if (!first) return undefined
      base = { id: first.id, length: first.end }
      log = { last: first.id, end: 0 }
      const { graph, meta, memos } = decodePart(first.payload)
      const stored = { graph, meta, memos: [...memos], state: first.id }
      const later = files.read(LOG) ?? new Uint8Array()
      for (let piece = readFrame(later, 0, log.last); piece; piece = readFrame(later, log.end, log.last)) {
        const change = decodePart(piece.payload, graph)
        stored.meta = change.meta
        for (const memo of change.memos) stored.memos.push(memo)
        stored.state = piece.id
        log = { last: piece.id, end: piece.end }
      }
      countReads(graph)
      return stored
    },
    isCurrent() {
      if ((readHead(files.readAt(BASE, 0, HEAD_LENGTH))?.id ?? '') !== base.id) return false
      // What follows ours is another's build; a torn piece at the end is nobody's.
      return readHead(files.readAt(LOG, log.end, HEAD_LENGTH))?.previous !== log.last
    },
    isLogLong: () => log.end > base.length * LONGEST_LOG,
    write(part, as) {
      const previous = as === 'base' ? stamp : log.last
      const { id, chunks, length } = toFrame(previous, encodePart(part))
      if (as === 'base') {
        files.replace(BASE, chunks)
        base = { id, length }
        log = { last: id, end: 0 }
      } else {
        files.writeAt(LOG, log.end, chunks)
        log = { last: id, end: log.end + length }
      }
      return id
    },
    remove() {
      files.remove(BASE)
      files.remove(LOG)
      base = { id: '', length: 0 }
      log = { last: '', end: 0 }
    },
  }
}
