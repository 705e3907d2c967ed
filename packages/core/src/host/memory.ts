import { posix } from 'node:path'
import type { FileStat, FolderItem, Host } from '../model.js'
import { HostError } from './error.js'
import { runText } from './run-text.js'

/** A whole world in a map, for tests and for embedders without a disk. */
export interface MemoryHost extends Host {
  /** Writes a file, as `write`, but takes text too. */
  set(path: string, body: string | Uint8Array): void
  /** Removes a file, or a folder with all it holds, and the folders above that are empty then. */
  delete(path: string): void
  /** Moves a file, or a folder with all it holds. Bodies and times stay. */
  rename(from: string, to: string): void
  /** All files, sorted by path: text as string, what is not UTF-8 as bytes. */
  files(): Map<string, string | Uint8Array>
  /** Milliseconds since 1970. */
  setNow(now: number): void
  setEnv(name: string, value: string | undefined): void
  /** An independent copy: same files, times, clock and environment. */
  clone(): MemoryHost
}

interface MemoryFile {
  bytes: Uint8Array
  mtime: number
}

interface State {
  files: Map<string, MemoryFile>
  /** Each folder and the names in it. */
  folders: Map<string, Set<string>>
  env: Map<string, string>
  now: number
  /** Counts changes and is the `mtime` of the latest one, so that times are the same in every run. */
  clock: number
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
    folders: new Map([['/', new Set<string>()]]),
    env: new Map(Object.entries(options.env ?? {})),
    now: options.now ?? Date.UTC(2026, 0, 1),
    clock: 0,
  })
  for (const [path, body] of Object.entries(files)) host.set(path, body)
  return host
}

function hostOf(state: State): MemoryHost {
  return {
    read: (path) => copyOf(state.files.get(clean(path))?.bytes),
    stat: (path) => statOf(state, clean(path)),
    list: (path) => listOf(state, clean(path)),
    write: (path, bytes) => put(state, clean(path), new Uint8Array(bytes), ++state.clock),
    set: (path, body) =>
      put(
        state,
        clean(path),
        typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body),
        ++state.clock,
      ),
    remove: (path) => removeFile(state, clean(path)),
    removeFolder: (path) => removeEmpty(state, clean(path)),
    delete: (path) => deleteAll(state, clean(path)),
    rename: (from, to) => moveAll(state, clean(from), clean(to)),
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
    clone: () => hostOf(copyState(state)),
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

function statOf(state: State, path: string): FileStat | undefined {
  const file = state.files.get(path)
  if (file !== undefined) return { kind: 'file', size: file.bytes.length, mtime: file.mtime }
  // A folder's time moves with every change anywhere: too often, never too seldom.
  return state.folders.has(path) ? { kind: 'folder', size: 0, mtime: state.clock } : undefined
}

function listOf(state: State, path: string): FolderItem[] | undefined {
  const names = state.folders.get(path)
  if (names === undefined) return undefined
  return [...names].sort(byCodeUnit).map((name) => ({
    name,
    kind: state.folders.has(posix.join(path, name)) ? 'folder' : 'file',
  }))
}

function put(state: State, path: string, bytes: Uint8Array, mtime: number): void {
  if (state.folders.has(path)) throw new HostError(path, 'EISDIR')
  const missing: string[] = []
  for (let folder = posix.dirname(path); !state.folders.has(folder); folder = posix.dirname(folder)) {
    if (state.files.has(folder)) throw new HostError(path, 'ENOTDIR')
    missing.push(folder)
  }
  for (const folder of missing.reverse()) {
    state.folders.set(folder, new Set())
    state.folders.get(posix.dirname(folder))?.add(posix.basename(folder))
  }
  state.folders.get(posix.dirname(path))?.add(posix.basename(path))
  state.files.set(path, { bytes, mtime })
}

/** Leaves the folder behind even if it is empty then, as a disk does. */
function removeFile(state: State, path: string): void {
  if (state.folders.has(path)) throw new HostError(path, 'EISDIR')
  if (!state.files.delete(path)) return
  state.clock++
  state.folders.get(posix.dirname(path))?.delete(posix.basename(path))
}

function removeEmpty(state: State, path: string): void {
  if (path === '/' || state.folders.get(path)?.size !== 0) return
  state.clock++
  state.folders.delete(path)
  state.folders.get(posix.dirname(path))?.delete(posix.basename(path))
}

function deleteAll(state: State, path: string): void {
  for (const inside of below(state.files, path)) removeFile(state, inside)
  const folders = below(state.folders, path).sort((a, b) => b.length - a.length)
  for (const folder of folders) removeEmpty(state, folder)
  for (let folder = posix.dirname(path); folder !== '/'; folder = posix.dirname(folder)) {
    removeEmpty(state, folder)
  }
}

function moveAll(state: State, from: string, to: string): void {
  const moved = below(state.files, from).map((path) => [path, state.files.get(path)] as const)
  if (moved.length === 0) throw new HostError(from, 'ENOENT')
  deleteAll(state, from)
  for (const [path, file] of moved) {
    if (file !== undefined) put(state, to + path.slice(from.length), file.bytes, file.mtime)
  }
  state.clock++
}

function below(paths: ReadonlyMap<string, unknown>, folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`
  return [...paths.keys()].filter((path) => path === folder || path.startsWith(prefix))
}

function sortedPaths(state: State): string[] {
  return [...state.files.keys()].sort(byCodeUnit)
}

function textOrBytes(bytes: Uint8Array = new Uint8Array()): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new Uint8Array(bytes)
  }
}

function copyState(state: State): State {
  return {
    ...state,
    files: new Map(state.files),
    folders: new Map([...state.folders].map(([path, names]) => [path, new Set(names)])),
    env: new Map(state.env),
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
