import { posix } from 'node:path'
import { codeOf, HostError } from '../host/error.js'
import type { Host } from '../model.js'
import type { KnownFolders } from '../world.js'
import type { Committed } from './journal.js'
import { isSame, type ManifestFile, readLatest } from './manifest.js'
import type { Places, Target } from './place.js'
import { about, linkOrCopy, moveOrCopy, rename } from './rename.js'

/** A committed publish on its way. */
export interface Move extends Committed {
  target: Target
  places: Places
  /** Of the stage. What is replaced or removed is kept in `trash/` in it until the end, for the way back. */
  folder: string
  known: KnownFolders
  /** An earlier run began it: some steps are done, and others may have been at the output folder since. */
  isLate: boolean
}

/** Files of the manifest that are not as it says: someone else's now, or to be compared. */
export interface Doubts {
  foreign: ReadonlySet<string>
  unsure: ReadonlySet<string>
}

/** The same, while they are found. */
type Found = Record<keyof Doubts, Set<string>>

/**
 * Moves staged files to their places and takes away what vanished. Each step can be repeated: a run that finds
 * some of them done does the others.
 *
 * @throws HostError if the disk fails; what was done so far stays done.
 */
export async function moveIn(move: Move): Promise<Doubts> {
  const { journal, files } = move
  const found = { foreign: new Set<string>(), unsure: new Set<string>() }
  await setAside(move, journal.first, 'first')
  removeEmptied(move)
  for (const path of journal.clear) clearFolder(move, posix.join(move.target.out, path))
  for (const path of journal.folders) await moveFolder(move, path, found)
  for (const at of journal.fresh) await moveFresh(move, files[at], found)
  for (const at of journal.replaced) await replace(move, files[at], at, found)
  await setAside(move, journal.last, 'last')
  removeEmptied(move)
  return move.isLate ? { ...found, unsure: unsureOf(move, found.foreign) } : found
}

/** Where a file lies before it is moved. */
export const stagedPath = ({ folder }: Move, path: string) => `${folder}/files/${path}`
/** Where it goes; `''` is the output folder. */
export const placeOf = ({ target }: Move, path: string) =>
  path === '' ? target.out : `${target.out}/${path}`

/** Where a file that goes is kept. */
export const trashPath = ({ folder }: Move, list: string, at: number): string =>
  `${folder}/trash/${list}-${at}`

async function setAside(move: Move, paths: readonly string[], list: string): Promise<void> {
  const { target, known, isLate, places } = move
  const { host } = target
  const old = isLate ? readLatest(host, places).manifest?.files : undefined
  for (const [at, path] of paths.entries()) {
    const place = placeOf(move, path)
    const kept = trashPath(move, list, at)
    if (isLate && isGone(move, path, kept, old?.get(path))) continue
    // Someone may have made a folder of that name since: it is not ours.
    if (host.stat(place)?.kind === 'folder') continue
    await about(place, async () => {
      try {
        const how = await moveOrCopy(target, place, kept, known)
        if (how === 'copied') host.remove(place, known)
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error
      }
    })
  }
}

/**
 * Whether an earlier run set a file aside, so that what has the name now is something else. Not so if that run copied
 * it, to another disk, and came no further.
 */
function isGone({ target }: Move, path: string, kept: string, old: ManifestFile | undefined): boolean {
  const { host, out } = target
  if (!isThere(host, kept)) return false
  const isTorn = old?.size !== undefined && host.stat(kept)?.size !== old.size
  const isCopy = isTorn || isEqual(host, kept, posix.join(out, path))
  return !isCopy || !isSpelled(host, out, path)
}

/** Whether the disk spells a path in this way, and does not only find it so. */
function isSpelled(host: Host, out: string, path: string): boolean {
  const folder = posix.dirname(path)
  const items = host.list(posix.join(out, folder)) ?? []
  const isHere = items.some(({ name }) => name === posix.basename(path))
  return isHere && (folder === '.' || isSpelled(host, out, folder))
}

async function moveFolder(move: Move, path: string, found: Found): Promise<void> {
  const { target, known, isLate, files } = move
  const from = posix.join(move.folder, 'files', path)
  const place = placeOf(move, path)
  if (isLate && target.host.stat(from)?.kind !== 'folder') return
  // Late, each file is looked at: a power cut may have taken its bytes.
  if (!isLate) {
    try {
      await rename(target, from, place, known)
      return
    } catch (error) {
      // Where a folder can't be moved, or someone made one meanwhile, its files can.
      if (!APART.has(codeOf(error))) throw error
    }
  }
  for (const file of files) {
    const isStaged = isBelow(path, file.path) && isThere(target.host, stagedPath(move, file.path))
    if (isStaged) await moveFresh(move, file, found)
  }
}

const APART = new Set(['EXDEV', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EISDIR'])

async function moveFresh(move: Move, file: ManifestFile | undefined, found: Found): Promise<void> {
  if (file === undefined) return
  const { target } = move
  const place = placeOf(move, file.path)
  const from = stagedPath(move, file.path)
  if (move.isLate) {
    if (!isWhole(move, file)) return
    if (isThere(target.host, place) && !isEqual(target.host, from, place)) {
      found.foreign.add(file.path)
      return
    }
  }
  await moveFile(move, file, found)
}

async function replace(move: Move, file: ManifestFile | undefined, at: number, found: Found): Promise<void> {
  if (file === undefined || (move.isLate && !isWhole(move, file))) return
  const { target, known, isLate } = move
  const place = placeOf(move, file.path)
  const kept = trashPath(move, 'replaced', at)
  if (!isLate || !isThere(target.host, kept)) await about(place, () => linkOrCopy(target, place, kept, known))
  await moveFile(move, file, found)
}

async function moveFile(move: Move, file: ManifestFile, found: Found): Promise<void> {
  const { target, known, isLate } = move
  try {
    const how = await moveOrCopy(target, stagedPath(move, file.path), placeOf(move, file.path), known)
    // A copy has a time of its own.
    if (how === 'copied') found.unsure.add(file.path)
  } catch (error) {
    if (!isLate || !IN_THE_WAY.has(codeOf(error))) throw error
    found.foreign.add(file.path)
  }
}

/** What others put in the way since is for the next plan to speak of. */
const IN_THE_WAY = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY'])

/** Whether the staged file is still to be moved, and is all there: a power cut may have taken its bytes. */
function isWhole(move: Move, file: ManifestFile): boolean {
  const stat = move.target.host.stat(stagedPath(move, file.path))
  return stat?.kind === 'file' && stat.size === file.size
}

/** Files whose size and time are not what they were when they were staged. */
function unsureOf(move: Move, foreign: ReadonlySet<string>): Set<string> {
  const { target, files, journal } = move
  const numbers = new Set([...journal.fresh, ...journal.replaced])
  const moved = files.filter(
    ({ path }, at) => numbers.has(at) || journal.folders.some((folder) => isBelow(folder, path)),
  )
  const stats = target.host.stats(
    target.out,
    moved.map(({ path }) => path),
  )
  const unsure = moved.filter((file, at) => !foreign.has(file.path) && !isSame(file, stats[at]))
  return new Set(unsure.map(({ path }) => path))
}

/** Whether a file lies in a folder of the output; `''` is the whole of it. */
export function isBelow(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

function removeEmptied({ target, journal, known }: Move): void {
  for (const path of journal.emptied) {
    try {
      target.host.removeFolder(posix.join(target.out, path), known)
    } catch (error) {
      // A link took the place of a folder of ours: what it leads to is not.
      if (!(error instanceof HostError) || !NOT_OURS.has(error.code)) throw error
    }
  }
}

const NOT_OURS = new Set(['EOUTSIDE', 'ENOTDIR'])

/** Removes a folder that holds nothing but empty folders. */
function clearFolder(move: Move, folder: string): void {
  const { host } = move.target
  for (const { name, kind } of host.list(folder) ?? []) {
    if (kind === 'folder') clearFolder(move, posix.join(folder, name))
  }
  host.removeFolder(folder, move.known)
}

/** Whether anything has that name, a link that leads nowhere too. */
export function isThere(host: Host, path: string): boolean {
  return host.stat(path) !== undefined || host.readLink(path) !== undefined
}

/** Whether two files hold the same bytes. */
export function isEqual(host: Host, a: string, b: string): boolean {
  const [first, second] = [host.read(a), host.read(b)]
  return first !== undefined && second !== undefined && Buffer.compare(first, second) === 0
}
