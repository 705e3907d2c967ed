import { randomUUID } from 'node:crypto'
import type { Host } from '../model.js'
import { atLeisure } from './commit.js'
import { type Manifest, type ManifestFile, readLatest, sealOf, writeManifest } from './manifest.js'
import type { Places, Target } from './place.js'
import { type Fingerprints, proveLate } from './settle.js'
import type { Stage } from './stage.js'

/** What is known of an output folder. */
export interface Known {
  manifest: Manifest | undefined
  /** What the disk's record says: an older state, where files were replaced and it was not written since. */
  written: Manifest | undefined
  /** Whether the record lies where this build does not write it. */
  isOther: boolean
  /** Whether this process left the folder so, and no other one published to it since. */
  isHeld: boolean
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
  rewrite(stage: Stage, written: Manifest): void
  /** Holds what the folder has after that. */
  holdBehind(manifest: Manifest, fingerprints?: Fingerprints): void
  /** What the folder held after the last publish. */
  files(): ReadonlyMap<string, ManifestFile>
  /** Holds nothing any more: the next publish looks at everything. */
  forget(): void
}

interface Held {
  target: Target
  manifest: Manifest
  written: Manifest
  /** What the disk's records were then. */
  seal: string
  /** Of files whose time is not proven yet. */
  fingerprints: Fingerprints
}

/** Holds nothing yet. */
export function createLedger(): Ledger {
  /** Tells this ledger from those of other processes. */
  const token = randomUUID()
  let held: Held | undefined
  let isBehind = false
  /** During one publish nobody else publishes. */
  let checked: Stage | undefined

  const isCurrent = ({ target, places, hasRecovered }: Stage, { seal, ...last }: Held): boolean => {
    const { host, out } = target
    return (
      !hasRecovered &&
      isSameTarget(target, last.target) &&
      sealsOf(host, places) === seal &&
      markOf(host, places) === (isBehind ? token : undefined) &&
      // Whoever removed it whole told nobody.
      host.stat(out)?.kind === 'folder'
    )
  }
  const forget = () => {
    held = undefined
    isBehind = false
  }
  const read = (stage: Stage): Known => {
    if (held !== undefined && checked !== stage && !isCurrent(stage, held)) forget()
    checked = stage
    if (held !== undefined)
      return { manifest: held.manifest, written: held.written, isOther: false, isHeld: true }
    const { manifest, isOther } = readLatest(stage.target.host, stage.places)
    return { manifest, written: manifest, isOther, isHeld: false }
  }
  const hold = ({ target, places }: Stage, manifest: Manifest) => {
    const { host } = target
    isBehind = false
    atLeisure(() => {
      if (host.stat(places.behind) !== undefined) host.remove(places.behind)
    })
    const seal = sealsOf(host, places)
    held = { target, manifest, written: manifest, seal, fingerprints: new Map() }
  }
  return {
    get behind() {
      return isBehind ? held?.target : undefined
    },
    read,
    async prove(stage) {
      const known = read(stage)
      if (held === undefined || held.fingerprints.size === 0) return known
      const manifest = await proveLate(stage, held.manifest, held.fingerprints)
      held = { ...held, manifest, fingerprints: new Map() }
      return { ...known, manifest }
    },
    hold,
    write(stage, manifest) {
      const { host, durable } = stage.target
      writeManifest(host, stage.places.manifest, manifest, durable)
      hold(stage, manifest)
    },
    rewrite({ target: { host }, places }, written) {
      writeManifest(host, places.manifest, written)
      if (held !== undefined) held = { ...held, written, seal: sealsOf(host, places) }
    },
    fallBehind({ target: { host }, places }) {
      if (!isBehind) host.write(places.behind, new TextEncoder().encode(token))
      isBehind = true
    },
    holdBehind(manifest, fingerprints = new Map()) {
      if (held === undefined) return
      const all = new Map([...stillOf(held, manifest), ...fingerprints])
      held = { ...held, manifest, fingerprints: all }
    },
    files: () => held?.manifest.files ?? new Map(),
    forget,
  }
}

function isSameTarget(a: Target, b: Target): boolean {
  const names = ['root', 'out', 'durable', 'swap', 'readOnly'] as const
  return names.every((name) => (a[name] || false) === (b[name] || false))
}

/** Fingerprints of files that were not replaced since. */
function stillOf(last: Held, { files }: Manifest): [string, string][] {
  return [...last.fingerprints].filter(([path]) => files.get(path) === last.manifest.files.get(path))
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
