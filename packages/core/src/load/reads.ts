/** What code of the project reads by `node:fs` while it is loaded: files that are part of it like those it imports. */
import { hashOf } from '../engine/codec.js'
import { recordReads } from '../host/fs-reads.js'
import type { Recorder } from './inputs.js'

/** A path, relative to the root where it lies below, and a hash of what is there. */
export type LoadedRead = [path: string, hash: string]

/**
 * Loads code, and remembers what it reads until then. Files of packages are left out: they are known by their version,
 * and a package that is loaded already would not read them again.
 */
export async function recordLoading<T>(
  root: string,
  recorder: Recorder,
  load: () => Promise<T>,
): Promise<{ value: T; reads: LoadedRead[] }> {
  const found = new Map<string, string>()
  const value = await recordReads((kind, path) => {
    if (kind === 'env' || path.includes('/node_modules/')) return
    const seen = kind === 'folder' ? JSON.stringify(recorder.list(path) ?? null) : recorder.read(path)
    found.set(path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path, hashOf(seen ?? ''))
  }, load)
  return { value, reads: [...found].sort(([a], [b]) => (a < b ? -1 : 1)) }
}
