import { posix } from 'node:path'
import { HostError } from '../host/error.js'
import type { Host } from '../model.js'
import { foldersAbove } from '../pipeline/output.js'
import { writeJournal } from './journal.js'
import { type Manifest, type ManifestFile, writeManifest } from './manifest.js'
import { type Doubts, type Move, moveIn } from './move.js'
import { moveBack } from './roll-back.js'
import { removeVersions, swapBack, swapIn } from './version.js'

/**
 * Does what was committed. If the disk fails, all of it is undone, so that the old site is whole; if that fails
 * too, the next run undoes the rest.
 *
 * @returns What the folder holds now, as the record on the disk says.
 * @throws HostError of the disk that failed.
 */
export async function carryOut(move: Move): Promise<Manifest> {
  const manifest = await completeOrTurnBack(move)
  const { swap } = move.journal
  if (swap !== undefined) atLeisure(() => removeVersions(move.target, swap))
  return manifest
}

async function completeOrTurnBack(move: Move): Promise<Manifest> {
  try {
    return await complete(move)
  } catch (error) {
    if (error instanceof HostError) await turnBack(move)
    throw error
  }
}

async function turnBack(move: Move): Promise<void> {
  try {
    move.target.host.rename(move.places.next, move.places.undo)
    await undo(move)
  } catch (error) {
    // The first failure is the one to tell of.
    if (!(error instanceof HostError)) throw error
  }
}

/** Undoes what was committed, and forgets it. */
export async function undo(move: Move): Promise<void> {
  const { swap } = move.journal
  await (swap === undefined ? moveBack(move) : swapBack(move, swap))
  move.target.host.remove(move.places.undo)
}

/** What the next run does as well, if the disk fails now. */
export function atLeisure(run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof HostError)) throw error
  }
}

async function complete(move: Move): Promise<Manifest> {
  const { target, places, journal } = move
  const { host } = target
  let doubts: Doubts = { foreign: new Set(), unsure: new Set() }
  if (journal.swap === undefined) doubts = await moveIn(move)
  else await swapIn(move, journal.swap)
  if (target.durable === true) syncOutput(move)
  const manifest = withDoubts(move.manifest, doubts)
  if (doubts.foreign.size > 0) {
    writeManifest(host, places.manifest, manifest, target.durable)
    host.remove(places.next)
  } else {
    if (doubts.unsure.size > 0) writeJournal(host, places.next, manifest, journal)
    host.rename(places.next, places.manifest)
  }
  if (target.durable === true) host.sync(posix.dirname(places.manifest))
  return manifest
}

/** Without files that are someone else's now, and without times that are not those of the manifest. */
function withDoubts(manifest: Manifest, { foreign, unsure }: Doubts): Manifest {
  if (foreign.size + unsure.size === 0) return manifest
  const files = new Map(manifest.files)
  for (const path of foreign) files.delete(path)
  for (const path of unsure) {
    const file = files.get(path)
    if (file !== undefined) files.set(path, withoutTime(file))
  }
  return { ...manifest, files }
}

/** Where its time proves nothing. */
export function withoutTime({ path, hash, owner, url }: ManifestFile): ManifestFile {
  return { path, hash, owner, url }
}

/** The names of all that was moved or removed, and of the folders that were made for it. */
function syncOutput({ target, journal, files }: Move): void {
  const paths = [...journal.fresh, ...journal.replaced].map((at) => files[at]?.path ?? '')
  syncFolders(target.host, target.out, [...paths, ...journal.folders, ...journal.first, ...journal.last])
  target.host.sync(posix.dirname(target.out))
}

/** Waits for the folders above these paths, and the one that they are relative to. */
export function syncFolders(host: Host, base: string, paths: readonly string[]): void {
  const folders = new Set(paths.flatMap(foldersAbove))
  for (const folder of folders) host.sync(posix.join(base, folder))
  host.sync(base)
}
