import { posix } from 'node:path'
import { carryOver } from './carry-over.js'
import { atLeisure, carryOut, syncFolders } from './commit.js'
import type { Draft } from './draft.js'
import { type Journal, NO_STEPS, writeJournal } from './journal.js'
import { isSame, type Manifest, type ManifestFile, writeManifest } from './manifest.js'
import { isSameManifest, nextManifest } from './next-manifest.js'
import { behindOf, type Target } from './place.js'
import type { Step } from './plan.js'
import type { PublishOptions } from './publish.js'
import { type Published, toPublished } from './published.js'
import { prove, type Settled, settle } from './settle.js'
import type { Stage } from './stage.js'
import { nextSwap, stateOf } from './version.js'

/**
 * Does what was planned: stages it, commits it by a journal, and carries it out.
 *
 * @throws HostError if the disk fails, and what `bytes` throws.
 */
export async function carry(draft: Draft): Promise<Published> {
  const { options, stage, plan, known, ledger } = draft
  const { keepVanished = false, bytes, generation } = options
  const removed = [...plan.removeFirst, ...(keepVanished ? [] : plan.removeLast)]
  const settled = await settle({ stage, plan, manifest: known.manifest, bytes })
  const kept = keepVanished ? asTheyAre(stage.target, plan.removeLast) : []
  const next = nextManifest({ last: known.manifest, plan, settled, kept, generation })
  const isTurned = options.swap === true && stateOf(options).kind === 'folder'
  const isRight = !known.isOther && known.older === undefined && isSameManifest(next, known.manifest)
  let now = next
  if (settled.moved.length > 0 || removed.length > 0 || isTurned) now = await commit(draft, settled, next)
  else if (!isRight) writeManifest(options.host, stage.places.manifest, next, options.durable)
  if (options.readOnly !== true) forgetOther(stage)
  ledger.hold(stage, now)
  if (stage.isUsed()) atLeisure(stage.discard)
  return toPublished({ plan, removed, settled, count: options.outputs.length })
}

/** A hash that no output has. */
const UNKNOWN = '?'

/** Files of ours that stay though they are no outputs. What holds something else than we wrote is known by no hash. */
function asTheyAre({ host, out }: Target, files: readonly ManifestFile[]): ManifestFile[] {
  const stats = host.stats(
    out,
    files.map(({ path }) => path),
  )
  return files.map((file, at) => {
    const stat = stats[at]
    if (isSame(file, stat)) return file
    const { size, mtime } = stat?.kind === 'file' ? stat : {}
    return { ...file, hash: UNKNOWN, size, mtime }
  })
}

/** What builds left beside the output folder that could not write elsewhere. */
function forgetOther({ target: { host }, places }: Stage): void {
  atLeisure(() => {
    if (host.stat(places.other) === undefined) return
    host.remove(places.other)
    if (host.stat(behindOf(places.other)) !== undefined) host.remove(behindOf(places.other))
  })
}

async function commit(draft: Draft, { moved }: Settled, next: Manifest): Promise<Manifest> {
  const { options, stage, plan, known } = draft
  const { folder, places } = stage
  const staged = moved.map(({ output }) => output.path)
  const carried =
    options.swap === true ? carryOver({ stage, next: next.files, last: known.manifest, plan }) : undefined
  const proven = await prove(stage, carried?.files ?? next.files, [...staged, ...(carried?.copied ?? [])])
  // Only what is carried over comes in an order of its own.
  const files = carried ? new Map([...proven].sort(([a], [b]) => byCodeUnit(a, b))) : proven
  const journal = carried ? swapJournal(options, stage) : toJournal(draft, moved, files)
  if (options.durable === true)
    syncFolders(options.host, posix.join(folder, 'files'), carried ? [...files.keys()] : staged)
  catchUp(draft, [...journal.first, ...journal.last])
  const committed = writeJournal(options.host, places.next, { ...next, files }, journal)
  if (isTouching(journal)) options.onPublish?.()
  return carryOut({ ...committed, target: options, places, folder, known: stage.known, isLate: false })
}

/** A run that completes this one tells a torn copy of a file that goes by the size that the record has for it. */
function catchUp({ known, stage: { target, places } }: Draft, paths: readonly string[]): void {
  const { manifest, older } = known
  if (manifest !== undefined && paths.some((path) => older?.has(path)))
    writeManifest(target.host, places.manifest, manifest, target.durable)
}

/** Whether a file is replaced or removed. */
function isTouching({ first, replaced, last, swap }: Journal): boolean {
  if (swap !== undefined) return swap.before.kind !== 'nothing'
  return first.length + replaced.length + last.length > 0
}

function swapJournal(options: PublishOptions, { kind }: Stage): Journal {
  return { ...NO_STEPS, stage: kind, swap: nextSwap(options) }
}

function toJournal({ options, stage, plan }: Draft, moved: Step[], files: Manifest['files']): Journal {
  const places = placesIn(files, new Set(moved.map(({ output }) => output.path)))
  const folders = new Set<string>()
  const [fresh, replaced]: [number[], number[]] = [[], []]
  for (const { output, isFree } of moved) {
    const absent = isFree ? plan.absentAbove(output.path) : undefined
    if (absent !== undefined) folders.add(absent)
    else (isFree ? fresh : replaced).push(places.get(output.path) ?? -1)
  }
  return {
    stage: stage.kind,
    first: plan.removeFirst.map(({ path }) => path),
    clear: plan.clear,
    folders: [...folders],
    fresh,
    replaced,
    last: options.keepVanished === true ? [] : plan.removeLast.map(({ path }) => path),
    emptied: plan.emptied,
  }
}

/** Places of some files among all. */
function placesIn(files: Manifest['files'], paths: ReadonlySet<string>): Map<string, number> {
  const places = new Map<string, number>()
  let at = 0
  for (const path of files.keys()) {
    if (paths.has(path)) places.set(path, at)
    at++
  }
  return places
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
