/** The memory of a project between builds, looked at and cleared from outside. */
import { HostError } from './host/error.js'
import { acquireLock } from './host/lock.js'
import { createNodeHost, resolvePath } from './host/node.js'
import { cacheNotCleared } from './messages/cache.js'
import type { Host, Message } from './model.js'
import { createDiskFiles } from './store/files.js'
import { inspectStore, isStoreFile, type StoreInfo } from './store/inspect.js'
import { version } from './version.js'

/** What a project's cache holds. */
export interface CacheInfo extends StoreInfo {
  /** Absolute path of the folder that holds it. */
  folder: string
  /** When it was last written, in ISO 8601; absent if nothing was. */
  written?: string
  /** The version that looks: only what this one wrote is used. */
  version: string
}

/** What clearing a cache came to. */
export interface ClearedCache {
  /** Absolute path of the folder that held it. */
  folder: string
  /** In bytes. */
  removed: number
  /** An error for each file that could not be removed, or if another process is building. */
  messages: Message[]
}

/**
 * Looks at the cache of a project. Nothing is changed, and none of the project's code runs.
 *
 * @param root Absolute path of the project's folder.
 */
export function cacheInfo(root: string): CacheInfo {
  const { folder, host, store } = placeOf(root)
  const info = inspectStore(createDiskFiles(store), version)
  const times = ['graph.bin', 'graph.log'].map((name) => statOf(host, `${store}/${name}`)?.mtime ?? 0)
  const latest = Math.max(...times)
  return { folder, ...info, version, ...(latest > 0 ? { written: new Date(latest).toISOString() } : {}) }
}

/**
 * Removes what builds keep to save work: results and bundled code. What they keep for safety stays: which outputs
 * are theirs, and what a publish that was cut short left. Waits for a build that is under way.
 *
 * @param root Absolute path of the project's folder.
 */
export async function clearCache(root: string): Promise<ClearedCache> {
  const { folder, host, store, code } = placeOf(root)
  if (statOf(host, store) === undefined && statOf(host, code) === undefined)
    return { folder, removed: 0, messages: [] }
  const { lock, messages } = await acquireLock(folder)
  if (!lock) return { folder, removed: 0, messages }
  try {
    const cleared = [clearFolder(host, root, store, isStoreFile), clearFolder(host, root, code, isModule)]
    return {
      folder,
      removed: cleared.reduce((sum, { removed }) => sum + removed, 0),
      messages: cleared.flatMap(({ messages }) => messages),
    }
  } finally {
    lock.release()
  }
}

function placeOf(root: string) {
  const folder = `${resolvePath(root)}/.blog-build`
  const host = createNodeHost({ root: resolvePath(root), cache: folder })
  return { folder, host, store: `${folder}/store`, code: `${folder}/code` }
}

/** As `createRun` names them. */
function isModule(name: string): boolean {
  return /-[0-9a-f]{16}\.mjs$/.test(name)
}

/** Removes the files of ours in a folder, and the folder if it is empty then. */
function clearFolder(host: Host, root: string, folder: string, isOurs: (name: string) => boolean) {
  const messages: Message[] = []
  let removed = 0
  const attempt = (path: string, run: () => void) => {
    try {
      run()
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      messages.push(cacheNotCleared(path.slice(resolvePath(root).length + 1), error.reason))
    }
  }
  attempt(folder, () => {
    for (const { name, kind } of host.list(folder) ?? []) {
      if (!isOurs(name) || kind === 'folder') continue
      const path = `${folder}/${name}`
      const size = statOf(host, path)?.size ?? 0
      attempt(path, () => {
        host.remove(path)
        removed += size
      })
    }
    host.removeFolder(folder)
  })
  return { removed, messages }
}

function statOf(host: Host, path: string) {
  try {
    return host.stat(path)
  } catch (error) {
    if (error instanceof HostError) return undefined
    throw error
  }
}
