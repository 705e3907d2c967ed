import { posix } from 'node:path'
import { HostError } from '../host/error.js'
import type { Output } from '../model.js'
import { foldersAbove, isOutputPath } from '../pipeline/output.js'
import type { FileStat, KnownFolders } from '../world.js'
import { type Places, placesOf, type StageKind, stageKindFor, type Target } from './place.js'
import { recover } from './recover.js'

/** A place for outputs on their way: what is in it is nowhere to be seen until `publish` says so. */
export interface Stage {
  readonly target: Target
  readonly places: Places
  readonly kind: StageKind
  /** Its folder, absolute. The tree of outputs is `files/` in it. */
  readonly folder: string
  /** Folders found while staging. */
  readonly known: KnownFolders
  /** Why it is of no use: a disk that failed. `publish` tells. */
  readonly failure: HostError | undefined
  /** Whether a publish that an earlier run left half done was completed or undone before. */
  readonly hasRecovered: boolean
  /**
   * Keeps the bytes of an output. Never throws for what the disk says, but returns it; it may be left unheard:
   * `publish` asks again for what is missing, and tells of a disk that failed.
   */
  put(output: Pick<Output, 'path' | 'hash'>, bytes: Uint8Array): HostError | undefined
  /** Whether the bytes of that hash are here. */
  has(path: string, hash: string): boolean
  /** Size and time of what is here. */
  stat(path: string): FileStat | undefined
  /** The bytes, if they are here. */
  read(path: string): Uint8Array | undefined
  /** Forgets an output, and folders that are empty then. */
  drop(path: string): void
  /** Paths of all that is here. */
  paths(): string[]
  /** The time of a file that is written now, by the clock of this disk. */
  tick(): number
  /** Whether anything was ever written here. */
  isUsed(): boolean
  /** Removes all of it. Nothing needs to: the next run does. */
  discard(): void
}

interface Staged {
  hash: string
  stat: FileStat
}

/** What says that the path itself is the trouble, not the disk: `publish` has better words for it. */
const UNFIT = new Set(['EEXIST', 'EISDIR', 'ENAMETOOLONG', 'ENOTDIR', 'EINVAL'])

/**
 * Opens the stage of an output folder, after what an earlier run left is completed or thrown away. Makes nothing
 * before the first output. One process at a time: see `acquireLock`.
 */
export async function openStage(target: Target): Promise<Stage> {
  const recovered = await attempt(() => recover(target))
  const kind = await attempt(async () => stageKindFor(target))
  const failure = [recovered, kind].find((one) => one instanceof HostError)
  const found = kind instanceof HostError ? 'cache' : kind
  return createStage(target, found, { failure, hasRecovered: recovered !== false })
}

async function attempt<T>(run: () => Promise<T>): Promise<T | HostError> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof HostError) return error
    throw error
  }
}

interface Opened {
  failure: HostError | undefined
  hasRecovered: boolean
}

function createStage(target: Target, kind: StageKind, { failure: broken, hasRecovered }: Opened): Stage {
  const { host, out } = target
  const sync = target.durable === true
  const places = placesOf(target)
  const folder = places.stages[kind]
  const known: KnownFolders = new Set()
  const staged = new Map<string, Staged>()
  let failure = broken
  let isUsed = false
  const at = (path: string) => `${folder}/files/${path}`

  return {
    target,
    places,
    kind,
    folder,
    known,
    hasRecovered,
    get failure() {
      return failure
    },
    put({ path, hash }, bytes) {
      if (failure !== undefined) return failure
      isUsed = true
      staged.delete(path)
      try {
        if (!isOutputPath(path)) return new HostError(`${out}/${path}`, 'EINVAL')
        staged.set(path, { hash, stat: host.create(at(path), bytes, { sync, known }) })
        return undefined
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        const told = new HostError(`${out}/${path}`, error.code, error)
        if (!UNFIT.has(error.code)) failure = told
        return told
      }
    },
    has: (path, hash) => staged.get(path)?.hash === hash,
    stat: (path) => staged.get(path)?.stat,
    read: (path) => host.read(at(path)),
    drop(path) {
      staged.delete(path)
      host.remove(at(path), known)
      for (const above of foldersAbove(path)) {
        host.removeFolder(at(above), known)
      }
    },
    paths: () => [...staged.keys()],
    tick() {
      isUsed = true
      return host.create(posix.join(folder, 'tick'), new Uint8Array(), { known }).mtime
    },
    isUsed: () => isUsed,
    discard() {
      staged.clear()
      known.clear()
      host.removeTree(folder)
    },
  }
}
