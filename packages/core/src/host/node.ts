import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FileStat, Host } from '../model.js'
import { codeOf, HostError } from './error.js'
import { unrecorded } from './fs-reads.js'
import { keepOutOfGit } from './keep-out-of-git.js'
import { type Bounds, escapes, listFolder, realPath } from './node-links.js'
import { runText } from './run-text.js'
import { temporaryName } from './temporary.js'

/** Files and folders are made with these modes, whatever the umask: a build is the same for everyone. */
const FILE_MODE = 0o644
const FOLDER_MODE = 0o755

/** So many modules of earlier sessions stay in the cache. */
const KEPT_MODULES = 20

/** What a Node host needs to know. Both are absolute, with `/`. */
export interface NodeHostOptions {
  /** The project: a path in it must not lead out of it through symbolic links. */
  root: string
  /** Folder for the modules of `run`, which go to `code/` in it. */
  cache: string
}

/**
 * The disk. A path below `root` whose real path lies outside of it does not exist for `read`, `stat`
 * and `list`, and is refused by what writes. Paths elsewhere (theme, output folder) are not checked:
 * give real ones, see `resolvePath`. FIFOs, sockets and devices are never opened. What is read here
 * is not told to `recordReads`.
 *
 * @throws HostError from all but `run`, `env` and `now`, for whatever is not mere absence.
 */
export function createNodeHost(options: NodeHostOptions): Host {
  const root = posix.normalize(options.root)
  const bounds: Bounds = { root, real: resolvePath(root) }
  let counter = 0
  const host: Omit<Host, 'run'> = {
    read: (path) => attempt(path, (file) => readFile(bounds, file)),
    stat: (path) => attempt(path, (file) => statOf(bounds, file)),
    list: (path) =>
      attempt(path, (folder) =>
        escapes(bounds, folder, realPath(folder)) ? undefined : listFolder(bounds, folder),
      ),
    write: (path, bytes) =>
      attemptWrite(path, (file) => {
        refuseEscape(bounds, posix.dirname(file))
        makeFolder(posix.dirname(file))
        writeBeside(file, bytes, temporaryName(process.pid, counter++))
      }),
    remove: (path) =>
      attempt(path, (file) => {
        refuseEscape(bounds, posix.dirname(file))
        fs.unlinkSync(file)
      }),
    removeFolder: (path) =>
      attempt(path, (folder) => {
        refuseEscape(bounds, posix.dirname(folder))
        removeEmptyFolder(folder)
      }),
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

/** These mean that nothing is there, or that nothing of that name could be. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'])

function attempt<T>(path: string, run: (path: string) => T): T | undefined {
  // No file system has a name with a zero byte; Node throws a TypeError for it.
  if (path.includes('\0')) return undefined
  try {
    return unrecorded(() => run(posix.normalize(path)))
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return undefined
    throw toHostError(path, error)
  }
}

function attemptWrite(path: string, run: (path: string) => void): void {
  if (path.includes('\0')) throw new HostError(path, 'EINVAL')
  try {
    unrecorded(() => run(posix.normalize(path)))
  } catch (error) {
    throw toHostError(path, error)
  }
}

function toHostError(path: string, error: unknown): unknown {
  const isSystem = error instanceof Error && 'code' in error && !(error instanceof HostError)
  return isSystem ? new HostError(path, codeOf(error), error) : error
}

function refuseEscape(bounds: Bounds, folder: string): void {
  if (escapes(bounds, folder, resolvePath(folder))) throw new HostError(folder, 'EOUTSIDE')
}

function statOf(bounds: Bounds, path: string): FileStat | undefined {
  const stat = fs.statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || escapes(bounds, path, realPath(path))) return undefined
  const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other'
  return { kind, size: stat.size, mtime: stat.mtimeMs }
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

/** Folder by folder: where a file system refuses, as `/proc` does, Node's recursive way never returns. */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, FOLDER_MODE)
    fs.chmodSync(folder, FOLDER_MODE)
  } catch (error) {
    const parent = posix.dirname(folder)
    if (codeOf(error) === 'EEXIST' && isFolder(folder)) return
    if (codeOf(error) === 'EEXIST') throw new HostError(folder, 'ENOTDIR', error)
    // Where the folder above is there, it is the system that has no place for this one.
    if (codeOf(error) !== 'ENOENT' || parent === folder || isFolder(parent)) throw error
    makeFolder(parent)
    makeFolder(folder)
  }
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function writeBeside(file: string, bytes: Uint8Array, name: string): void {
  const temporary = posix.join(posix.dirname(file), name)
  try {
    fs.writeFileSync(temporary, bytes, { mode: FILE_MODE })
    fs.chmodSync(temporary, FILE_MODE)
    fs.renameSync(temporary, file)
  } catch (error) {
    fs.rmSync(temporary, { force: true })
    throw error
  }
}

function removeEmptyFolder(folder: string): void {
  try {
    fs.rmdirSync(folder)
  } catch (error) {
    const code = codeOf(error)
    // Some systems say that something exists where others say that the folder is not empty.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

/** Modules as files: they have real stack traces and `import.meta.url`, and are loaded once. */
function createRun(host: Omit<Host, 'run'>, folder: string): Host['run'] {
  let isTidy = false
  return async (code, name) => {
    if (!isTidy) {
      isTidy = true
      forgetOldModules(folder)
    }
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
    const file = posix.join(folder, `${name.replace(/[^\w.-]/g, '_').slice(-60)}-${hash}.mjs`)
    return storeModule(host, file, code) ? importFile(file) : runText(code, name)
  }
}

/** False where nothing can be written, as in a read-only checkout. What lies there is compared, not trusted. */
function storeModule(host: Omit<Host, 'run'>, file: string, code: string): boolean {
  const bytes = Buffer.from(code)
  try {
    const present = host.read(file)
    keepOutOfGit(host, posix.dirname(posix.dirname(file)))
    if (present === undefined || !bytes.equals(present)) host.write(file, bytes)
    return true
  } catch (error) {
    if (error instanceof HostError) return false
    throw error
  }
}

/** Imports through a `data:` module, so that test runners and bundlers leave the file as it is. */
async function importFile(file: string): Promise<Record<string, unknown>> {
  const { load } = await runText('export const load = (url) => import(url)', 'load')
  return (load as (url: string) => Promise<Record<string, unknown>>)(pathToFileURL(file).href)
}

function forgetOldModules(folder: string): void {
  try {
    const files = fs.readdirSync(folder).map((name) => posix.join(folder, name))
    const dated = files.map((file) => ({ file, time: fs.statSync(file).mtimeMs }))
    dated.sort((a, b) => b.time - a.time)
    for (const { file } of dated.slice(KEPT_MODULES)) fs.rmSync(file, { force: true })
  } catch {
    // The folder may be absent, or read-only, or tidied by another process at the same time.
  }
}
