/** Plain words for what an operating system says. Codes that it lacks are shown as they are. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EAGAIN', 'the system is busy; try again'],
  ['EBUSY', 'the file is in use'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'something with that name exists already'],
  ['EFBIG', 'the file would be too large for this disk'],
  ['EINVAL', 'the system does not accept this name or operation'],
  ['EIO', 'the disk reported an error'],
  ['EISDIR', 'there is a folder with that name'],
  ['ELOOP', 'symbolic links lead in a circle'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENFILE', 'too many files are open on this system'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOMEM', 'not enough memory'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['ENOTEMPTY', 'the folder is not empty'],
  ['EOUTSIDE', 'a symbolic link leads out of the project'],
  ['EPERM', 'the operation is not permitted'],
  ['EROFS', 'the disk is read-only'],
  ['ESTALE', 'the network disk lost the file'],
  ['ETXTBSY', 'the file is being executed'],
  ['EXDEV', 'the folder lies on another disk'],
  ['ERR_FS_FILE_TOO_LARGE', 'the file is larger than 2 GiB'],
])

/** Linux numbers that Node has no name for: they arrive as "Unknown system error -122". */
const UNNAMED: ReadonlyMap<number, string> = new Map([
  [-116, 'ESTALE'],
  [-122, 'EDQUOT'],
])

/** Why a file could not be read or written, in plain words, for example `permission denied`. */
export function reasonOf(code: string): string {
  return REASONS.get(code) ?? `the system reported ${code}`
}

/**
 * What a `Host` throws when the world fails it: no permission, a full disk, a broken one.
 * Absence is never an error, see `Host`.
 */
export class HostError extends Error {
  override readonly name = 'HostError'
  /** Absolute, with `/`. */
  readonly path: string
  /** For example `EACCES`; `EOUTSIDE` is ours: a symbolic link leads out of the root. */
  readonly code: string
  /** The code in plain words. */
  readonly reason: string

  constructor(path: string, code: string, cause?: unknown) {
    super(`${path}: ${reasonOf(code)}`, cause === undefined ? undefined : { cause })
    this.path = path
    this.code = code
    this.reason = reasonOf(code)
  }
}

/** The code of whatever a system call threw; `an unknown error` if it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'an unknown error'
  const { code, errno } = error as { code?: unknown; errno?: unknown }
  const named = typeof errno === 'number' ? UNNAMED.get(errno) : undefined
  if (named !== undefined) return named
  return typeof code === 'string' ? code : 'an unknown error'
}
