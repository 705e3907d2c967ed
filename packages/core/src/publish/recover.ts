import { posix } from 'node:path'
import { isTemporaryName } from '../host/temporary.js'
import type { Host } from '../model.js'
import { carryOut, undo as goBack } from './commit.js'
import { type Committed, readJournal } from './journal.js'
import type { Move } from './move.js'
import { type Places, placesOf, type Target } from './place.js'
import { isSound } from './version.js'

/**
 * Ends what an earlier run began, before anything else looks at the output folder: completes a publish that was
 * committed, or the way back from one that failed, and throws away what was staged only. Does nothing, in a few
 * looks at the disk, if there is nothing to do. One process at a time: see `acquireLock`.
 *
 * @returns Whether there was a publish to complete or to undo.
 * @throws HostError if the disk fails; the next run tries again.
 */
export async function recover(target: Target): Promise<boolean> {
  const { host } = target
  const places = placesOf(target)
  // First what a build began that could not write `.blog-build/`.
  const isOther = target.readOnly !== true && isThere(host, `${places.other}.next`, `${places.other}.undo`)
  if (isOther) await recover({ ...target, readOnly: true })
  const [undo, next] = [readJournal(host, places.undo), readJournal(host, places.next)]
  const pending = undo ?? next
  if (pending !== undefined) {
    const move = moveOf(target, places, pending)
    const { swap } = pending.journal
    if (undo === undefined && (swap === undefined || isSound(move, swap))) await carryOut(move)
    else await goBack(move)
    sweep(host, foldersOf(target.out, pending))
  }
  for (const path of [places.undo, places.next]) if (host.stat(path) !== undefined) host.remove(path)
  for (const folder of Object.values(places.stages)) {
    if (host.stat(folder) !== undefined) host.removeTree(folder)
  }
  // Beside an output folder others may be at work.
  if (target.readOnly !== true || pending !== undefined) sweep(host, [posix.dirname(places.manifest)])
  return isOther || pending !== undefined
}

const isThere = (host: Host, ...paths: string[]) => paths.some((path) => host.stat(path) !== undefined)

function moveOf(target: Target, places: Places, committed: Committed): Move {
  const folder = places.stages[committed.journal.stage]
  return { ...committed, target, places, folder, known: new Set(), isLate: true }
}

/** Where this publish wrote. */
function foldersOf(out: string, { files, journal }: Committed): Set<string> {
  const paths = [...journal.fresh, ...journal.replaced].map((at) => files[at]?.path ?? '')
  return new Set(paths.map((path) => posix.dirname(posix.join(out, path))))
}

/** Removes what writes that were cut short left beside our files. */
function sweep(host: Host, folders: Iterable<string>): void {
  for (const folder of folders) {
    for (const { name, kind } of host.list(folder) ?? []) {
      if (kind === 'file' && isTemporaryName(name)) host.remove(posix.join(folder, name))
    }
  }
}
