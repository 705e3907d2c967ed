/** Which files and folders a site has looked at: what a watch has to keep an eye on. */
import { posix } from 'node:path'
import { parseKey } from './engine/task.js'
import type { Store } from './model.js'
import { pathInputs } from './suspects.js'

/** Files and folders that were looked at. */
export interface Looked {
  /** Takes down a path, as tasks know it. */
  onLook(path: string): void
  /** Absolute paths that were not given before. */
  take(): string[]
}

/** @param codePaths Absolute paths of what the code was made from. */
export function createLooked(
  { store, root }: { store: Store; root: string },
  codePaths: () => string[],
): Looked {
  const given = new Set<string>()
  let fresh: string[] = []
  let isStarted = false
  const onLook = (path: string) => {
    const full = posix.resolve(root, path)
    if (given.has(full)) return
    given.add(full)
    fresh.push(full)
  }
  return {
    onLook,
    take() {
      // A build that finds things as an earlier process left them need not look at them.
      if (!isStarted) for (const path of remembered(store)) onLook(path)
      isStarted = true
      for (const path of codePaths()) onLook(path)
      const taken = fresh
      fresh = []
      return taken
    },
  }
}

function remembered(store: Store): string[] {
  return pathInputs.flatMap((name) => store.named(name).map((id) => String(parseKey(store.key(id)).argument)))
}
