import { HostError } from '../host/error.js'
import { atLeisure, withDoubts } from './commit.js'
import type { Draft } from './draft.js'
import { NO_STEPS } from './journal.js'
import { isSame, type Manifest, type ManifestFile } from './manifest.js'
import { type Doubts, type Move, moveIn } from './move.js'
import { isSameManifest, nextManifest } from './next-manifest.js'
import { type Published, toPublished } from './published.js'
import { moveBack } from './roll-back.js'
import { fingerprint, type Settled, settle } from './settle.js'

/**
 * Replaces files of ours by others, and does nothing else: without a journal, and without writing the manifest, which
 * would take longer than all the rest. The manifest on the disk then has other hashes, sizes and times for these
 * files than they have, and a generation that is not theirs, but the same paths. So whoever reads it after a kill,
 * at whatever point, takes none of them for right without a look at its bytes, all of them for ours, and nothing
 * else for ours: it makes of this folder what is wanted then.
 *
 * @throws HostError if the disk fails; what was replaced is put back as far as the disk allows.
 */
export async function replaceFiles(draft: Draft): Promise<Published> {
  const { options, stage, known, plan, ledger } = draft
  const { bytes, generation } = options
  const settled = await settle({ stage, plan, manifest: known.manifest, bytes })
  const next = nextManifest({ last: known.manifest, plan, settled, kept: plan.removeLast, generation })
  if (!isSameManifest(next, known.manifest)) {
    const paths = settled.moved.map(({ output }) => output.path)
    const fingerprints = paths.length > 0 ? fingerprint(stage, next.files, paths) : undefined
    distrustClock(draft, paths, next)
    ledger.fallBehind(stage)
    ledger.holdBehind(withDoubts(next, await moveFiles(draft, settled, next)), fingerprints)
  }
  if (stage.isUsed()) atLeisure(stage.discard)
  return toPublished({ plan, removed: [], settled, count: options.outputs.length })
}

/**
 * A file is never put in a place for which the disk's manifest has just its size and time: after a clock was set
 * back, it would be taken for the file of then.
 */
function distrustClock({ stage, known, ledger }: Draft, paths: string[], next: Manifest): void {
  const { written } = known
  const twins = paths.flatMap((path): ManifestFile[] => {
    const [file, old] = [next.files.get(path), written?.files.get(path)]
    const stat = { kind: 'file' as const, size: file?.size ?? -1, mtime: file?.mtime ?? -1 }
    return old !== undefined && isSame(old, stat) ? [old] : []
  })
  if (written === undefined || twins.length === 0) return
  const untimed = withDoubts(written, { foreign: new Set(), unsure: new Set(twins.map(({ path }) => path)) })
  ledger.rewrite(stage, untimed)
}

async function moveFiles(draft: Draft, { moved }: Settled, next: Manifest): Promise<Doubts> {
  const { options, stage, ledger } = draft
  const { target, places, folder, known, kind } = stage
  if (moved.length === 0) return { foreign: new Set(), unsure: new Set() }
  const files = moved.flatMap(({ output }) => next.files.get(output.path) ?? [])
  const journal = { ...NO_STEPS, stage: kind, replaced: [...files.keys()] }
  const move: Move = { manifest: next, files, journal, target, places, folder, known, isLate: false }
  options.onPublish?.()
  try {
    return await moveIn(move)
  } catch (error) {
    ledger.forget()
    if (error instanceof HostError) await putBack(move)
    throw error
  }
}

/** The first failure is the one to tell of. What stays is made right by the next publish, which looks at all. */
async function putBack(move: Move): Promise<void> {
  try {
    await moveBack(move)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
  }
}
