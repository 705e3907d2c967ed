/**
 * The graph in two files: `graph.bin`, replaced whole by a rename, and `graph.log`, to which each build
 * appends what changed. Every piece proves itself and names the one before it, so what is cut short,
 * damaged or follows another graph ends the reading there; a reader never sees half a build.
 */
import { hash } from 'node:crypto'
import type { StoreFiles } from './files.js'
import { HEAD_LENGTH, readFrame, readHead, toFrame } from './frame.js'
import type { Graph } from './graph.js'
import { decodePart, type Extent, encodePart, type Part } from './part.js'

/** Names of the two files. */
export const [BASE, LOG] = ['graph.bin', 'graph.log'] as const

/** The log is folded into a new first part when it is longer than this share of it. */
const LONGEST_LOG = 0.5

/** What the files hold. */
export interface Stored {
  graph: Graph
  meta: unknown
  /** Hash of the key and place of each memo, oldest first, as the parts have them. */
  memos: Float64Array[]
  extent: Extent
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
  /** Removes both files. One that can't be removed is known, but not used. */
  remove(): void
  /** Of both files, in bytes. */
  length(): number
  /** What was last loaded or written here. */
  place(): GraphPlace
}

/** What tells whether the files are those that were loaded, and where to go on in them. */
export interface GraphPlace {
  base: { id: string; length: number }
  log: { last: string; end: number }
}

/** What the first piece of a graph follows: a hash of the version that makes the values. */
export function stampOf(version: string): string {
  return hash('sha256', version, 'hex')
}

/** @param stamp Of the version, see `stampOf`. @param place Where another thread has loaded them. */
export function createGraphFile(files: StoreFiles, stamp: string, place?: GraphPlace): GraphFile {
  let { base, log } = place ?? { base: { id: '', length: 0 }, log: { last: '', end: 0 } }

  const loadBase = (): Stored | undefined => {
    const bytes = files.read(BASE)
    // What can't be used is known all the same, so that it is seen when another process replaces it.
    base = { id: readHead(bytes?.subarray(0, HEAD_LENGTH))?.id ?? '', length: 0 }
    log = { last: '', end: 0 }
    const first = bytes && readFrame(bytes, 0, stamp)
    if (!first) return undefined
    const stored = { ...decodePart(first.payload), state: first.id }
    base = { id: first.id, length: first.end }
    log = { last: first.id, end: 0 }
    return { ...stored, memos: [stored.memos] }
  }
  const loadLog = (stored: Stored): void => {
    const bytes = files.read(LOG) ?? new Uint8Array()
    for (let piece = readFrame(bytes, 0, log.last); piece; piece = readFrame(bytes, log.end, log.last)) {
      const { meta, memos, extent } = decodePart(piece.payload, stored.graph)
      Object.assign(stored, { meta, extent, state: piece.id })
      stored.memos.push(memos)
      log = { last: piece.id, end: piece.end }
    }
  }

  return {
    load() {
      try {
        const stored = loadBase()
        if (stored) loadLog(stored)
        return stored
      } catch {
        // The parts are whole and make no sense together: they count as not there, and are replaced whole.
        return undefined
      }
    },
    isCurrent() {
      if ((readHead(files.readAt(BASE, 0, HEAD_LENGTH))?.id ?? '') !== base.id) return false
      // What follows ours is another's build if it is whole; a torn piece is nobody's.
      if (readHead(files.readAt(LOG, log.end, HEAD_LENGTH))?.previous !== log.last) return true
      return readFrame(files.read(LOG) ?? new Uint8Array(), log.end, log.last) === undefined
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
      base = { id: readHead(files.readAt(BASE, 0, HEAD_LENGTH))?.id ?? '', length: 0 }
      log = { last: '', end: 0 }
    },
    length: () => base.length + log.end,
    place: () => ({ base, log }),
  }
}
