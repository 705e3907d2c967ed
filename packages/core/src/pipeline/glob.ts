/** Files by pattern, folder by folder, so that each listing is a recorded read. */
import picomatch from 'picomatch'
import type { FolderItem } from '../model.js'

/** Lists a folder by its path from the project root; `''` is the root itself. */
export type ListFolder = (path: string) => readonly FolderItem[] | undefined

/** A file below a folder, or a link that leaves the project. */
export interface Found {
  path: string
  item: FolderItem
}

/** Paths of the files that match, sorted by code unit. Only folders that the pattern can reach are read. */
export function glob(pattern: string, list: ListFolder): string[] {
  const { base } = picomatch.scan(pattern)
  const matches = picomatch(pattern)
  return filesBelow(base === '.' ? '' : base, list)
    .filter(({ path, item }) => item.kind === 'file' && matches(path))
    .map(({ path }) => path)
}

/**
 * Everything below a folder that is no folder, sorted by code unit.
 * `skip` leaves out items by path and name.
 */
export function filesBelow(
  folder: string,
  list: ListFolder,
  skip: (path: string, name: string) => boolean = isHidden,
): Found[] {
  const found: Found[] = []
  const visit = (at: string) => {
    for (const item of list(at) ?? []) {
      const path = at === '' ? item.name : `${at}/${item.name}`
      if (skip(path, item.name)) continue
      if (item.kind === 'folder') visit(path)
      else found.push({ path, item })
    }
  }
  visit(folder)
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** Names that begin with a dot or an underscore, and `node_modules`. */
export function isHidden(_path: string, name: string): boolean {
  return name.startsWith('.') || name.startsWith('_') || name === 'node_modules'
}
