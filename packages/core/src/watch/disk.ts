/** What a watch asks of the real disk. */
import * as fs from 'node:fs'

/** What lies at a path, links followed. */
export type DiskKind = 'file' | 'empty' | 'folder' | 'absent'

/** What a folder holds. */
export interface DiskFolder {
  names: string[]
  /** Names of folders that are no links. */
  folders: string[]
  /** Names of symbolic links. */
  links: string[]
}

/** An event: the path from the watched folder, and whether something came or went. */
export type DiskEvent = (name: string | undefined, isMove: boolean) => void

/** The disk, as a watch sees it. All paths are absolute, with `/`; absence is no error. */
export interface WatchDisk {
  /** Whether one watch can tell of everything below a folder. */
  readonly isDeep: boolean
  /**
   * Tells what happens in a folder, from the moment it returns.
   *
   * @returns Ends it.
   * @throws If the folder can't be watched.
   */
  watch(folder: string, isDeep: boolean, onEvent: DiskEvent, onError: (error: unknown) => void): () => void
  kind(path: string): DiskKind
  isLink(path: string): boolean
  /** Tells a folder from another one that takes its place. */
  id(folder: string): string | undefined
  list(folder: string): DiskFolder | undefined
  /** The path without links, if it leads anywhere. */
  real(path: string): string | undefined
  /** Number of the file system that holds it. */
  device(path: string): number | undefined
  /** Makes an empty file and removes it again. */
  touch(path: string): void
}

/** The disk of this machine. */
export const nodeDisk: WatchDisk = {
  isDeep: process.platform === 'darwin' || process.platform === 'win32',
  watch(folder, isDeep, onEvent, onError) {
    const watcher = fs.watch(folder, { recursive: isDeep }, (event, name) =>
      onEvent(name?.replaceAll('\\', '/'), event === 'rename'),
    )
    watcher.on('error', onError)
    return () => watcher.close()
  },
  kind(path) {
    const stat = attempt(() => fs.statSync(path, { throwIfNoEntry: false }))
    if (stat === undefined) return 'absent'
    if (stat.isDirectory()) return 'folder'
    return stat.size === 0 ? 'empty' : 'file'
  },
  isLink: (path) => attempt(() => fs.lstatSync(path).isSymbolicLink()) ?? false,
  id: (folder) => attempt(() => idOf(fs.statSync(folder, { bigint: true }))),
  list: (folder) => attempt(() => listFolder(folder)),
  real: (path) => attempt(() => fs.realpathSync.native(path).replaceAll('\\', '/')),
  device: (path) => attempt(() => fs.statSync(path, { throwIfNoEntry: false })?.dev),
  touch(path) {
    fs.writeFileSync(path, '')
    fs.rmSync(path)
  },
}

/** With the time of its birth: the number of a folder that was deleted is given to the next one. */
const idOf = (stat: fs.BigIntStats): string | undefined =>
  stat.isDirectory() ? `${stat.dev}:${stat.ino}:${stat.birthtimeNs}` : undefined

function listFolder(folder: string): DiskFolder {
  const items = fs.readdirSync(folder, { withFileTypes: true })
  return {
    names: items.map(({ name }) => name),
    folders: items.filter((item) => item.isDirectory()).map(({ name }) => name),
    links: items.filter((item) => item.isSymbolicLink()).map(({ name }) => name),
  }
}

/** Between two calls anything may vanish, or be somebody else's: that is as if it were absent. */
function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
