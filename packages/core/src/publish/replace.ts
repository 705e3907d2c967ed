import { HostError } from '../host/error.js'
import { atLeisure, withoutTime } from './commit.js'
import type { Draft } from './draft.js'
import { NO_STEPS } from './journal.js'
import type { Manifest, ManifestFile } from './manifest.js'
import { type Doubts, type Move, moveIn } from './move.js'
import { isSameFile } from './next-manifest.js'
import { type Published, toPublished } from './published.js'
import { moveBack } from './roll-back.js'
import { fingerprint, settle } from './settle.js'

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
  const settled = await settle({ stage, plan, manifest: known.manifest, bytes: options.bytes })
  const files = settled.files.filter((file) => !isSameFile(file, known.manifest?.files.get(file.path)))
  // Whoever asks for these outputs and no others must not find that they stand here.
  const generation = plan.vanished.length === 0 ? options.generation : undefined
  if (files.length > 0 || generation !== known.manifest?.generation) {
    const moved = new Set(settled.moved.map(({ output }) => output.path))
    const young = files.filter(({ path }) => moved.has(path))
    const fingerprints = fingerprint(stage, young)
    distrustClock(draft, young)
    ledger.fallBehind(stage)
    const { unsure } = await moveFiles(draft, young)
    const timed = files.map((file) => (unsure.has(file.path) ? withoutTime(file) : file))
    ledger.replace({ generation, files: timed, fingerprints })
  }
  if (stage.isUsed()) atLeisure(stage.discard)
  return toPublished({ plan, removed: [], settled, count: options.outputs.length })
}

/**
 * A file is never put in a place for which the disk's manifest has just its size and time: after a clock was set
 * back, it would be taken for the file of then.
 */
function distrustClock({ stage, known, ledger }: Draft, young: readonly ManifestFile[]): void {
  const twins = young.filter(({ path, size, mtime }) => {
    const old = known.older?.get(path) ?? known.manifest?.files.get(path)
    return old?.mtime !== undefined && old.mtime === mtime && old.size === size
  })
  if (twins.length === 0) return
  ledger.rewrite(
    stage,
    twins.map(({ path }) => path),
  )
}

async function moveFiles({ options, stage, ledger }: Draft, files: readonly ManifestFile[]): Promise<Doubts> {
  const { target, places, folder, known, kind } = stage
  if (files.length === 0) return { foreign: new Set(), unsure: new Set() }
  const manifest: Manifest = { files: new Map(files.map((file) => [file.path, file])) }
  const journal = { ...NO_STEPS, stage: kind, replaced: [...files.keys()] }
  const move: Move = { manifest, files, journal, target, places, folder, known, isLate: false }
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
