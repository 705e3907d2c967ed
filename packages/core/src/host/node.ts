import * as fs from 'node:fs'
import { posix } from 'node:path'
import type { FileStat, Host } from '../model.js'
import { codeOf, HostError } from './error.js'
import { unrecorded } from './fs-reads.js'
import { createChanges, syncPath } from './node-changes.js'
import { createRun } from './node-code.js'
import { type Bounds, escapes, listFolder, realPath } from './node-links.js'
import { createStats, statOf } from './node-stats.js'
import { versionOf } from './temporary.js'

/** What a Node host needs to know. Both are absolute, with `/`. */
export interface NodeHostOptions {
  /** The project: a path in it must not lead out of it through symbolic links. */
  root: string
  /** Folder for the modules of `run`, which go to `code/` in it. */
  cache: string
}

/**
 * The disk. A path below `root` whose real path lies outside of it does not exist for what reads, and is refused
 * by what writes. Paths elsewhere (theme, output folder) are not checked: give real ones, see `resolvePath`.
 * FIFOs, sockets and devices are never opened. What is read here is not told to `recordReads`.
 *
 * @throws HostError from all but `run`, `env` and `now`, for whatever is not mere absence.
 */
export function createNodeHost(options: NodeHostOptions): Host {
  const root = posix.normalize(options.root)
  const bounds: Bounds = { root, real: resolvePath(root) }
  const changes = createChanges(bounds)
  const host: Omit<Host, 'run'> = {
    isDisk: true,
    read: (path) => attempt(path, (file) => readFile(bounds, file)),
    stat: (path) => attempt(path, (file) => statOf(bounds, file)),
    stats: (folder, paths, options) => {
      const stat = createStats(bounds, normal(folder), options?.quick === true)
      return unrecorded(() => paths.map((path) => tryStat(folder, path, stat)))
    },
    list: (path) =>
      attempt(path, (folder) =>
        escapes(bounds, folder, realPath(folder)) ? undefined : listFolder(bounds, folder),
      ),
    readLink: (path) => attempt(path, (link) => readLink(bounds, link)),
    device: (path) => attempt(path, (file) => fs.statSync(file, { throwIfNoEntry: false })?.dev),
    write: (path, bytes, how) => attemptWrite(path, (file) => changes.write(file, bytes, how)),
    create: (path, bytes, how) => attemptWrite(path, (file) => changes.create(file, bytes, how)),
    makeFolder: (path, known) => attemptWrite(path, (folder) => changes.makeFolder(folder, known)),
    rename: (from, to, known) => attemptWrite(to, (path) => changes.rename(normal(from), path, known)),
    link: (from, to, known) => attemptWrite(to, (path) => changes.link(normal(from), path, known)),
    symlink: (target, path) => attemptWrite(path, (link) => changes.symlink(target, link)),
    remove: (path, known) => attempt(path, (file) => changes.remove(file, known)),
    removeFolder: (path, known) => attempt(path, (folder) => changes.removeFolder(folder, known)),
    removeTree: (path) => attempt(path, changes.removeTree),
    sync: (path) => attempt(path, syncPath),
    env: (name) => process.env[name],
    now: () => Date.now(),
  }
  return { ...host, run: createRun(host, posix.join(options.cache, 'code')) }
}

/**
 * The real path of something that need not exist yet: links in the part that does are followed.
 * For the output folder, so that it is the same by whatever name it is given.
 *
 * @param path Absolute, with `/`.
 */
export function resolvePath(path: string): string {
  const real = realPath(path)
  if (real !== undefined) return real
  const parent = posix.dirname(path)
  return parent === path ? path : posix.join(resolvePath(parent), posix.basename(path))
}

/**
 * The output folder by its lasting name: as `resolvePath`, but the link that `swap` made at its place is not
 * followed, as it leads elsewhere after each build.
 *
 * @param path Absolute, with `/`.
 */
export function resolveOutput(path: string): string {
  const name = posix.basename(path)
  if (versionOf(name, linkAt(path) ?? '') === undefined) return resolvePath(path)
  return posix.join(resolvePath(posix.dirname(path)), name)
}

/** These mean that nothing is there, or that nothing of that name could be. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

function attempt<T>(path: string, run: (path: string) => T): T | undefined {
  // No file system has a name with a zero byte; Node throws a TypeError for it.
  if (path.includes('\0')) return undefined
  try {
    return unrecorded(() => run(normal(path)))
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return undefined
    throw toHostError(path, error)
  }
}

function tryStat(folder: string, path: string, stat: ReturnType<typeof createStats>): FileStat | undefined {
  try {
    return path.includes('\0') ? undefined : stat(path)
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return undefined
    throw toHostError(`${folder}/${path}`, error)
  }
}

function attemptWrite<T>(path: string, run: (path: string) => T): T {
  if (path.includes('\0')) throw new HostError(path, 'EINVAL')
  try {
    return unrecorded(() => run(normal(path)))
  } catch (error) {
    throw toHostError(path, error)
  }
}

const normal = (path: string): string => posix.normalize(path)

function toHostError(path: string, error: unknown): unknown {
  const isSystem = error instanceof Error && 'code' in error && !(error instanceof HostError)
  return isSystem ? new HostError(path, codeOf(error), error) : error
}

function readLink(bounds: Bounds, path: string): string | undefined {
  const folder = posix.dirname(path)
  return escapes(bounds, folder, realPath(folder)) ? undefined : linkAt(path)
}

function linkAt(path: string): string | undefined {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false })
  return stat?.isSymbolicLink() ? fs.readlinkSync(path) : undefined
}

function readFile(bounds: Bounds, path: string): Uint8Array | undefined {
  if (!fs.statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  // Should a FIFO take the file's place just now, opening it must not wait for a writer.
  const handle = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0))
  try {
    // The handle is asked, not the path: a link may be swapped between a check and a read.
    if (escapes(bounds, path, pathOfHandle(handle, path)) || !fs.fstatSync(handle).isFile()) return undefined
    return plain(fs.readFileSync(handle))
  } finally {
    fs.closeSync(handle)
  }
}

function pathOfHandle(handle: number, path: string): string | undefined {
  try {
    return fs.readlinkSync(`/proc/self/fd/${handle}`)
  } catch {
    return realPath(path)
  }
}

/** Without the pool that small buffers share: it would be cloned along to a worker. */
function plain(buffer: Buffer): Uint8Array {
  const isWhole = buffer.buffer.byteLength === buffer.length
  return isWhole ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer)
}
