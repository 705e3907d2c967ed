/** The folder that a store lives in. */
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The few things that a store asks of its folder: synchronous, by plain file names. */
export interface StoreFiles {
  /** A whole file; nothing if it is absent, no plain file, or can't be read. */
  read(name: string): Uint8Array | undefined
  /** Some bytes of a file, fewer at its end. */
  readAt(name: string, offset: number, length: number): Uint8Array | undefined
  /** In bytes. */
  size(name: string): number | undefined
  /**
   * Writes from an offset on; what lay beyond it is gone.
   *
   * @throws {StoreError} if the disk refuses.
   */
  writeAt(name: string, offset: number, chunks: readonly Uint8Array[]): void
  /**
   * Writes a file whole: beside its place, then renamed.
   *
   * @throws {StoreError} if the disk refuses; the file is then as it was.
   */
  replace(name: string, chunks: readonly Uint8Array[]): void
  /** Removes what has the name, if the disk lets us. */
  remove(name: string): void
  /** Names, sorted by code unit. */
  list(): string[]
  /** Lets go of files that were read; reading goes on with what has their names by then. */
  close(): void
}

/** The disk refused a write. */
export class StoreError extends Error {
  /** What the system calls it: `ENOSPC`, `EROFS` and so on. */
  readonly code: string

  constructor(
    readonly path: string,
    override readonly cause: unknown,
  ) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN'
    super(`${path}: ${code}`)
    this.name = 'StoreError'
    this.code = code
  }
}

/** Files of this name are never replaced, so a handle to one stays good. */
const growing = /^pack-/

/** Name of a file on its way to its place. */
const UNFINISHED = /\.\d+\.new$/

/** Modes of what is made, whatever the umask. */
const FILE_MODE = 0o644
const FOLDER_MODE = 0o755

/** Never follows a link and never waits for a pipe: what lies in the folder need not be ours. */
const careful = (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0)

/** A folder on the disk, made when something is written. `durable`: what is replaced outlasts a power cut. */
export function createDiskFiles(folder: string, { durable = false }: { durable?: boolean } = {}): StoreFiles {
  const handles = new Map<string, number>()
  let isMade = false

  const close = (name: string) => {
    const handle = handles.get(name)
    if (handle !== undefined) fs.closeSync(handle)
    handles.delete(name)
  }
  const open = (name: string): number | undefined => {
    const known = handles.get(name)
    if (known !== undefined) return known
    const handle = openFile(join(folder, name), fs.constants.O_RDONLY)
    if (handle !== undefined) handles.set(name, handle)
    return handle
  }
  /** A file that others may replace is opened anew each time. */
  const once = <T>(name: string, run: (handle: number) => T): T | undefined => {
    const handle = openFile(join(folder, name), fs.constants.O_RDONLY)
    try {
      return attempt(handle, run)
    } finally {
      if (handle !== undefined) fs.closeSync(handle)
    }
  }
  const write = (name: string, run: (path: string) => void) => {
    const path = join(folder, name)
    try {
      // Made once, and again if somebody removed it: `cache clear` beside a build that goes on.
      if (!isMade || !fs.existsSync(folder)) makeFolder(folder)
      if (!isMade) removeUnfinished(folder)
      isMade = true
      clearWay(path)
      run(path)
    } catch (error) {
      throw new StoreError(path, error)
    }
  }
  return {
    read: (name) => once(name, (handle) => readRange(handle, 0, fs.fstatSync(handle).size)),
    readAt(name, offset, length) {
      const run = (handle: number) => readRange(handle, offset, length)
      return growing.test(name) ? attempt(open(name), run) : once(name, run)
    },
    size: (name) => once(name, (handle) => fs.fstatSync(handle).size),
    writeAt: (name, offset, chunks) =>
      write(name, (path) => {
        const handle = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT | careful, FILE_MODE)
        try {
          fs.ftruncateSync(handle, offset)
          writeAll(handle, chunks, offset)
        } finally {
          fs.closeSync(handle)
        }
      }),
    replace: (name, chunks) =>
      write(name, (path) => {
        close(name)
        writeBeside(path, chunks, durable)
      }),
    remove(name) {
      close(name)
      removeIfPossible(join(folder, name))
    },
    list: () => namesIn(folder).sort(),
    close() {
      for (const name of [...handles.keys()]) close(name)
    },
  }
}

function openFile(path: string, flags: number): number | undefined {
  try {
    const handle = fs.openSync(path, flags | careful)
    if (fs.fstatSync(handle).isFile()) return handle
    fs.closeSync(handle)
  } catch {
    // Absent, a link, or closed to us: nothing that can be read.
  }
  return undefined
}

function attempt<T>(handle: number | undefined, run: (handle: number) => T): T | undefined {
  try {
    return handle === undefined ? undefined : run(handle)
  } catch {
    return undefined
  }
}

function readRange(handle: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length)
  let done = 0
  while (done < length) {
    const read = fs.readSync(handle, bytes, done, length - done, offset + done)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}

function writeAll(handle: number, chunks: readonly Uint8Array[], offset: number): void {
  let at = offset
  for (const chunk of chunks) {
    for (let done = 0; done < chunk.length; ) {
      done += fs.writeSync(handle, chunk, done, chunk.length - done, at + done)
    }
    at += chunk.length
  }
}

function writeBeside(path: string, chunks: readonly Uint8Array[], durable: boolean): void {
  const beside = `${path}.${process.pid}.new`
  try {
    const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_TRUNC
    const handle = fs.openSync(beside, flags | careful, FILE_MODE)
    try {
      writeAll(handle, chunks, 0)
      if (durable) fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
    fs.chmodSync(beside, FILE_MODE)
    fs.renameSync(beside, path)
  } catch (error) {
    removeIfPossible(beside)
    throw error
  }
  removeLeftOver(path)
}

/** Whatever has the name of a file of ours and is no file, or is a link to one. */
function clearWay(path: string): void {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false })
  if (stat && !stat.isFile()) fs.rmSync(path, { force: true, recursive: true })
}

/** What processes left that died while they wrote beside a file. */
function removeLeftOver(path: string): void {
  for (const name of namesIn(dirname(path))) {
    const pid = name.startsWith(`${basename(path)}.`) && /\.(\d{1,10})\.new$/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) removeIfPossible(join(dirname(path), name))
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function removeIfPossible(path: string): void {
  try {
    fs.rmSync(path, { force: true, recursive: true })
  } catch {
    // What stays is overwritten, or not believed.
  }
}

/** Beside it, a `.gitignore` that keeps the whole cache, and itself, out of git. */
function makeFolder(folder: string): void {
  for (const path of [dirname(folder), folder]) makeOne(path)
  const ignore = join(folder, '..', '.gitignore')
  try {
    if (!fs.existsSync(ignore)) writeBeside(ignore, [Buffer.from('*\n')], false)
  } catch {
    // The folder above may be closed to us and this one not.
  }
}

/** One at a time, since the recursive way says of a read-only disk that something is missing. */
function makeOne(folder: string): void {
  try {
    fs.mkdirSync(folder, FOLDER_MODE)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') fs.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
    else if (code !== 'EEXIST') throw error
  }
}

/** What processes left that died while they replaced a file. Who writes holds the lock, so nobody is at it still. */
function removeUnfinished(folder: string): void {
  for (const name of namesIn(folder)) {
    if (UNFINISHED.test(name)) fs.rmSync(join(folder, name), { force: true, recursive: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}
