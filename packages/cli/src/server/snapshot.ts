/** The files that are served: those of the output folder that its builds made, and nothing else that lies there. */
import type { FilesChange, PublishedFile } from '@blog-build/core'
import { addressOf, toBase } from './address.js'

/** A file that is served. Another one stands in its place once its bytes are others. */
export interface ServedFile extends PublishedFile {
  /** Number of the snapshot in which it got these bytes. */
  since: number
}

/** A site as it is to be served. */
export interface ShownSite {
  /** Absolute path of the output folder. */
  folder: string
  /** The path under which the site lives, such as `/blog/`. */
  base: string
  files: FilesChange
}

/** All files of a site at one moment. */
export interface Snapshot {
  /** Counts what was shown. */
  number: number
  folder: string
  /** Segments of the base path. */
  base: readonly string[]
  /** A file by its path, in whatever Unicode form that is written. */
  find(path: string): ServedFile | undefined
  /** Addresses of the style sheets that pages link by a name that changes with them, the longest first. */
  styles: readonly string[]
  /** Addresses of files that got their bytes after the snapshot of this number. */
  changedSince(number: number): { address: string; isPage: boolean }[]
}

/** Whether a file is a page, by its path. */
export function isPage(path: string): boolean {
  return /\.html?$/i.test(path)
}

/** The snapshot after one more change of the site; what is read from one that came before may be newer than it. */
export function nextSnapshot(last: Snapshot | undefined, site: ShownSite): Snapshot {
  const number = (last?.number ?? 0) + 1
  const files = (last && filesOf.get(last)) ?? new Map<string, ServedFile>()
  const gone = site.files.isWhole ? new Set(files.keys()) : new Set(site.files.removed.map(keyOf))
  for (const file of site.files.set) {
    const key = keyOf(file.path)
    gone.delete(key)
    const before = files.get(key)
    if (before?.hash === file.hash) Object.assign(before, file, { since: before.since })
    else files.set(key, { ...file, since: number })
  }
  for (const key of gone) files.delete(key)
  const base = toBase(site.base)
  const all = () => [...files.values()]
  const snapshot: Snapshot = {
    number,
    folder: site.folder,
    base,
    find: (path) => files.get(keyOf(path)),
    styles: all()
      .filter(({ owner, path }) => owner === 'styles' && path.endsWith('.css'))
      .map(({ path }) => addressOf(base, path))
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    changedSince: (seen) =>
      all()
        .filter(({ since }) => since > seen)
        .map(({ path }) => ({ address: addressOf(base, path), isPage: isPage(path) })),
  }
  filesOf.set(snapshot, files)
  return snapshot
}

/** The one table of a run, handed from snapshot to snapshot: a change of one file must not copy ten thousand. */
const filesOf = new WeakMap<Snapshot, Map<string, ServedFile>>()

/** One key for all spellings of accents: names of one site never differ by these alone. */
function keyOf(path: string): string {
  return path.normalize('NFC')
}
