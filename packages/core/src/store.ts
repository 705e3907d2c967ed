/** The seam to memory: what is remembered of the last whole build, and of results that cost much. */
import type { Message } from './message.js'

/** Number of a key in a store; it stays the same until the store is opened again or refreshed. */
export type NodeId = number

/** Where the text of a value lies; -1 for a value that is not kept. */
export type Ref = number

/** What tells without reading that a file is still the one that was hashed. */
export interface Stamp {
  size: number
  /** Milliseconds since 1970, with fraction. */
  mtime: number
  /** When the inode changed, likewise: it can't be set back. 0 where a host has no such thing. */
  ctime: number
}

/** A read that a task made: a key, and the hash of the answer. */
export interface Read {
  key: string
  hash: string
}

/** A result that is worth remembering by itself, whatever becomes of the graph. */
export interface Memo {
  key: string
  hash: string
  ref: Ref
  /** In order; those of one group were asked for together. */
  reads: Read[][]
  messages: readonly Message[]
}

/** What one key came to in a revision. */
export interface Change {
  id: NodeId
  key: string
  hash: string
  /** Numbers of what was read, in order. The first of each group stands as its complement, `~id`. */
  reads: readonly number[]
  messages: readonly Message[]
  ref: Ref
  /** For an input that has one. */
  stamp?: Stamp | undefined
  /** Why it was made; nothing if it was not, and only lies elsewhere or has another stamp. */
  reason?: Reason | undefined
}

/** Why a key was made when it was. */
export interface Reason {
  /** The read whose answer had changed; an input that changed is its own. -1 if it was made for the first time. */
  cause: NodeId
  /** The changed input that set it off, for a new key by whoever asked for it first; -1 if there was none. */
  input: NodeId
}

/** When and why a key was made last. A build that finds nothing changed has no number. */
export interface Origin extends Reason {
  build: number
  /** The build since which its answer is what it is: earlier than `build` if it was made again to the same. */
  since: number
}

/** What a store has read, for one of the same folder in another thread. */
export interface ReadStore {
  /** Can be cloned. */
  data: unknown
  /** What of it is large: to be moved, so that it is of no use any more to whoever had it. */
  memory: ArrayBuffer[]
}

/** How a store is refreshed. */
export interface RefreshOptions {
  /** Drops nothing, which may take seconds: somebody waits for this build. @default false */
  isHasty?: boolean
}

/**
 * The graph of the last whole build, and the values of its keys. In a graph every read has the hash that
 * its key has, so the reads of a key need no hashes of their own.
 */
export interface Store {
  /** Numbers below are taken, some of them by keys that are forgotten or not yet committed. */
  size(): number
  /** -1 if the key has no number. */
  find(key: string): NodeId
  /** The number of a key; a new one if it has none. */
  number(key: string): NodeId
  /** Whether the last build reached it. */
  isAlive(id: NodeId): boolean
  key(id: NodeId): string
  hash(id: NodeId): string
  /** As in `Change`. */
  reads(id: NodeId): Int32Array
  eachReader(id: NodeId, visit: (reader: NodeId) => void): void
  /** Above the height of everything that it reads. */
  height(id: NodeId): number
  ref(id: NodeId): Ref
  stamp(id: NodeId): Stamp | undefined
  origin(id: NodeId): Origin
  messages(id: NodeId): readonly Message[]
  /** Living keys whose name, the part before the colon, is this one. */
  named(name: string): NodeId[]
  /** Number of living keys. */
  count(): number
  /** Living keys that have messages. */
  withMessages(): NodeId[]
  /** The last build: its number, what it left beside the graph, and a checksum of the state it left. */
  last(): { build: number; meta: unknown; state: string } | undefined
  /**
   * Before a build: looks whether another process has built since, and takes up what it left; drops what nobody
   * needs, where that is much. Numbers and places that were given before count no longer.
   */
  refresh(options?: RefreshOptions): void
  /** Keeps the text of a value, under its hash. */
  keep(hash: string, text: string): Ref
  /** The text at a place, if it is still there and whole; `of` is the key whose value it is. */
  value(ref: Ref, hash: string, of: NodeId): string | undefined
  remember(memo: Memo): void
  /** Memos of a key, newest first. */
  memos(key: string): Memo[]
  /**
   * Makes what a revision came to the graph, in memory.
   *
   * @param root The key that everything is made for: what it does not reach is forgotten.
   * @param changes Each after all that it read.
   */
  commit(root: NodeId, changes: readonly Change[]): void
  /**
   * Keeps the graph beyond this process, with something of the caller's beside it: plain JSON. Does nothing
   * if another process built meanwhile: its graph stands.
   */
  save(meta: unknown): void
  /** Why this build is not kept beyond this process: what the disk said to a write. */
  problem(): { path: string; code: string } | undefined
  /** Forgets everything. */
  clear(): void
  /** Hands over what was read, if there is anything and nothing of it was changed. The store is of no use then. */
  handOver(): ReadStore | undefined
}
