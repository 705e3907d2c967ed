import * as fs from 'node:fs'
import { posix } from 'node:path'
import type { FolderItem } from '../model.js'

/** The project that links must not lead out of: its path as given, and without links. */
export interface Bounds {
  root: string
  real: string
}

/**
 * Whether a path below the root leads out of it.
 *
 * @param real The path without links; nothing if there is no such thing, which is no escape.
 */
export function escapes(bounds: Bounds, path: string, real: string | undefined): boolean {
  return isGuarded(bounds, path) && real !== undefined && !isInside(bounds.real, real)
}

/** Whether a path is one that must not lead out of the root: the root, or what lies below it. */
export function isGuarded(bounds: Bounds, path: string): boolean {
  return isInside(bounds.root, path) || isInside(bounds.real, path)
}

/** Whether a path is the folder or lies in it. Both are absolute and normal. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** The path without symbolic links, or nothing if it leads nowhere or in a circle. */
export function realPath(path: string): string | undefined {
  try {
    return fs.realpathSync.native(path).replaceAll('\\', '/')
  } catch {
    return undefined
  }
}

/**
 * What a folder holds, sorted by code unit. A symbolic link is what it leads to; one that leads out
 * of the root is `outside`, and one that leads nowhere, in a circle or to a folder above itself is
 * `other`, both with the `target` as the link has it. A name that is not UTF-8 is `other`, its bytes
 * shown as `\xE9`, since no string can open it.
 */
export function listFolder(bounds: Bounds, folder: string): FolderItem[] {
  const all = fs.readdirSync(folder, { withFileTypes: true })
  const readable = all.filter(({ name }) => !name.includes('\uFFFD'))
  const items = readable.map((item): FolderItem => {
    if (item.isSymbolicLink()) return itemOfLink(bounds, folder, item.name)
    return { name: item.name, kind: item.isFile() ? 'file' : item.isDirectory() ? 'folder' : 'other' }
  })
  return (readable.length === all.length ? items : [...items, ...unreadable(folder)]).sort(byName)
}

function itemOfLink(bounds: Bounds, folder: string, name: string): FolderItem {
  const path = posix.join(folder, name)
  const target = readLink(path)
  const real = realPath(path)
  const leads = real ?? posix.resolve(folder, target ?? '.')
  const end = target === undefined ? {} : { target }
  if (isGuarded(bounds, folder) && !isGuarded(bounds, leads)) return { name, kind: 'outside', ...end }
  if (real === undefined) return { name, kind: 'other', ...end }
  const stat = fs.statSync(real, { throwIfNoEntry: false })
  if (stat?.isFile()) return { name, kind: 'file' }
  if (stat?.isDirectory() && !isAbove(real, folder)) return { name, kind: 'folder' }
  return { name, kind: 'other', ...end }
}

/** Whether someone who came to `folder` by its own path has passed the folder `real` already. */
function isAbove(real: string, folder: string): boolean {
  for (let path = folder; ; path = posix.dirname(path)) {
    if (realPath(path) === real) return true
    if (path === posix.dirname(path)) return false
  }
}

function readLink(path: string): string | undefined {
  try {
    return fs.readlinkSync(path)
  } catch {
    return undefined
  }
}

/** Names that hold U+FFFD: either so written, or bytes that are no UTF-8. */
function unreadable(folder: string): FolderItem[] {
  return fs.readdirSync(folder, { encoding: 'buffer' }).flatMap((bytes): FolderItem[] => {
    const name = bytes.toString()
    if (!name.includes('\uFFFD')) return []
    const shown = bytes.equals(Buffer.from(name)) ? name : escaped(bytes)
    return [{ name: shown, kind: 'other', misnamed: true }]
  })
}

function escaped(bytes: Buffer): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(
      /[^\x20-\x7e]/g,
      (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
}

function byName(a: FolderItem, b: FolderItem): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
