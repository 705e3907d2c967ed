import { posix } from 'node:path'
import { codeOf, HostError } from '../host/error.js'
import { foldersAbove, foldPath } from '../pipeline/output.js'
import type { Journal } from './journal.js'
import { isSame, type ManifestFile } from './manifest.js'
import { isBelow, isEqual, isThere, type Move, placeOf, stagedPath, trashPath } from './move.js'
import { moveOrCopy } from './rename.js'

/**
 * Undoes `moveIn` from wherever it stopped: what was moved in goes, what went comes back, with its time. Steps
 * that were not done are found not done, so it can be repeated too. Files that others changed or made since stay.
 *
 * @throws HostError if the disk fails here as well; the next run tries again.
 */
export async function moveBack(move: Move): Promise<void> {
  const { journal, files } = move
  const attempts = createAttempts()
  for (const [at, path] of journal.last.entries())
    await attempts.run(() => bringBack(move, path, trashPath(move, 'last', at)))
  const fresh = journal.fresh.flatMap((at) => files[at] ?? [])
  const wentFirst = cleared(journal)
  for (const at of journal.replaced) {
    const file = files[at]
    await attempts.run(async () => {
      if (file === undefined || (await restore(move, file, at))) return
      // Where nothing was replaced after all, since what was there went first, it is a new file. Otherwise, what is
      // staged still was not moved, and what is in its place is the old file, be it that both hold the same bytes.
      const isStaged = isThere(move.target.host, stagedPath(move, file.path))
      if (!isStaged || wentFirst.has(foldPath(file.path))) fresh.push(file)
    })
  }
  fresh.push(...files.filter(({ path }) => journal.folders.some((folder) => isBelow(folder, path))))
  for (const file of fresh) await attempts.run(() => removeMoved(move, file))
  await attempts.run(() => removeFolders(move, fresh))
  for (const [at, path] of journal.first.entries())
    await attempts.run(() => bringBack(move, path, trashPath(move, 'first', at)))
  attempts.end()
}

/** Folded paths of what went before anything came, and of the folders above: a file may have come in place of each. */
function cleared({ first, clear }: Journal): ReadonlySet<string> {
  const folded = [...first, ...clear].map(foldPath)
  return new Set([...folded, ...folded.flatMap(foldersAbove)])
}

/** Runs steps that don't need each other: one that fails keeps none from being tried. */
function createAttempts() {
  const failures: HostError[] = []
  return {
    async run(step: () => unknown): Promise<void> {
      try {
        await step()
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        failures.push(error)
      }
    },
    end(): void {
      if (failures[0] !== undefined) throw failures[0]
    },
  }
}

async function bringBack(move: Move, path: string, kept: string): Promise<void> {
  const { target, known } = move
  const place = placeOf(move, path)
  if (isThere(target.host, kept) && !isThere(target.host, place)) await moveOrCopy(target, kept, place, known)
}

/** False if there was nothing to be replaced. */
async function restore(move: Move, file: ManifestFile, at: number): Promise<boolean> {
  const { target, known } = move
  const kept = trashPath(move, 'replaced', at)
  if (!isThere(target.host, kept)) return false
  const place = placeOf(move, file.path)
  if (!isEqual(target.host, kept, place)) await moveOrCopy(target, kept, place, known)
  return true
}

/** Removes a file that was moved in, if it is still the one. */
function removeMoved(move: Move, file: ManifestFile): void {
  const { host } = move.target
  const place = placeOf(move, file.path)
  const staged = stagedPath(move, file.path)
  const stat = host.stat(place)
  const isUnsure = file.mtime === undefined && stat?.kind === 'file' && stat.size === file.size
  // Where it is staged still, it was not moved yet; or it was copied, to another disk.
  const isMoved = isThere(host, staged) ? isEqual(host, staged, place) : isUnsure || isSame(file, stat)
  if (isMoved) host.remove(place, move.known)
}

/** Folders that came with the files; one that was there, and empty, goes too. */
function removeFolders({ target, journal, known }: Move, files: readonly ManifestFile[]): void {
  const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)))
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      target.host.removeFolder(posix.join(target.out, folder), known)
    } catch (error) {
      if (codeOf(error) !== 'EOUTSIDE' && codeOf(error) !== 'ENOTDIR') throw error
    }
  }
  if (journal.folders.includes('')) target.host.removeFolder(target.out)
}
