/** The folders that are watched, kept in step with the scope and the disk: from events to paths. */
import { posix } from 'node:path'
import { codeOf } from '../host/error.js'
import type { DiskFolder, WatchDisk } from './disk.js'
import { isInside, type Scope } from './scope.js'

/** Watched folders. */
export interface Folders {
  /** Watches what the scope asks for now, and nothing else. */
  sync(): void
  /** Whether a file or folder was there when its folder was last looked at. */
  knew(path: string): boolean
  /** Looks whether these are there, for `knew`. */
  note(paths: readonly string[]): void
  close(): void
}

/** What a watch of folders is given. */
export interface FoldersOptions {
  /** Absolute path of the project: links are followed that do not leave it. */
  root: string
  disk: WatchDisk
  scope: Scope
  /** Something happened in a watched folder, be it wanted or not: events do come. */
  onEvent(): void
  /** Something may have changed at the path: a file, or a folder that came or went with all that is in it. */
  onHint(path: string): void
  /** A folder can't be watched, and it is not the folder's fault. */
  onLost(error: unknown): void
}

interface Watched {
  id: string
  names: Set<string>
  isDeep: boolean
  close(): void
}

/** How to come to a folder. */
interface Way {
  isDeep: boolean
  /** The folders above, by which a link that leads in a circle is known. */
  above: readonly string[]
  /** A folder above is watched with all that is below it. */
  isTold: boolean
}

/** These are of the folder: it is gone, or not ours to read. */
const ofFolder = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENAMETOOLONG'])

/** Watches nothing before `sync`. */
export function createFolders({ root, disk, scope, onEvent, onHint, onLost }: FoldersOptions): Folders {
  const watched = new Map<string, Watched>()
  /** Paths of links by the file that they lead to. */
  const links = new Map<string, Set<string>>()
  const realRoot = disk.real(root) ?? root
  let isClosed = false

  function sync(): void {
    const seen = new Set<string>()
    links.clear()
    const roots = scope.roots()
    for (const { path, isDeep } of roots) visit(path, { isDeep, above: [], isTold: false }, seen)
    for (const target of links.keys())
      visit(posix.dirname(target), { isDeep: false, above: [], isTold: false }, seen)
    for (const path of [...watched.keys()]) if (!seen.has(path)) drop(path, false)
  }

  /** Watches a folder first and lists it then: what comes between the two is in the list, or told, or both. */
  function visit(path: string, way: Way, seen = new Set<string>()): void {
    const id = disk.id(path)
    if (isClosed || seen.has(path) || id === undefined || way.above.includes(id)) return
    const before = watched.get(path)
    const isSame = before?.id === id && before.isDeep === way.isDeep
    if (!isSame) drop(path, false)
    const close = isSame ? before.close : open(path, way)
    const folder = close && disk.list(path)
    if (folder === undefined) close?.()
    if (close === undefined || folder === undefined) return
    watched.set(path, { id, names: new Set(folder.names), isDeep: way.isDeep, close })
    seen.add(path)
    if (way.isDeep) descend(path, folder, { ...way, above: [...way.above, id] }, seen)
  }

  function descend(path: string, folder: DiskFolder, way: Way, seen: Set<string>): void {
    for (const name of folder.folders) {
      const inner = posix.join(path, name)
      if (scope.covers(inner)) visit(inner, { ...way, isTold: disk.isDeep }, seen)
    }
    for (const name of folder.links) follow(posix.join(path, name), way, seen)
  }

  /** Watches what a link leads to; for a file that is the folder in which it lies. */
  function follow(path: string, way: Way, seen?: Set<string>): void {
    const real = disk.real(path)
    if (real === undefined || !isInside(realRoot, real) || !scope.covers(path)) return
    if (disk.kind(path) === 'folder') {
      visit(path, { ...way, isTold: false }, seen)
      return
    }
    links.set(real, (links.get(real) ?? new Set()).add(path))
    const folder = posix.dirname(real)
    if (!watched.has(folder) && seen === undefined) visit(folder, { isDeep: false, above: [], isTold: false })
  }

  function open(path: string, { isDeep, isTold }: Way): (() => void) | undefined {
    if (isTold) return () => {}
    const fail = (error: unknown) => {
      if (!ofFolder.has(codeOf(error))) onLost(error)
    }
    try {
      return disk.watch(
        path,
        isDeep && disk.isDeep,
        (name, isMove) => hear(path, name, isMove),
        (error) => {
          drop(path, true)
          fail(error)
        },
      )
    } catch (error) {
      fail(error)
      return undefined
    }
  }

  function hear(folder: string, name: string | undefined, isMove: boolean): void {
    onEvent()
    const path = name === undefined ? folder : pathOf(folder, name)
    for (const link of links.get(path) ?? []) onHint(link)
    if (!scope.isWanted(path)) return
    onHint(path)
    if (isMove) reconsider(path)
  }

  /** What happens to the folder itself is told with its own name, as if something of that name were in it. */
  function pathOf(folder: string, name: string): string {
    const path = posix.join(folder, name)
    const isItself = name === posix.basename(folder) && !knew(path) && disk.kind(path) === 'absent'
    return isItself ? folder : path
  }

  /** Something came or went. If it is a folder, it is not the one that was watched, though it may look the same. */
  function reconsider(path: string): void {
    drop(path, true)
    const kind = disk.kind(path)
    const way: Way = { isDeep: true, above: idsAbove(path), isTold: disk.isDeep }
    if (scope.leadsTo(path)) sync()
    else if (disk.isLink(path)) follow(path, way)
    else if (kind === 'folder' && scope.covers(path)) visit(path, way)
  }

  function idsAbove(path: string): string[] {
    const folder = posix.dirname(path)
    const entry = watched.get(folder)
    return entry === undefined || folder === path ? [] : [...idsAbove(folder), entry.id]
  }

  function drop(path: string, withBelow: boolean): void {
    if (!watched.has(path)) return
    const gone = withBelow ? [...watched.keys()].filter((folder) => isInside(path, folder)) : [path]
    for (const folder of gone) {
      watched.get(folder)?.close()
      watched.delete(folder)
    }
  }

  const namesBeside = (path: string) => watched.get(posix.dirname(path))?.names
  const knew = (path: string) => namesBeside(path)?.has(posix.basename(path)) ?? false

  return {
    sync,
    knew,
    note(paths) {
      for (const path of paths) {
        if (disk.kind(path) === 'absent') namesBeside(path)?.delete(posix.basename(path))
        else namesBeside(path)?.add(posix.basename(path))
      }
    },
    close() {
      isClosed = true
      for (const { close } of watched.values()) close()
      watched.clear()
    },
  }
}
