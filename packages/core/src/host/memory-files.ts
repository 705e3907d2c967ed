import { posix } from 'node:path'
import type { FileStat, FolderItem } from '../world.js'
import { HostError } from './error.js'

/** A file; several paths may share one. Its bytes are replaced, never changed. */
export interface MemoryFile {
  bytes: Uint8Array
  mtime: number
}

/** The files of a memory host. All paths are absolute and clean. */
export interface Files {
  files: Map<string, MemoryFile>
  /** Targets of symbolic links. */
  links: Map<string, string>
  /** Each folder and the names in it. */
  folders: Map<string, Set<string>>
  /** Counts changes and is the `mtime` of the latest one, so that times are the same in every run. */
  clock: number
}

/** An independent copy. */
export function copyFiles(state: Files): Files {
  return {
    files: new Map(state.files),
    links: new Map(state.links),
    folders: new Map([...state.folders].map(([path, names]) => [path, new Set(names)])),
    clock: state.clock,
  }
}

/** The path with the links in it followed; the last part is followed too if `isLast` says so. */
export function follow(state: Files, path: string, isLast = true): string {
  if (state.links.size === 0) return path
  for (let left = 40, at = 1; left > 0; ) {
    const slash = path.indexOf('/', at)
    const end = slash < 0 ? path.length : slash
    if (slash < 0 && !isLast) return path
    const target = state.links.get(path.slice(0, end))
    if (target === undefined && slash < 0) return path
    if (target === undefined) at = end + 1
    else {
      path = posix.join(posix.resolve(posix.dirname(path.slice(0, end)), target), path.slice(end))
      at = 1
      left--
    }
  }
  // A circle leads nowhere: nothing lies at the path of a link.
  return path
}

export function statOf(state: Files, path: string): FileStat | undefined {
  const file = state.files.get(path)
  if (file !== undefined) return { kind: 'file', size: file.bytes.length, mtime: file.mtime }
  // A folder's time moves with every change anywhere: too often, never too seldom.
  return state.folders.has(path) ? { kind: 'folder', size: 0, mtime: state.clock } : undefined
}

export function listOf(state: Files, path: string): FolderItem[] | undefined {
  const names = state.folders.get(path)
  if (names === undefined) return undefined
  return [...names].sort(byCodeUnit).map((name) => itemOf(state, posix.join(path, name), name))
}

function itemOf(state: Files, path: string, name: string): FolderItem {
  const target = state.links.get(path)
  const real = target === undefined ? path : follow(state, path)
  if (state.folders.has(real)) return { name, kind: 'folder' }
  if (state.files.has(real)) return { name, kind: 'file' }
  return target === undefined ? { name, kind: 'other' } : { name, kind: 'other', target }
}

/** Puts a file in its place, with the folders above; a link there is replaced. */
export function put(state: Files, path: string, file: MemoryFile): void {
  if (state.folders.has(path)) throw new HostError(path, 'EISDIR')
  makeFolder(state, posix.dirname(path))
  state.links.delete(path)
  state.folders.get(posix.dirname(path))?.add(posix.basename(path))
  state.files.set(path, file)
}

export function makeFolder(state: Files, path: string): void {
  const missing: string[] = []
  for (let folder = path; !state.folders.has(folder); folder = posix.dirname(folder)) {
    if (state.files.has(folder) || state.links.has(folder)) throw new HostError(folder, 'ENOTDIR')
    missing.push(folder)
  }
  for (const folder of missing.reverse()) {
    state.clock++
    state.folders.set(folder, new Set())
    state.folders.get(posix.dirname(folder))?.add(posix.basename(folder))
  }
}

export function makeLink(state: Files, target: string, path: string): void {
  if (isThere(state, path)) throw new HostError(path, 'EEXIST')
  makeFolder(state, posix.dirname(path))
  state.clock++
  state.folders.get(posix.dirname(path))?.add(posix.basename(path))
  state.links.set(path, target)
}

/** Leaves the folder behind even if it is empty then, as a disk does. */
export function removeFile(state: Files, path: string): void {
  if (state.folders.has(path)) throw new HostError(path, 'EISDIR')
  if (!state.files.delete(path) && !state.links.delete(path)) return
  state.clock++
  state.folders.get(posix.dirname(path))?.delete(posix.basename(path))
}

export function removeEmpty(state: Files, path: string): void {
  if (path === '/' || state.folders.get(path)?.size !== 0) return
  state.clock++
  state.folders.delete(path)
  state.folders.get(posix.dirname(path))?.delete(posix.basename(path))
}

export function removeTree(state: Files, path: string): void {
  for (const inside of [...below(state.files, path), ...below(state.links, path)]) removeFile(state, inside)
  const folders = below(state.folders, path).sort((a, b) => b.length - a.length)
  for (const folder of folders) removeEmpty(state, folder)
}

/** Gives a file or link a second name. */
export function linkFile(state: Files, from: string, to: string): void {
  const [file, link] = [state.files.get(from), state.links.get(from)]
  if (isThere(state, to)) throw new HostError(to, 'EEXIST')
  if (file !== undefined) put(state, to, file)
  else if (link !== undefined) makeLink(state, link, to)
  else throw new HostError(from, state.folders.has(from) ? 'EPERM' : 'ENOENT')
  state.clock++
}

export function move(state: Files, from: string, to: string): void {
  if (!isThere(state, from)) throw new HostError(from, 'ENOENT')
  if (from === to) return
  if (state.folders.has(from)) {
    moveFolder(state, from, to)
    return
  }
  const [file, link] = [state.files.get(from), state.links.get(from)]
  // As on a disk: two names of one file stay two.
  if (file !== undefined && file === state.files.get(to)) return
  if (file !== undefined) put(state, to, file)
  else if (link !== undefined) {
    if (state.folders.has(to)) throw new HostError(to, 'EISDIR')
    removeFile(state, to)
    makeLink(state, link, to)
  }
  removeFile(state, from)
}

function moveFolder(state: Files, from: string, to: string): void {
  if (to.startsWith(`${from}/`)) throw new HostError(to, 'EINVAL')
  if (state.files.has(to) || state.links.has(to)) throw new HostError(to, 'ENOTDIR')
  if ((state.folders.get(to)?.size ?? 0) > 0) throw new HostError(to, 'ENOTEMPTY')
  for (const folder of below(state.folders, from)) makeFolder(state, to + folder.slice(from.length))
  for (const path of below(state.files, from)) {
    const file = state.files.get(path)
    if (file !== undefined) put(state, to + path.slice(from.length), file)
  }
  for (const path of below(state.links, from))
    makeLink(state, state.links.get(path) ?? '', to + path.slice(from.length))
  removeTree(state, from)
}

function isThere(state: Files, path: string): boolean {
  return state.files.has(path) || state.links.has(path) || state.folders.has(path)
}

/** Paths that are the folder or lie below it. */
export function below(paths: ReadonlyMap<string, unknown>, folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`
  return [...paths.keys()].filter((path) => path === folder || path.startsWith(prefix))
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
