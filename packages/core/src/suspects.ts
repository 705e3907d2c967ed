/** From paths that may have changed to the inputs that they concern. */
import { posix } from 'node:path'
import { hashOf } from './engine/codec.js'
import { hashOfAnswer } from './engine/observer.js'
import { keyOf, parseKey } from './engine/task.js'
import type { Host, Store } from './model.js'

/** Inputs whose argument is a path: relative to the root where it lies below, else absolute. */
export const pathInputs = ['file', 'folder', 'folder-problem', 'link'] as const

/** Where suspects are looked for. */
export interface SuspectsIn {
  store: Store
  host: Host
  root: string
  /** The instant that counts as now, in milliseconds since 1970. */
  now: number
}

/** What is known of the inputs before a build looks at them. */
export interface Suspicion {
  /** Absolute or relative paths that may have changed since the last build. */
  changed?: readonly string[] | undefined
  /** Keys of inputs that somebody found to be others a moment ago; nobody looks for more. */
  suspects?: readonly string[] | undefined
}

/** Keys of the inputs that are to be looked at; nothing if these are all. Time has gone on in any case. */
export function suspectsIn({ changed, suspects }: Suspicion, world: SuspectsIn): string[] | undefined {
  if (changed) return suspectsOf(changed, world)
  return suspects && [...new Set([...suspects, ...passed(world)])]
}

/**
 * Keys of the inputs of the last build that these paths concern, and of the instants that have passed since. A file
 * concerns the folder that lists it; a folder that came or went, everything that was asked for below it.
 *
 * @param changed Absolute, or relative to the root.
 */
export function suspectsOf(changed: readonly string[], world: SuspectsIn): string[] {
  const { store, root } = world
  const paths = [...new Set(changed.map((path) => posix.resolve(root, path)))]
  const named = (path: string) =>
    formsOf(root, path).flatMap((form) => pathInputs.map((name) => keyOf(name, form)))
  const own = paths.flatMap(named)
  const moved = paths.filter((path) => !isStillFile(world, path))
  const listed = [...new Set(moved.map((path) => posix.dirname(path)))].flatMap(named)
  const folders = paths.filter((path) => isFolder(world, path)).flatMap((path) => formsOf(root, path))
  const below = folders.length === 0 ? [] : keysBelow(store, folders)
  return [...new Set([...own, ...listed, ...below, ...passed(world)])]
}

/** What a task calls a path: mostly relative to the root, absolute where it found it behind the engine's back. */
function formsOf(root: string, path: string): string[] {
  if (path === root) return ['', root]
  return path.startsWith(`${root}/`) ? [path.slice(root.length + 1), path] : [path]
}

/** Whether a path was a file and is one: then the list of its folder, which may be long, is what it was. */
function isStillFile({ store, host, root }: SuspectsIn, path: string): boolean {
  const wasRead = formsOf(root, path).some((form) => {
    const id = store.find(keyOf('file', form))
    return id >= 0 && store.isAlive(id) && store.hash(id) !== hashOfAnswer('-')
  })
  try {
    return wasRead && host.stat(path)?.kind === 'file' && host.readLink(path) === undefined
  } catch {
    return false
  }
}

/** Whether a path is a folder, or was one, or a link that may have led to one. */
function isFolder({ store, host, root }: SuspectsIn, path: string): boolean {
  const wasThere = (name: string, absent: string) =>
    formsOf(root, path).some((form) => {
      const id = store.find(keyOf(name, form))
      return id >= 0 && store.isAlive(id) && store.hash(id) !== absent
    })
  if (wasThere('folder', hashOfAnswer('-')) || wasThere('link', hashOf('null'))) return true
  try {
    return host.stat(path)?.kind === 'folder'
  } catch {
    return true
  }
}

function keysBelow(store: Store, folders: readonly string[]): string[] {
  const starts = folders.map((folder) => (folder === '' ? '' : `${folder}/`))
  return pathInputs.flatMap((name) =>
    store
      .named(name)
      .map(store.key)
      .filter((key) => {
        const path = String(parseKey(key).argument)
        return starts.some((start) => path.startsWith(start))
      }),
  )
}

/** Instants that the last build found to lie ahead, and that have passed by now. */
function passed({ store, now }: SuspectsIn): string[] {
  return ahead(store).filter((key) => Date.parse(String(parseKey(key).argument)) <= now)
}

/** Keys of instants that lay ahead when they were last asked for. */
export function ahead(store: Store): string[] {
  const notPast = hashOf('false')
  return store
    .named('past')
    .filter((id) => store.hash(id) === notPast)
    .map(store.key)
}
