import * as fs from 'node:fs'
import { posix } from 'node:path'
import type { FileStat } from '../world.js'
import { type Bounds, escapes, isGuarded, realPath } from './node-links.js'

/** After so many folders of one folder, listing it is cheaper than asking for each. */
const MANY = 32

/** What a path leads to; nothing if it leads out of the root. */
export function statOf(bounds: Bounds, path: string): FileStat | undefined {
  const stat = fs.statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || escapes(bounds, path, realPath(path))) return undefined
  return toFileStat(stat)
}

/**
 * As `statOf`, for paths in a folder: one system call for each, and little else. That no folder above is a link is
 * found out by listing the folders above those. What is a link, or lies below one, is asked for by `statOf`.
 *
 * @param isQuick Whether folders that may be many, those in other folders, are taken to be no links.
 * @returns For a path relative to the folder, normal.
 */
export function createStats(
  bounds: Bounds,
  folder: string,
  isQuick: boolean,
): (path: string) => FileStat | undefined {
  const isPlain = isGuarded(bounds, folder) ? createPlainCheck(bounds, folder) : () => true
  return (path) => {
    const full = `${folder}/${path}`
    const above = parentOf(path)
    const isFound = isPlain((isQuick && parentOf(above)) || above)
    if (isFound === undefined) return undefined
    const stat = isFound ? fs.lstatSync(full, NO_THROW) : undefined
    if (isFound && stat === undefined) return undefined
    return stat === undefined || stat.isSymbolicLink() ? statOf(bounds, full) : toFileStat(stat)
  }
}

const NO_THROW = { throwIfNoEntry: false } as const

/** Of a relative path; `''` at the end. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Tells whether a folder below the base is no link and lies below none; nothing if it is not there. */
function createPlainCheck(bounds: Bounds, base: string): (folder: string) => boolean | undefined {
  const real = realPath(base)
  const plain = new Map([['', real === undefined ? undefined : !escapes(bounds, base, real)]])
  const children = new Map<string, { asked: number; folders?: ReadonlyMap<string, boolean> }>()

  const isFolder = (parent: string, folder: string): boolean | undefined => {
    const one = children.get(parent) ?? { asked: 0 }
    children.set(parent, one)
    if (one.folders === undefined && ++one.asked > MANY) one.folders = itemsIn(posix.join(base, parent))
    if (one.folders !== undefined) return one.folders.get(folder.slice(folder.lastIndexOf('/') + 1))
    return fs.lstatSync(`${base}/${folder}`, NO_THROW)?.isDirectory()
  }
  const isPlain = (folder: string): boolean | undefined => {
    if (plain.has(folder)) return plain.get(folder)
    const parent = parentOf(folder)
    const isAbovePlain = isPlain(parent)
    const answer = isAbovePlain ? isFolder(parent, folder) : isAbovePlain
    plain.set(folder, answer)
    return answer
  }
  return isPlain
}

/** Whether each item is a folder itself. */
function itemsIn(folder: string): Map<string, boolean> {
  const items = fs.readdirSync(folder, { withFileTypes: true })
  return new Map(items.map((item) => [item.name, item.isDirectory()]))
}

function toFileStat({ mode, size, mtimeMs, ctimeMs }: fs.Stats): FileStat {
  const type = mode & fs.constants.S_IFMT
  const kind = type === fs.constants.S_IFREG ? 'file' : type === fs.constants.S_IFDIR ? 'folder' : 'other'
  return { kind, size, mtime: mtimeMs, ctime: ctimeMs }
}
