import { posix } from 'node:path'
import type { Host } from '../model.js'
import { foldersAbove } from '../pipeline/output.js'
import type { Manifest, ManifestFile } from './manifest.js'
import { isThere } from './move.js'
import type { Plan } from './plan.js'
import { linkOrCopy } from './rename.js'
import type { Stage } from './stage.js'

/** What `carryOver` needs to know. */
export interface CarryOverInput {
  stage: Stage
  /** As it will be; what is not staged is to be carried over. */
  next: ReadonlyMap<string, ManifestFile>
  /** What is ours in the version that is shown now. */
  last: Manifest | undefined
  plan: Plan
}

/**
 * Completes a staged version by what the version that is shown now holds: files of ours that stay, and all that
 * is not ours. Both versions name one file, which keeps size and time; without such links it is copied.
 *
 * @returns The files, and the paths of those that were copied.
 * @throws HostError if the disk fails.
 */
export function carryOver(input: CarryOverInput): { files: Map<string, ManifestFile>; copied: string[] } {
  const { target, known } = input.stage
  const { host, out } = target
  const files = new Map(input.next)
  const copied: string[] = []
  const placeIn = (path: string) => `${input.stage.folder}/files/${path}`
  host.makeFolder(posix.join(input.stage.folder, 'files'), known)
  if (!isThere(host, out)) return { files, copied }
  for (const file of input.next.values()) {
    if (input.stage.stat(file.path) !== undefined) continue
    const how = linkOrCopy(target, `${out}/${file.path}`, placeIn(file.path), known)
    if (how === 'link') continue
    // Gone since it was looked at: the next publish sees to it.
    const stat = how === undefined ? undefined : host.stat(placeIn(file.path))
    files.set(file.path, { ...file, size: stat?.size, mtime: stat?.mtime })
    copied.push(file.path)
  }
  for (const { path, link, isFolder } of foreignIn(host, out, input)) {
    if (link !== undefined) host.symlink(link, placeIn(path))
    else if (isFolder) host.makeFolder(placeIn(path), known)
    else linkOrCopy(target, `${out}/${path}`, placeIn(path), known)
  }
  return { files, copied }
}

interface Foreign {
  path: string
  /** Target of a link. */
  link?: string | undefined
  /** An empty folder; those with something in them come with that. */
  isFolder: boolean
}

/** What is not ours in an output folder, without folders that were only ever there for our files. */
function* foreignIn(host: Host, out: string, { next, last, plan }: CarryOverInput): Generator<Foreign> {
  const isOurs = (path: string) => next.has(path) || last?.files.has(path) === true
  const ours = new Set([...next.keys(), ...(last?.files.keys() ?? [])].flatMap(foldersAbove))
  const isCleared = (path: string) => plan.clear.some((folder) => `${path}/`.startsWith(`${folder}/`))

  function* walk(folder: string): Generator<Foreign> {
    for (const { name, kind } of host.list(posix.join(out, folder)) ?? []) {
      const path = posix.join(folder, name)
      const isFolder = kind === 'folder'
      if (!isFolder && isOurs(path)) continue
      const link = isFolder && ours.has(path) ? undefined : host.readLink(posix.join(out, path))
      if (link !== undefined || !isFolder) yield { path, link, isFolder: false }
      else {
        const isEmpty = host.list(posix.join(out, path))?.length === 0
        if (isEmpty && !ours.has(path) && !isCleared(path)) yield { path, isFolder: true }
        yield* walk(path)
      }
    }
  }
  yield* walk('')
}
