import * as fs from 'node:fs'
import { posix } from 'node:path'
import type { FileStat, Host, KnownFolders } from '../world.js'
import { codeOf, HostError } from './error.js'
import { type Bounds, escapes, isGuarded, realPath } from './node-links.js'
import { temporaryName } from './temporary.js'

/** Files and folders are made with these modes, whatever the umask: a build is the same for everyone. */
const FILE_MODE = 0o644
const FOLDER_MODE = 0o755

/** What a host changes on the disk; see `Host`. Paths are normal. Each call throws what `node:fs` throws. */
export type Changes = Required<
  Pick<
    Host,
    | 'write'
    | 'create'
    | 'makeFolder'
    | 'rename'
    | 'link'
    | 'symlink'
    | 'remove'
    | 'removeFolder'
    | 'removeTree'
  >
>

/**
 * The changes of a disk. Each refuses, with `EOUTSIDE`, a path that symbolic links lead out of the root: from the
 * root down, each folder is looked at once for all calls with the same `known`.
 */
export function createChanges(bounds: Bounds): Changes {
  let counter = 0
  const masked = new WeakMap<KnownFolders, boolean>()
  const folders: Folders = { bounds, masked }
  const prepare = (path: string, known: KnownFolders = new Set()) =>
    makeFolder(folders, posix.dirname(path), known)
  const within = (path: string, known: KnownFolders = new Set()) =>
    refuseEscape(bounds, posix.dirname(path), known)
  return {
    write(path, bytes, options) {
      prepare(path)
      writeBeside(path, bytes, temporaryName(process.pid, counter++), options?.sync === true)
    },
    create(path, bytes, options) {
      const folder = posix.dirname(path)
      const { known = new Set<string>() } = options ?? {}
      // Most often a new one, so it is not looked for first.
      const isNew = known.has(posix.dirname(folder)) && !known.has(folder) && tryMake(folders, folder, known)
      if (isNew) known.add(folder)
      else prepare(path, known)
      return createFile(path, bytes, options?.sync === true)
    },
    makeFolder: (path, known = new Set()) => makeFolder(folders, path, known),
    rename(from, to, known) {
      within(from, known)
      prepare(to, known)
      fs.renameSync(from, to)
    },
    link(from, to, known) {
      within(from, known)
      prepare(to, known)
      fs.linkSync(from, to)
    },
    symlink(target, path) {
      prepare(path)
      fs.symlinkSync(target, path, 'dir')
    },
    remove(path, known) {
      within(path, known)
      fs.unlinkSync(path)
    },
    removeFolder(path, known) {
      within(path, known)
      if (removeEmptyFolder(path)) known?.delete(path)
    },
    removeTree(path) {
      within(path)
      if (fs.lstatSync(path).isDirectory()) removeTree(path)
      else fs.unlinkSync(path)
    },
  }
}

/** Waits until the disk has what was written. Some systems can't be asked about folders. */
export function syncPath(path: string): void {
  const isFolder = fs.statSync(path).isDirectory()
  try {
    withHandle(path, fs.constants.O_RDONLY, fs.fsyncSync)
  } catch (error) {
    if (!isFolder || !NO_SYNC.has(codeOf(error))) throw error
  }
}

const NO_SYNC = new Set(['EACCES', 'EBADF', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM'])

interface Folders {
  bounds: Bounds
  /** Whether the umask takes from the mode of new folders, by the work that found out. */
  masked: WeakMap<KnownFolders, boolean>
}

/**
 * Makes a folder and those above it, from the top down, each one checked before something is made in it. Folder by
 * folder: where a file system refuses, as `/proc` does, Node's recursive way never returns.
 */
function makeFolder(folders: Folders, folder: string, known: KnownFolders): void {
  if (known.has(folder)) return
  const { bounds } = folders
  const parent = posix.dirname(folder)
  const isTop = parent === folder || folder === bounds.root || folder === bounds.real
  // Above these nothing has to be checked, so nothing there is looked at unless it is missing.
  const isLoose = isTop || !isGuarded(bounds, parent)
  if (!isLoose) makeFolder(folders, parent, known)
  if (!isThere(bounds, folder)) {
    if (isLoose && !isFolder(parent)) makeFolder(folders, parent, known)
    makeOne(folders, folder, known)
  }
  known.add(folder)
}

function isThere(bounds: Bounds, folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) return false
  if (stat.isSymbolicLink() && escapes(bounds, folder, realPath(folder)))
    throw new HostError(folder, 'EOUTSIDE')
  if (stat.isDirectory() || isFolder(folder)) return true
  throw new HostError(folder, 'ENOTDIR')
}

function makeOne(folders: Folders, folder: string, known: KnownFolders): void {
  // Another process may have made it just now.
  if (!tryMake(folders, folder, known) && !isFolder(folder)) throw new HostError(folder, 'EEXIST')
}

/** False if something is there already. */
function tryMake({ masked }: Folders, folder: string, known: KnownFolders): boolean {
  try {
    fs.mkdirSync(folder, FOLDER_MODE)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  let isMasked = masked.get(known)
  if (isMasked === undefined) {
    isMasked = (fs.statSync(folder).mode & 0o777) !== FOLDER_MODE
    masked.set(known, isMasked)
  }
  if (isMasked) fs.chmodSync(folder, FOLDER_MODE)
  return true
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Looks at a folder and at those above it. One that is not there is no escape: nothing in it can be changed. */
function refuseEscape(bounds: Bounds, folder: string, known: KnownFolders): void {
  if (known.has(folder) || !isGuarded(bounds, folder)) return
  const parent = posix.dirname(folder)
  if (parent !== folder) refuseEscape(bounds, parent, known)
  if (isThere(bounds, folder)) known.add(folder)
}

function writeBeside(file: string, bytes: Uint8Array, name: string, isSynced: boolean): void {
  const folder = posix.dirname(file)
  const temporary = posix.join(folder, name)
  try {
    createFile(temporary, bytes, isSynced)
    fs.renameSync(temporary, file)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
  if (isSynced) syncPath(folder)
}

function createFile(path: string, bytes: Uint8Array, isSynced: boolean): FileStat {
  const handle = openNew(path)
  try {
    fs.writeFileSync(handle, bytes)
    const stat = fs.fstatSync(handle)
    if ((stat.mode & 0o777) !== FILE_MODE) fs.fchmodSync(handle, FILE_MODE)
    if (isSynced) fs.fsyncSync(handle)
    return { kind: 'file', size: stat.size, mtime: stat.mtimeMs }
  } catch (error) {
    fs.rmSync(path, { force: true })
    throw error
  } finally {
    fs.closeSync(handle)
  }
}

/** Never an existing file, as it may have another name. */
function openNew(path: string): number {
  try {
    return fs.openSync(path, 'wx', FILE_MODE)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    fs.unlinkSync(path)
    return fs.openSync(path, 'wx', FILE_MODE)
  }
}

function withHandle(path: string, flags: number, run: (handle: number) => void): void {
  const handle = fs.openSync(path, flags)
  try {
    run(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** False if it is not empty. */
function removeEmptyFolder(folder: string): boolean {
  try {
    fs.rmdirSync(folder)
    return true
  } catch (error) {
    const code = codeOf(error)
    // Some systems say that something exists where others say that the folder is not empty.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
    return false
  }
}

/** In half the calls that `fs.rmSync` needs. */
function removeTree(folder: string): void {
  for (const item of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${item.name}`
    if (item.isDirectory()) removeTree(path)
    else fs.unlinkSync(path)
  }
  fs.rmdirSync(folder)
}
