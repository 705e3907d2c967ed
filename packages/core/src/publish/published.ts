/** What a publish did. */
import type { BuildResult, Output } from '../model.js'
import type { ManifestFile } from './manifest.js'
import { isSameFile } from './next-manifest.js'
import type { Plan } from './plan.js'
import type { Settled } from './settle.js'

/** What a publish did. */
export interface Published {
  /** Addresses, compared with what the output folder held; each sorted. */
  changed: BuildResult['changed']
  /** Numbers of files. */
  written: number
  unchanged: number
  removed: number
  /** Bytes of the files that were written. */
  bytesWritten: number
}

/** A file of the output folder. */
export interface PublishedFile extends Output {
  /** Size in bytes and time in milliseconds since 1970, as the disk gave them; absent if they prove nothing. */
  size?: number | undefined
  mtime?: number | undefined
}

/** How the files of an output folder changed. */
export interface FilesChange {
  /** `set` is all there is: the first build of a site says so. */
  isWhole: boolean
  /** Files that came, or are others than before; sorted by path. */
  set: PublishedFile[]
  /** Paths of files that are gone, sorted. */
  removed: string[]
}

/** Two states of an output folder. */
export interface FilesBefore {
  /** Nothing if nothing was told yet. */
  last: ReadonlyMap<string, ManifestFile> | undefined
  /** Files that were others in the state before, whatever `last` says of them now. */
  replaced: ReadonlyMap<string, ManifestFile>
  files: ReadonlyMap<string, ManifestFile>
}

/** How the files of an output folder changed. */
export function filesChange({ last, replaced, files }: FilesBefore): FilesChange {
  if (last === undefined) return { isWhole: true, set: [...files.values()], removed: [] }
  if (last === files) return { isWhole: false, set: [...replaced.values()].sort(byPath), removed: [] }
  const set = [...files.values()].filter(
    (file) => replaced.has(file.path) || !isSameFile(file, last.get(file.path)),
  )
  return { isWhole: false, set, removed: [...last.keys()].filter((path) => !files.has(path)) }
}

function byPath(a: PublishedFile, b: PublishedFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** What a publish did, where it touched nothing. */
export function nothingDone(unchanged: number): Published {
  const changed = { added: [], changed: [], removed: [] }
  return { changed, written: 0, unchanged, removed: 0, bytesWritten: 0 }
}

/** What was planned and done. */
export interface Done {
  plan: Plan
  settled: Settled
  removed: readonly ManifestFile[]
  /** Number of outputs. */
  count: number
}

/** Tells what a publish did. Outputs that were not looked at are as they were. */
export function toPublished({ plan, settled, removed, count }: Done): Published {
  const written = new Set(settled.moved.map(({ output }) => output.path))
  const touched = new Set(settled.moved.map(({ output }) => output.url))
  for (const { url } of removed) touched.add(url)
  // Of few addresses among many: the others are in no list.
  const steps = plan.steps.filter(({ output }) => touched.has(output.url))
  const before = new Set(steps.filter(({ exists }) => exists).map(({ output }) => output.url))
  const after = new Set(steps.map(({ output }) => output.url))
  for (const { url } of removed) before.add(url)
  const urls = [...touched].sort()
  return {
    changed: {
      added: urls.filter((url) => !before.has(url)),
      changed: urls.filter((url) => before.has(url) && after.has(url)),
      removed: urls.filter((url) => !after.has(url)),
    },
    written: written.size,
    unchanged: count - written.size,
    removed: removed.length,
    bytesWritten: settled.files.reduce(
      (sum, { path, size = 0 }) => (written.has(path) ? sum + size : sum),
      0,
    ),
  }
}
