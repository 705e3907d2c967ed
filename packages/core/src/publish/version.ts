import { posix } from 'node:path'
import { versionName, versionOf } from '../host/temporary.js'
import type { Swap } from './journal.js'
import { isThere, type Move } from './move.js'
import type { Target } from './place.js'
import { about, rename } from './rename.js'

/** What stands at the place of an output folder. */
export function stateOf({ host, out }: Pick<Target, 'host' | 'out'>): Swap['before'] {
  const link = host.readLink(out)
  const version = link === undefined ? undefined : versionOf(posix.basename(out), link)
  if (version !== undefined) return { kind: 'link', version }
  if (!isThere(host, out)) return { kind: 'nothing' }
  return { kind: 'folder', version: latestOf({ host, out }) + 1 }
}

/** The swap that a publish would do. */
export function nextSwap(target: Target): Swap {
  const before = stateOf(target)
  return { version: latestOf(target) + (before.kind === 'folder' ? 2 : 1), before }
}

/**
 * Whether a version that an earlier run committed may be put in its place: a power cut may have taken the bytes of
 * its files.
 */
export function isSound({ target, folder, files }: Move, { version }: Swap): boolean {
  const { host } = target
  if (isLinkTo(target, version)) return true
  const staged = posix.join(folder, 'files')
  const at = host.stat(staged)?.kind === 'folder' ? staged : pathOf(target, version)
  const paths = files.map(({ path }) => path)
  return host.stats(at, paths).every((stat, place) => stat?.size === files[place]?.size)
}

/**
 * Puts a staged version in its place: the link to it replaces the link to the version before. Where the output
 * was a folder, that becomes a version first, and for a moment nothing has the name. Can be repeated.
 */
export async function swapIn(move: Move, { version, before }: Swap): Promise<void> {
  const { target, known } = move
  const { host, out } = target
  const staged = posix.join(move.folder, 'files')
  if (host.stat(staged)?.kind === 'folder')
    await about(out, () => rename(target, staged, pathOf(target, version), known))
  if (isLinkTo(target, version)) return
  if (before.kind === 'folder' && host.readLink(out) === undefined && isThere(host, out))
    await about(out, () => rename(target, out, pathOf(target, before.version), known))
  await relink(move, version)
}

/** Undoes `swapIn` from wherever it stopped. Can be repeated. */
export async function swapBack(move: Move, { version, before }: Swap): Promise<void> {
  const { target, known } = move
  const { host, out } = target
  if (before.kind === 'link' && isLinkTo(target, version)) await relink(move, before.version)
  if (before.kind !== 'link' && isLinkTo(target, version)) host.remove(out)
  if (before.kind === 'folder' && !isThere(host, out)) {
    const kept = pathOf(target, before.version)
    if (isThere(host, kept)) await rename(target, kept, out, known)
  }
  host.removeTree(pathOf(target, version))
}

/** Removes versions but the one that is shown and the one before: a reader may still be in that. */
export function removeVersions({ host, out }: Target, { version, before }: Swap): void {
  const folder = posix.dirname(out)
  for (const { name } of host.list(folder) ?? []) {
    const found = versionOf(posix.basename(out), name)
    if (found === undefined || found === version) continue
    if (before.kind === 'nothing' || found !== before.version) host.removeTree(posix.join(folder, name))
  }
}

const pathOf = ({ out }: Target, version: number): string =>
  posix.join(posix.dirname(out), versionName(posix.basename(out), version))

function isLinkTo({ host, out }: Target, version: number): boolean {
  return host.readLink(out) === versionName(posix.basename(out), version)
}

/** A link can't be changed, but replaced by another one in one step. */
async function relink({ target, known, folder }: Move, version: number): Promise<void> {
  const { host, out } = target
  const temporary = posix.join(folder, 'link')
  await about(out, async () => {
    host.remove(temporary)
    host.symlink(versionName(posix.basename(out), version), temporary)
    await rename(target, temporary, out, known)
  })
}

function latestOf({ host, out }: Pick<Target, 'host' | 'out'>): number {
  const names = (host.list(posix.dirname(out)) ?? []).map(({ name }) => name)
  return Math.max(0, ...names.map((name) => versionOf(posix.basename(out), name) ?? 0))
}
