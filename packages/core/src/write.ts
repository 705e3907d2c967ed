import { posix } from 'node:path'
import { HostError } from './host/error.js'
import { isTemporaryName } from './host/temporary.js'
import { type Manifest, type ManifestFile, readManifest, writeManifest } from './manifest.js'
import { outputWriteFailed } from './messages/output.js'
import type { BuildResult, Host, Message, Output, Result } from './model.js'
import { checkOutputs } from './pipeline/output.js'
import { checkFolder, type Plan, type PlanInput, type Step, toPlan } from './write-plan.js'

/** What to publish, and where. Paths are absolute, with `/`, without symbolic links. */
export interface PublishOptions {
  host: Host
  /** The project; messages name files from there. */
  root: string
  /** The output folder. */
  out: string
  /** See `manifestPath`. */
  manifestPath: string
  /** All files that the folder is to hold. */
  outputs: readonly Output[]
  /** The bytes of an output; asked only for those that may have to be written, one at a time. */
  bytes: (output: Output) => Promise<Uint8Array> | Uint8Array
  /** Take over a folder with foreign files, and replace those that have the path of an output. */
  adopt: boolean
  /** Leave outputs that vanished in place, for a watcher while errors stand. They stay ours. */
  keepVanished?: boolean
}

/** What a publish did. */
export interface Published {
  /** Addresses, compared with what the output folder held; each sorted. */
  changed: BuildResult['changed']
  /** Numbers of files. */
  written: number
  unchanged: number
  removed: number
}

/**
 * Makes the output folder hold these outputs, beside files of others, which are never touched.
 *
 * Files that are right stay as they are, with their time. Ours that someone edited or deleted are
 * restored, and those that vanished are removed with the folders that are empty then. An edit that
 * keeps size and time of a file is not seen.
 *
 * Guarantee: no file is ever torn, as each is written beside its place and renamed. The manifest
 * names a file as ours before it is written and until it is removed, so that after a kill at any
 * moment the next publish, of whatever outputs, ends with exactly these. In between, a reader may
 * see old files beside new ones. Should someone put a file of their own, after a kill, where a file
 * of ours was just to be written, it is taken for ours.
 *
 * @returns Errors where nothing was touched (foreign files, clashing or improper paths), or where
 * the disk failed midway; then the next publish completes the work.
 * @throws What `bytes` throws, but `HostError`; the folder is then as after a kill.
 */
export async function publish(options: PublishOptions): Promise<Result<Published>> {
  try {
    const clashes = checkOutputs(options.outputs)
    if (clashes.length > 0) return refused(clashes)
    const manifest = readManifest(options.host, options.manifestPath)
    const input: PlanInput = { ...options, outputs: [...options.outputs].sort(byPath), manifest }
    const refusals = checkFolder(input)
    if (refusals.length > 0) return refused(refusals)
    const { plan, messages } = toPlan(input)
    if (messages.length > 0) return refused(messages)
    return { value: await carryOut(options, plan, manifest), messages: [] }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return refused([outputWriteFailed(posix.relative(options.root, error.path), error.reason)])
  }
}

function refused(messages: Message[]): Result<Published> {
  const changed = { added: [], changed: [], removed: [] }
  return { value: { changed, written: 0, unchanged: 0, removed: 0 }, messages }
}

async function carryOut(
  options: PublishOptions,
  plan: Plan,
  manifest: Manifest | undefined,
): Promise<Published> {
  const { host, out, manifestPath } = options
  const kept = options.keepVanished === true ? plan.removeLast : []
  const removed = [...plan.removeFirst, ...(options.keepVanished === true ? [] : plan.removeLast)]
  if (manifest !== undefined && isDone(plan, manifest, removed, kept))
    return toPublished(plan.steps, [], new Set())

  writeManifest(host, manifestPath, intentOf(plan, manifest))
  if (manifest?.complete === false) sweep(host, out, manifest)
  removeFiles(host, out, plan.removeFirst, plan.emptied)
  for (const path of plan.clear) clearFolder(host, posix.join(out, path))

  const files = new Map(kept.map((file) => [file.path, file]))
  const written = new Set<string>()
  for (const step of plan.steps) {
    if (step.action !== 'keep' && (await writeStep(options, step))) written.add(step.output.path)
    files.set(step.output.path, fileOf(host, out, step.output))
  }
  if (options.keepVanished !== true) removeFiles(host, out, plan.removeLast, plan.emptied)
  writeManifest(host, manifestPath, { complete: true, files })
  return toPublished(plan.steps, removed, written)
}

/** Nothing to write, and the manifest says what it would say afterwards. */
function isDone(plan: Plan, manifest: Manifest, removed: ManifestFile[], kept: ManifestFile[]): boolean {
  return (
    manifest.complete &&
    removed.length === 0 &&
    manifest.files.size === plan.steps.length + kept.length &&
    plan.steps.every(({ action, output }) => action === 'keep' && isSameOwner(output, manifest))
  )
}

function isSameOwner(output: Output, manifest: Manifest): boolean {
  const file = manifest.files.get(output.path)
  return file?.owner === output.owner && file.url === output.url
}

/** Old and new files together; those to be written have no time, so that they are not trusted. */
function intentOf(plan: Plan, manifest: Manifest | undefined): Manifest {
  const files = new Map(manifest?.files)
  for (const { output, action } of plan.steps) {
    if (action !== 'keep') files.set(output.path, toFile(output))
  }
  return { complete: false, files }
}

async function writeStep(options: PublishOptions, step: Step): Promise<boolean> {
  const file = posix.join(options.out, step.output.path)
  const bytes = await options.bytes(step.output)
  if (step.action === 'compare' && isEqual(options.host.read(file), bytes)) return false
  options.host.write(file, bytes)
  return true
}

function isEqual(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0
}

function fileOf(host: Host, out: string, output: Output): ManifestFile {
  const stat = host.stat(posix.join(out, output.path))
  return toFile(output, stat?.size, stat?.mtime)
}

function toFile({ path, hash, owner, url }: Output, size?: number, mtime?: number): ManifestFile {
  return { path, hash, owner, url, size, mtime }
}

/** Removes what writes that were cut short left beside our files. */
function sweep(host: Host, out: string, manifest: Manifest): void {
  const folders = new Set([...manifest.files.keys()].map((path) => posix.dirname(posix.join(out, path))))
  for (const folder of folders) {
    for (const { name, kind } of host.list(folder) ?? []) {
      if (kind === 'file' && isTemporaryName(name)) host.remove(posix.join(folder, name))
    }
  }
}

/** Removes files, and then those of the folders that are empty. */
function removeFiles(
  host: Host,
  out: string,
  files: readonly ManifestFile[],
  folders: readonly string[],
): void {
  for (const { path } of files) {
    // Someone may have made a folder of that name since: it is not ours.
    if (host.stat(posix.join(out, path))?.kind !== 'folder') host.remove(posix.join(out, path))
  }
  for (const folder of folders) host.removeFolder(posix.join(out, folder))
}

/** Removes a folder that holds nothing but empty folders. */
function clearFolder(host: Host, folder: string): void {
  for (const { name, kind } of host.list(folder) ?? []) {
    if (kind === 'folder') clearFolder(host, posix.join(folder, name))
  }
  host.removeFolder(folder)
}

function toPublished(steps: Step[], removed: ManifestFile[], written: ReadonlySet<string>): Published {
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
