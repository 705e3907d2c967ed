import { posix } from 'node:path'
import { HostError } from '../host/error.js'
import { outputWriteFailed } from '../messages/output.js'
import type { BuildResult, Message, Output, Result } from '../model.js'
import { checkOutputs } from '../pipeline/output.js'
import { carryOver } from './carry-over.js'
import { atLeisure, carryOut, syncFolders } from './commit.js'
import { type Journal, writeJournal } from './journal.js'
import { type Manifest, type ManifestFile, readLatest, writeManifest } from './manifest.js'
import type { Target } from './place.js'
import { checkFolder, type PlanInput, type Step, toPlan } from './plan.js'
import { prove, type Settled, type SettleInput, settle } from './settle.js'
import { openStage, type Stage } from './stage.js'
import { nextSwap, stateOf } from './version.js'

/** What to publish, and where. */
export interface PublishOptions extends Target {
  /** All files that the folder is to hold. */
  outputs: readonly Output[]
  /** The bytes of an output; asked only for those that may have to be written and are not staged, one at a time. */
  bytes: (output: Output) => Promise<Uint8Array> | Uint8Array
  /** Take over a folder with foreign files, and replace those that have the path of an output. */
  adopt: boolean
  /** Leave outputs that vanished in place, for a watcher while errors stand. They stay ours. */
  keepVanished?: boolean
  /** What the build staged already, of the same target. @default a new one */
  stage?: Stage
  /** Kept in the manifest, for the caller to know these outputs by. */
  generation?: string | undefined
}

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

/**
 * Makes the output folder hold these outputs, beside files of others, which are never touched.
 *
 * Files that are right stay as they are, with their time. Ours that someone edited or deleted are
 * restored, and those that vanished are removed with the folders that are empty then. An edit that
 * keeps size and time of a file is not seen.
 *
 * Guarantee: no file is ever torn. All that is new is staged on the same disk; then the publish is committed, and
 * from there on a kill at any moment is made good by the next run, which completes it. A kill before leaves the
 * output folder untouched, and so does a disk that fails, before or after, as long as it allows to undo. In
 * between, a reader may see old files beside new ones; not with `swap`.
 *
 * @returns Errors where nothing was touched (foreign files, clashing or improper paths), or where
 * the disk failed.
 * @throws What `bytes` throws, but `HostError`; the output folder is untouched then.
 */
export async function publish(options: PublishOptions): Promise<Result<Published>> {
  const stage = options.stage ?? (await openStage(options))
  try {
    if (stage.failure !== undefined) throw stage.failure
    const clashes = checkOutputs(options.outputs)
    if (clashes.length > 0) return refused(clashes)
    const { manifest, isOther } = readLatest(options.host, stage.places)
    const input: PlanInput = { ...options, outputs: [...options.outputs].sort(byPath), manifest }
    const refusals = checkFolder(input)
    if (refusals.length > 0) return refused(refusals)
    const { plan, messages } = toPlan(input)
    if (messages.length > 0) return refused(messages)
    return {
      value: await carry({ options, stage, plan, manifest, isOther, bytes: options.bytes }),
      messages: [],
    }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    forget(stage)
    const path = posix.relative(options.root, shownPath(options, stage, error.path))
    return refused([outputWriteFailed(path, error.reason)])
  }
}

function refused(messages: Message[]): Result<Published> {
  const changed = { added: [], changed: [], removed: [] }
  return { value: { changed, written: 0, unchanged: 0, removed: 0, bytesWritten: 0 }, messages }
}

/** The room on a full disk is worth having; unless the next run needs what is there to undo or complete. */
function forget({ target, places, discard }: Stage): void {
  atLeisure(() => {
    const isPending = [places.next, places.undo].some((path) => target.host.stat(path) !== undefined)
    if (!isPending) discard()
  })
}

/** A file on its way is told by where it was to go. */
function shownPath({ out }: Target, stage: Stage, path: string): string {
  const files = `${stage.folder}/files/`
  return path.startsWith(files) ? posix.join(out, path.slice(files.length)) : path
}

interface Carry extends SettleInput {
  options: PublishOptions
  /** Whether the manifest lies where this build does not write it. */
  isOther: boolean
}

async function carry(input: Carry): Promise<Published> {
  const { options, stage, plan, manifest } = input
  const { host, durable } = options
  const isKeeping = options.keepVanished === true
  const removed = [...plan.removeFirst, ...(isKeeping ? [] : plan.removeLast)]
  const settled = await settle(input)
  const kept = isKeeping ? plan.removeLast : []
  const files = new Map([...kept, ...settled.files].map((file) => [file.path, file]))
  const next: Manifest = { generation: options.generation, files }
  const isTurned = options.swap === true && stateOf(options).kind === 'folder'
  if (settled.moved.length > 0 || removed.length > 0 || isTurned) await commit(input, settled, next)
  else if (input.isOther || !isEqual(next, manifest))
    writeManifest(host, stage.places.manifest, next, durable)
  if (options.readOnly !== true) forgetOther(input)
  if (stage.isUsed()) atLeisure(stage.discard)
  const written = new Set(settled.moved.map(({ output }) => output.path))
  return { ...toPublished(plan.steps, removed, written), bytesWritten: bytesOf(settled, written) }
}

function bytesOf({ files }: Settled, written: ReadonlySet<string>): number {
  return files.reduce((sum, { path, size = 0 }) => (written.has(path) ? sum + size : sum), 0)
}

/** What builds left beside the output folder that could not write elsewhere. */
function forgetOther({ options: { host }, stage: { places } }: Carry): void {
  atLeisure(() => {
    if (host.stat(places.other) !== undefined) host.remove(places.other)
  })
}

async function commit(input: Carry, { moved }: Settled, next: Manifest): Promise<void> {
  const { options, stage, plan, manifest } = input
  const { folder, known, places } = stage
  const staged = moved.map(({ output }) => output.path)
  const carried =
    options.swap === true ? carryOver({ stage, next: next.files, last: manifest, plan }) : undefined
  const proven = await prove(stage, carried?.files ?? next.files, [...staged, ...(carried?.copied ?? [])])
  const files = new Map([...proven].sort(([a], [b]) => byCodeUnit(a, b)))
  const journal = carried ? swapJournal(options, stage) : toJournal(input, moved, files)
  if (options.durable === true)
    syncFolders(options.host, posix.join(folder, 'files'), carried ? [...files.keys()] : staged)
  const committed = writeJournal(options.host, places.next, { ...next, files }, journal)
  await carryOut({ ...committed, target: options, places, folder, known, isLate: false })
}

const NO_STEPS = { first: [], clear: [], folders: [], fresh: [], replaced: [], last: [], emptied: [] }

function swapJournal(options: PublishOptions, { kind }: Stage): Journal {
  return { ...NO_STEPS, stage: kind, swap: nextSwap(options) }
}

function toJournal({ options, stage, plan }: Carry, moved: Step[], files: Manifest['files']): Journal {
  const places = new Map([...files.keys()].map((path, at) => [path, at]))
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

/** Whether the manifest says already what it would say afterwards. */
function isEqual(next: Manifest, last: Manifest | undefined): boolean {
  if (last === undefined || next.generation !== last.generation) return false
  if (next.files.size !== last.files.size) return false
  return [...next.files.values()].every((file) => isEqualFile(file, last.files.get(file.path)))
}

function isEqualFile(a: ManifestFile, b: ManifestFile | undefined): boolean {
  return (
    a.hash === b?.hash && a.owner === b.owner && a.url === b.url && a.size === b.size && a.mtime === b.mtime
  )
}

function toPublished(
  steps: Step[],
  removed: ManifestFile[],
  written: ReadonlySet<string>,
): Omit<Published, 'bytesWritten'> {
  const before = new Set(steps.filter((step) => step.exists).map((step) => step.output.url))
  const after = new Set(steps.map((step) => step.output.url))
  const touched = new Set(
    steps.filter((step) => written.has(step.output.path)).map((step) => step.output.url),
  )
  for (const { url } of removed) {
    before.add(url)
    touched.add(url)
  }
  const urls = [...touched].sort(byCodeUnit)
  return {
    changed: {
      added: urls.filter((url) => !before.has(url)),
      changed: urls.filter((url) => before.has(url) && after.has(url)),
      removed: urls.filter((url) => !after.has(url)),
    },
    written: written.size,
    unchanged: steps.length - written.size,
    removed: removed.length,
  }
}

function byPath(a: Output, b: Output): number {
  return byCodeUnit(a.path, b.path)
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
