/** The seams to the world: where files lie, and where memos are kept. */
import type { Message } from './model.js'

/** What a folder holds. A link that leaves the root says where it leads. */
export interface FolderItem {
  name: string
  kind: 'file' | 'folder' | 'other' | 'outside'
  /** For `outside`: where the symlink leads. */
  target?: string
}

/** What tells cheaply that a file is still the same. */
export interface FileStat {
  kind: 'file' | 'folder' | 'other'
  size: number
  /** Milliseconds since 1970, with fraction. */
  mtime: number
}

/**
 * The outside world, synchronous on purpose: bulk reads of small files are several times faster so.
 * Paths are absolute, with `/`. Absence is `undefined`, never an exception.
 */
export interface Host {
  read(path: string): Uint8Array | undefined
  stat(path: string): FileStat | undefined
  /** Sorted by name, by code unit. */
  list(path: string): FolderItem[] | undefined
  /** Creates the folders above. Never leaves a half-written file: writes beside, then renames. */
  write(path: string, bytes: Uint8Array): void
  remove(path: string): void
  /** Removes the folder if it is empty. */
  removeFolder(path: string): void
  /** Runs an ES module given as text; imports in it are absolute `file:` URLs or builtins. */
  run(code: string, name: string): Promise<Record<string, unknown>>
  env(name: string): string | undefined
  /** Milliseconds since 1970. */
  now(): number
}

/** A read that a task made: a key, and the hash of the answer. */
export interface Read {
  key: string
  hash: string
}

/** How a value came to be: reads in order, those of one group asked for together. */
export interface Trace {
  hash: string
  reads: Read[][]
  messages: Message[]
}

/** Where memos live. Keeps encoded bytes only, so that a restart forgets everything else. */
export interface Store {
  /** Recent traces of a key, newest first. */
  traces(key: string): readonly Trace[]
  put(key: string, trace: Trace, value: string): void
  /** The encoded value of that hash, or nothing if it was lost. */
  value(hash: string): string | undefined
  /** Ends a build: keys that it did not reach may be forgotten. */
  commit(reached: ReadonlySet<string>): void
}
