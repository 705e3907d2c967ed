/** Whether the output folder holds what a build gives, byte by byte: times and sizes are not trusted here. */
import type { Code } from '../code.js'
import { outputFolder } from '../delivery.js'
import { hashOf } from '../hash.js'
import type { Made } from '../made.js'
import { readManifest } from '../publish/manifest.js'
import { placesOf } from '../publish/place.js'
import type { SiteWorld } from '../site-world.js'
import { findDifference } from './difference.js'
import type { FolderFound, SideFile } from './side.js'

/** What is compared. */
export interface FolderOptions {
  world: SiteWorld
  code: Code
  made: Made
  files: readonly SideFile[]
  /** See `Target`. */
  readOnly: boolean
}

/** Reads every file that was published, where the folder is of the state of the site that was made. */
export async function compareFolder({
  world,
  code,
  made,
  files,
  readOnly,
}: FolderOptions): Promise<FolderFound> {
  const { host, options, root } = world
  const configured = code.record().out
  const out = outputFolder(options, configured)
  const manifest = readManifest(host, placesOf({ root, out, readOnly }).manifest)
  if (manifest === undefined) return { state: 'none', out: configured, differing: 0 }
  if (manifest.generation !== made.generation) return { state: 'other', out: configured, differing: 0 }
  const found: FolderFound = { state: 'compared', out: configured, differing: 0 }
  for (const { path, hash } of files) {
    const bytes = host.read(`${out}/${path}`)
    if (bytes !== undefined && hashOf(bytes) === hash) continue
    found.differing++
    found.first ??= { path, ...(bytes && (await differenceAt(made, path, bytes))) }
  }
  return found
}

async function differenceAt(made: Made, path: string, right: Uint8Array) {
  const output = (await made.outputs()).find((one) => one.path === path)
  const left = output && (await made.bytes(output))
  const difference = left && findDifference({ bytes: left, lines: 0 }, { bytes: right, lines: 0 })
  return difference && { difference }
}
