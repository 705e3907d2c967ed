import { randomUUID } from 'node:crypto'
import type { Host } from '../model.js'
import { atLeisure } from './commit.js'
import { type Manifest, type ManifestFile, readLatest, sealOf, writeManifest } from './manifest.js'
import type { Places, Target } from './place.js'
import { type FilesChange, filesChange } from './published.js'
import { type Fingerprints, untimed } from './settle.js'
import type { Stage } from './stage.js'

/** What is known of an output folder. */
export interface Known {
  manifest: Manifest | undefined
  /**
   * Files of which the disk's record says something else, by path: what it says. Absent where the record says what
   * the manifest does.
   */
  older?: ReadonlyMap<string, ManifestFile> | undefined
  /** Whether the record lies where this build does not write it. */
  isOther: boolean
  /** Whether this process left the folder so, and no other one published to it since. */
  isHeld: boolean
}

/** What became of files that were replaced while the record on the disk stayed as it is. */
export interface Replaced {
  generation: string | undefined
  files: readonly ManifestFile[]
  /** Of those whose time is not proven. */
  fingerprints: Fingerprints
}

/**
 * What a process knows of an output folder from one publish to the next, so that the record on the disk is neither
 * read again nor written each time. It is newer than that record, or the same.
 */
export interface Ledger {
  /** The target of what is held, if the disk's record is behind. */
  readonly behind: Target | undefined
  /** What is known: what is held, unless somebody else published since; else what the disk has. */
  read(stage: Stage): Known
  /**
   * As `read`. Times that may be those of an edit just after the publish are compared by bytes first, and left out
   * if they are: before they are written, or before the folder is compared with them.
   */
  prove(stage: Stage): Promise<Known>
  /** Holds what the folder has now, all of it looked at or written by this process, and what the disk's record says. */
  hold(stage: Stage, manifest: Manifest): void
  /** Writes the record, and holds it. */
  write(stage: Stage, manifest: Manifest): void
  /** To be called before files are replaced while the record stays as it is: all others learn that it is behind. */
  fallBehind(stage: Stage): void
  /** Writes another record of the older state, where the one there is could be taken for one of the state to be. */
  rewrite(stage: Stage, without: readonly string[]): void
  /** Holds what was done after `fallBehind`; all other files are as they were. */
  replace(replaced: Replaced): void
  /** What the folder holds that it did not hold when this was asked last; to be asked after a publish. */
  change(): FilesChange
  /** Holds nothing any more: the next publish looks at everything. */
  forget(): void
}

interface Held {
  target: Target
  generation: string | undefined
  /** Changed in place: to copy it would take longer than all the rest of a small publish. */
  files: Map<string, ManifestFile>
  /** What the disk's record says of files that it has otherwise; absent where it is not behind. */
  older: Map<string, ManifestFile> | undefined
  /** What the disk's records were then. */
  seal: string
  /** Of files whose time is not proven yet. */
  fingerprints: Map<string, string>
}

/** Holds nothing yet. */
export function createLedger(): Ledger {
  /** Tells this ledger from those of other processes. */
  const token = randomUUID()
  const news = createNews()
  let held: Held | undefined
  /** During one publish nobody else publishes: what was looked at is so until its end. */
  let checked: Stage | undefined
  let found: ReturnType<typeof readLatest> | undefined

  const read = (stage: Stage): Known => {
    if (held !== undefined && checked !== stage && !isCurrent(stage, held, token)) held = undefined
    if (checked !== stage) found = undefined
    checked = stage
    if (held !== undefined)
      return { manifest: manifestOf(held), older: held.older, isOther: false, isHeld: true }
    found ??= readLatest(stage.target.host, stage.places)
    return { ...found, isHeld: false }
  }
  const hold = (stage: Stage, manifest: Manifest) => {
    unmark(stage)
    const own = held?.files === manifest.files ? held.files : new Map(manifest.files)
    held = toHeld(stage, manifest, own)
  }
  const write = (stage: Stage, manifest: Manifest) => {
    const { host, durable } = stage.target
    writeManifest(host, stage.places.manifest, manifest, durable)
    hold(stage, manifest)
  }
  return {
    get behind() {
      return held?.older && held.target
    },
    read,
    async prove(stage) {
      const known = read(stage)
      if (held === undefined || held.fingerprints.size === 0) return known
      const files = await untimed(stage, held.files, held.fingerprints)
      for (const file of files) held.files.set(file.path, file)
      news.add(files)
      held.fingerprints.clear()
      return known
    },
    hold,
    write,
    fallBehind({ target: { host }, places }) {
      if (held === undefined || held.older !== undefined) return
      host.write(places.behind, new TextEncoder().encode(token))
      held.older = new Map()
    },
    rewrite({ target: { host }, places }, without) {
      if (held === undefined) return
      const files = new Map([...held.files, ...(held.older ?? [])])
      for (const path of without) files.set(path, { ...(files.get(path) as ManifestFile), mtime: undefined })
      writeManifest(host, places.manifest, { files })
      held.seal = sealsOf(host, places)
    },
    replace(replaced) {
      if (held === undefined) return
      replaceIn(held, replaced)
      news.add(replaced.files)
    },
    change: () => news.take(held?.target.out ?? '', held?.files ?? new Map()),
    forget() {
      held = undefined
      found = undefined
    },
  }
}

function isCurrent(stage: Stage, { target: last, seal, older }: Held, token: string): boolean {
  const { target, places, hasRecovered } = stage
  const { host, out } = target
  return (
    !hasRecovered &&
    isSameTarget(target, last) &&
    sealsOf(host, places) === seal &&
    markOf(host, places) === (older && token) &&
    // Whoever removed it whole told nobody.
    host.stat(out)?.kind === 'folder'
  )
}

function isSameTarget(a: Target, b: Target): boolean {
  const names = ['root', 'out', 'durable', 'swap', 'readOnly'] as const
  return names.every((name) => (a[name] || false) === (b[name] || false))
}

function toHeld({ target, places }: Stage, { generation }: Manifest, files: Held['files']): Held {
  const seal = sealsOf(target.host, places)
  return { target, generation, files, older: undefined, seal, fingerprints: new Map() }
}

function manifestOf({ generation, files }: Held): Manifest {
  return { generation, files }
}

function replaceIn(held: Held, { generation, files, fingerprints }: Replaced): void {
  held.generation = generation
  for (const file of files) {
    const { path } = file
    const last = held.files.get(path)
    if (last !== undefined && held.older?.has(path) === false) held.older.set(path, last)
    held.files.set(path, file)
    held.fingerprints.delete(path)
  }
  for (const [path, sum] of fingerprints) held.fingerprints.set(path, sum)
}

/** What tells the records of now from those that somebody else wrote; by time and size they may be the same. */
function sealsOf(host: Host, { manifest, other }: Places): string {
  return JSON.stringify([manifest, other].map((path) => sealOf(host, path)))
}

/** Who left the record behind, if anybody did. */
function markOf(host: Host, { behind }: Places): string | undefined {
  const bytes = host.read(behind)
  return bytes && new TextDecoder().decode(bytes)
}

function unmark({ target: { host }, places }: Stage): void {
  atLeisure(() => {
    if (host.stat(places.behind) !== undefined) host.remove(places.behind)
  })
}

/** What is to be told of the files of a folder. */
function createNews() {
  let told: { out: string; files: ReadonlyMap<string, ManifestFile> } | undefined
  const replaced = new Map<string, ManifestFile>()
  return {
    /** Files that were changed in what was told. */
    add(files: readonly ManifestFile[]): void {
      for (const file of files) replaced.set(file.path, file)
    },
    take(out: string, files: ReadonlyMap<string, ManifestFile>): FilesChange {
      const last = told?.out === out ? told.files : undefined
      const change = filesChange({ last, replaced, files })
      told = { out, files }
      replaced.clear()
      return change
    },
  }
}
