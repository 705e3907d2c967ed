import { posix } from 'node:path'
import { outputForeignFile, outputForeignInTheWay } from '../messages/output.js'
import type { FolderItem, Host, Message, Output } from '../model.js'
import { foldersAbove, foldPath } from '../pipeline/output.js'

/** An output folder as it is. Paths are relative to it. */
export interface Disk {
  /** What has exactly this name, also where case doesn't count. */
  item(path: string): FolderItem | undefined
  /** Why an output can't have its place. */
  obstacle(
    output: Output,
    known: ReadonlyMap<string, unknown>,
    wanted: ReadonlySet<string>,
  ): Message | undefined
  /** The folder that stands where a file is to be, as the disk spells it. */
  folderAt(path: string): string | undefined
  /** The path as the disk spells it, or nothing if it holds no such thing. */
  spelled(path: string): string | undefined
  /** The highest folder above a path that is not there: `''` is the output folder. */
  absentAbove(path: string): string | undefined
}

/** Looks at an output folder, listing each folder once. */
export function createDisk({ host, out, adopt }: { host: Host; out: string; adopt: boolean }): Disk {
  const { listed, spelled } = createLists(host, out)
  const at = (path: string | undefined) =>
    path === undefined ? undefined : listed(posix.dirname(path)).exact.get(posix.basename(path))

  /** The first file in a folder that is not ours. */
  const foreignIn = (folder: string, known: ReadonlyMap<string, unknown>): string | undefined => {
    for (const { name, kind } of listed(folder).exact.values()) {
      const path = posix.join(folder, name)
      const foreign = kind === 'folder' ? foreignIn(path, known) : known.has(path) ? undefined : path
      if (foreign !== undefined) return foreign
    }
    return undefined
  }

  const isAbsent = memoized((folder: string) =>
    folder === '' ? host.stat(out) === undefined : spelled(folder) === undefined,
  )

  return {
    spelled,
    absentAbove: (path) => ['', ...foldersAbove(path).reverse()].find(isAbsent),
    item: (path) => (spelled(path) === path ? at(path) : undefined),
    folderAt: (path) => (at(spelled(path))?.kind === 'folder' ? spelled(path) : undefined),
    obstacle: (output, known, wanted) => {
      for (const folder of foldersAbove(output.path)) {
        const path = spelled(folder)
        const isFree =
          path === undefined || at(path)?.kind === 'folder' || (known.has(path) && !wanted.has(path))
        if (!isFree) return outputForeignInTheWay(path, output)
      }
      const path = spelled(output.path)
      if (path === undefined) return undefined
      if (at(path)?.kind === 'folder') {
        const foreign = foreignIn(path, known)
        return foreign === undefined ? undefined : outputForeignInTheWay(foreign, output)
      }
      return adopt || known.has(path) ? undefined : outputForeignFile(path, output)
    },
  }
}

interface Listed {
  exact: ReadonlyMap<string, FolderItem>
  /** Names by their folded form. */
  folded: ReadonlyMap<string, string>
}

function createLists(host: Host, out: string) {
  const lists = new Map<string, Listed>()
  const listed = (folder: string): Listed => {
    const present = lists.get(folder)
    if (present !== undefined) return present
    const items = host.list(posix.join(out, folder)) ?? []
    const list = {
      exact: new Map(items.map((item) => [item.name, item])),
      folded: new Map(items.map(({ name }) => [foldPath(name), name])),
    }
    lists.set(folder, list)
    return list
  }
  /** The path as the disk spells it, or nothing if it holds no such thing. */
  const spelled = (path: string): string | undefined => {
    const folder = path.includes('/') ? spelled(posix.dirname(path)) : ''
    if (folder === undefined) return undefined
    const name = posix.basename(path)
    if (listed(folder || '.').exact.has(name)) return posix.join(folder, name)
    const other = listed(folder || '.').folded.get(foldPath(name))
    // Only a disk that ignores case finds what is spelled otherwise.
    if (other === undefined || host.stat(posix.join(out, folder, name)) === undefined) return undefined
    return posix.join(folder, other)
  }
  return { listed, spelled }
}

function memoized<T>(run: (key: string) => T): (key: string) => T {
  const answers = new Map<string, T>()
  return (key) => {
    if (!answers.has(key)) answers.set(key, run(key))
    return answers.get(key) as T
  }
}
