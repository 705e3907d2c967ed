import { posix } from 'node:path'
import type { Host } from '../model.js'
import {
  byCodeUnit,
  copyFiles,
  type Files,
  follow,
  linkFile,
  listOf,
  makeFolder,
  makeLink,
  move,
  put,
  removeEmpty,
  removeFile,
  removeTree,
  statOf,
} from './memory-files.js'
import { runText } from './run-text.js'

/** A whole world in a map, for tests and for embedders without a disk. */
export interface MemoryHost extends Host {
  /** Writes a file, as `write`, but takes text too. */
  set(path: string, body: string | Uint8Array): void
  /** Removes a file, or a folder with all it holds, and the folders above that are empty then. */
  delete(path: string): void
  /** All files, sorted by path: text as string, what is not UTF-8 as bytes. */
  files(): Map<string, string | Uint8Array>
  /** Milliseconds since 1970. */
  setNow(now: number): void
  setEnv(name: string, value: string | undefined): void
  /** An independent copy: same files, times, clock and environment. */
  clone(): MemoryHost
}

interface State extends Files {
  env: Map<string, string>
  now: number
}

/**
 * Makes a memory host.
 *
 * @param files Bodies by absolute path with `/`.
 * @param options `now` in milliseconds since 1970, default the start of 2026; `env` is empty by default.
 * @throws HostError from writing operations, with the codes of a disk: a file in place of a folder and so on.
 */
export function createMemoryHost(
  files: Record<string, string | Uint8Array> = {},
  options: { now?: number; env?: Record<string, string> } = {},
): MemoryHost {
  const host = hostOf({
    files: new Map(),
    links: new Map(),
    folders: new Map([['/', new Set<string>()]]),
    env: new Map(Object.entries(options.env ?? {})),
    now: options.now ?? Date.UTC(2026, 0, 1),
    clock: 0,
  })
  for (const [path, body] of Object.entries(files)) host.set(path, body)
  return host
}

function hostOf(state: State): MemoryHost {
  /** What a path leads to, and the path itself, in a folder where links are followed. */
  const to = (path: string) => follow(state, clean(path))
  const at = (path: string) => follow(state, clean(path), false)
  const write = (path: string, bytes: Uint8Array) => {
    const mtime = ++state.clock
    put(state, at(path), { bytes: new Uint8Array(bytes), mtime })
    return mtime
  }
  return {
    read: (path) => copyOf(state.files.get(to(path))?.bytes),
    stat: (path) => statOf(state, to(path)),
    stats: (folder, paths) => paths.map((path) => statOf(state, to(`${folder}/${path}`))),
    list: (path) => listOf(state, to(path)),
    readLink: (path) => state.links.get(at(path)),
    device: (path) => (statOf(state, to(path)) === undefined ? undefined : 0),
    write: (path, bytes) => void write(path, bytes),
    create: (path, bytes) => ({ kind: 'file', size: bytes.length, mtime: write(path, bytes) }),
    makeFolder: (path) => makeFolder(state, to(path)),
    rename: (from, path) => move(state, at(from), at(path)),
    link: (from, path) => linkFile(state, at(from), at(path)),
    symlink: (target, path) => makeLink(state, target, at(path)),
    set: (path, body) => void write(path, typeof body === 'string' ? new TextEncoder().encode(body) : body),
    remove: (path) => removeFile(state, at(path)),
    removeFolder: (path) => removeEmpty(state, at(path)),
    removeTree: (path) => removeTree(state, at(path)),
    sync: () => {},
    delete: (path) => deleteAll(state, at(path)),
    files: () => new Map(sortedPaths(state).map((path) => [path, textOrBytes(state.files.get(path)?.bytes)])),
    run: runText,
    env: (name) => state.env.get(name),
    now: () => state.now,
    setNow: (now) => {
      state.now = now
    },
    setEnv: (name, value) => {
      if (value === undefined) state.env.delete(name)
      else state.env.set(name, value)
    },
    clone: () => hostOf({ ...state, ...copyFiles(state), env: new Map(state.env) }),
  }
}

function clean(path: string): string {
  if (!path.startsWith('/')) throw new TypeError(`a path must be absolute: ${JSON.stringify(path)}`)
  const normal = posix.normalize(path)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

function copyOf(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes === undefined ? undefined : new Uint8Array(bytes)
}

function deleteAll(state: Files, path: string): void {
  removeTree(state, path)
  for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) {
    removeEmpty(state, folder)
  }
}

function sortedPaths(state: Files): string[] {
  return [...state.files.keys()].sort(byCodeUnit)
}

function textOrBytes(bytes: Uint8Array = new Uint8Array()): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new Uint8Array(bytes)
  }
}
