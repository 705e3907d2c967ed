import { posix } from 'node:path'
import { HostError } from '../host/error.js'
import { outputWriteFailed } from '../messages/output.js'
import type { Message, Output, Result } from '../model.js'
import { carry } from './carry.js'
import { atLeisure } from './commit.js'
import { draft } from './draft.js'
import { createLedger, type Ledger } from './ledger.js'
import type { Target } from './place.js'
import { nothingDone, type Published } from './published.js'
import { replaceFiles } from './replace.js'
import { openStage, type Stage } from './stage.js'

/** What to publish, and where. */
export interface PublishOptions extends Target {
  /** All files that the folder is to hold. */
  outputs: readonly Output[]
  /** The bytes of an output; asked only for those that may have to be written and are not staged, one at a time. */
  bytes: (output: Output) => Promise<Uint8Array> | Uint8Array
  /** All outputs were found to have proper paths and to lie side by side, by `checkOutputs`. @default that is checked */
  areChecked?: boolean
  /** Take over a folder with foreign files, and replace those that have the path of an output. */
  adopt: boolean
  /** Leave outputs that vanished in place, for a watcher while errors stand. They stay ours. */
  keepVanished?: boolean
  /** What the build staged already, of the same target. @default a new one */
  stage?: Stage
  /** What this process knows of the output folder. @default nothing, so that the disk is asked */
  ledger?: Ledger
  /**
   * Nobody but us changed the folder since the last publish by this ledger, so that outputs which are what they were
   * then need not be looked at, and files that are only replaced need no journal and no new manifest on the disk: see
   * `replaceFiles`. @default false
   */
  isQuick?: boolean
  /** Told right before the first file in the output folder is replaced or removed. */
  onPublish?: (() => void) | undefined
  /** Kept in the manifest, for the caller to know these outputs by. */
  generation?: string | undefined
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
  const { ledger = createLedger() } = options
  try {
    if (stage.failure !== undefined) throw stage.failure
    const { value, messages } = await draft(options, stage, ledger)
    if (value === undefined) return refused(messages)
    return { value: await (value.isReplacement ? replaceFiles(value) : carry(value)), messages: [] }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    ledger.forget()
    forget(stage)
    const path = posix.relative(options.root, shownPath(options, stage, error.path))
    return refused([outputWriteFailed(path, error.reason)])
  }
}

function refused(messages: Message[]): Result<Published> {
  return { value: nothingDone(0), messages }
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
