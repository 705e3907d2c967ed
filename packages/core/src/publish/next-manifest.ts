import type { Manifest, ManifestFile } from './manifest.js'
import type { Plan } from './plan.js'
import type { Settled } from './settle.js'

/** What is known of the folder, and what becomes of it. */
export interface NextInput {
  last: Manifest | undefined
  plan: Plan
  settled: Settled
  /** Outputs that vanished and stay in place. */
  kept: readonly ManifestFile[]
  generation: string | undefined
}

/** The manifest of an output folder after a publish. */
export function nextManifest({ last, plan, settled, kept, generation }: NextInput): Manifest {
  const files = new Map(last?.files)
  for (const { path } of plan.vanished) files.delete(path)
  for (const file of [...kept, ...settled.files]) files.set(file.path, file)
  const isSorted = !plan.hasNew && kept.length === 0
  return {
    // Whoever asks for these outputs and no others must not find that they stand here.
    generation: kept.length === 0 ? generation : undefined,
    files: isSorted ? files : new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
  }
}

/** Whether a manifest says already what another one says. */
export function isSameManifest(next: Manifest, last: Manifest | undefined): boolean {
  if (last === undefined || next.generation !== last.generation) return false
  if (next.files.size !== last.files.size) return false
  for (const [path, file] of next.files) if (!isSameFile(file, last.files.get(path))) return false
  return true
}

/** Whether two manifests say the same of a file. */
export function isSameFile(a: ManifestFile, b: ManifestFile | undefined): boolean {
  if (a === b) return true
  return (
    a.hash === b?.hash && a.owner === b.owner && a.url === b.url && a.size === b.size && a.mtime === b.mtime
  )
}
