/** The seam to the world: where files lie. */

/** What a folder holds. A link that leaves the root says where it leads. */
export interface FolderItem {
  name: string
  kind: 'file' | 'folder' | 'other' | 'outside'
  /** For `outside`, and for `other` that is a link: where the symlink leads. */
  target?: string
  /** For `other`: the name is no text that could open it. Bytes that are not UTF-8 are shown as `\xE9`. */
  misnamed?: true
}

/** What tells cheaply that a file is still the same. */
export interface FileStat {
  kind: 'file' | 'folder' | 'other'
  size: number
  /** Milliseconds since 1970, with fraction. */
  mtime: number
  /** When anything about the file changed, likewise: unlike `mtime` nobody can set it back. */
  ctime?: number
}

/**
 * Folders that were found or made, and that lie where they seem to, so that a piece of work over many files asks
 * for each once. Start with `new Set()`, and forget it when others may have changed the folders.
 */
export type KnownFolders = Set<string>

/**
 * The outside world, synchronous on purpose: bulk reads of small files are several times faster so.
 * Paths are absolute, with `/`. Absence is `undefined`, never an exception, unless a comment says so.
 */
export interface Host {
  /** Whether its paths are those of the machine's disk, where other programs find the same. @default not */
  isDisk?: boolean
  read(path: string): Uint8Array | undefined
  stat(path: string): FileStat | undefined
  /**
   * As `stat`, for many paths relative to a folder, in their order, and cheaper. The paths are normal. With `quick`,
   * the folder that a path lies in may be a link that leaves the root; those above it, or below `folder`, may not.
   */
  stats(folder: string, paths: readonly string[], options?: { quick?: boolean }): (FileStat | undefined)[]
  /** Sorted by name, by code unit. */
  list(path: string): FolderItem[] | undefined
  /**
   * Creates the folders above. Never leaves a half-written file: writes beside, then renames. With `sync`,
   * the bytes and the name outlast a power cut once this returns.
   */
  write(path: string, bytes: Uint8Array, options?: { sync?: boolean }): void
  /**
   * Writes a new file in its place, without the care of `write` and in less time: where nobody reads yet.
   * Creates the folders above. What was there goes first; another name of it keeps its bytes.
   */
  create(path: string, bytes: Uint8Array, options?: { sync?: boolean; known?: KnownFolders }): FileStat
  /** Creates a folder and those above it. */
  makeFolder(path: string, known?: KnownFolders): void
  /**
   * Moves a file, replacing a file or a link, or a folder to where nothing is. One step for all who read. Creates
   * the folders above; size and time stay.
   *
   * @throws HostError `ENOENT` if there is nothing to move, `EXDEV` to another disk.
   */
  rename(from: string, to: string, known?: KnownFolders): void
  /**
   * Gives a file a second name: both are one file from then on. Creates the folders above.
   *
   * @throws HostError `ENOENT`, `EEXIST`, and what file systems without such links say, `EPERM` most often.
   */
  link(from: string, to: string, known?: KnownFolders): void
  /** Makes a symbolic link to a folder; a relative target counts from where the link lies. */
  symlink(target: string, path: string): void
  /** The target of a symbolic link as it is written; `undefined` for everything else. */
  readLink(path: string): string | undefined
  /** Removes a file or a link. */
  remove(path: string, known?: KnownFolders): void
  /** Removes the folder if it is empty. */
  removeFolder(path: string, known?: KnownFolders): void
  /** Removes a folder with all that it holds. Links in it are removed, not followed. */
  removeTree(path: string): void
  /** Returns when a file's bytes, or a folder's names, would outlast a power cut. */
  sync(path: string): void
  /** Tells disks apart: renaming works between paths with the same answer, as a rule. */
  device(path: string): number | undefined
  /** Runs an ES module given as text; imports in it are absolute `file:` URLs or builtins. */
  run(code: string, name: string): Promise<Record<string, unknown>>
  env(name: string): string | undefined
  /** Milliseconds since 1970. */
  now(): number
}
