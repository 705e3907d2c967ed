/** The only module of the server that reads the disk. */
import { constants } from 'node:fs'
import { type FileHandle, open, readFile, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'

/** A regular file that was opened. Whoever gets it closes it. */
export interface OpenFile {
  handle: FileHandle
  size: number
  /** Milliseconds since 1970, with fraction. */
  mtime: number
}

/**
 * Opens a file of the output folder. What is no regular file, or a link, or lies in a folder that a link takes
 * elsewhere, is not there.
 *
 * @param folder Absolute.
 * @param path Relative to the folder, with `/`, as listed by the build that made it.
 */
export async function openFile(folder: string, path: string): Promise<OpenFile | undefined> {
  try {
    const root = await realpath(folder)
    const names = path.split('/')
    const parent = await realpath(join(root, ...names.slice(0, -1)))
    if (!isWithin(root, parent)) return undefined
    return await openRegular(join(parent, names.at(-1) ?? ''))
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Bytes of a file that comes with this program. */
export function readOwn(file: URL): Promise<Buffer> {
  return readFile(file)
}

/** `EMLINK` and `EFTYPE` are what some systems say of a link that is not to be followed. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'EFTYPE', 'ENAMETOOLONG', 'EISDIR', 'ENXIO'])

/** Opening a pipe must not wait for whoever writes into it. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

async function openRegular(path: string): Promise<OpenFile | undefined> {
  const handle = await open(path, flags)
  const stat = await handle.stat().catch(() => undefined)
  if (stat?.isFile()) return { handle, size: stat.size, mtime: stat.mtimeMs }
  await handle.close()
  return undefined
}

function isWithin(root: string, folder: string): boolean {
  const way = relative(root, folder)
  return way === '' || (way !== '..' && !/^\.\.[/\\]/.test(way) && !isAbsolute(way))
}
