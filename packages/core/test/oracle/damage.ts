/** What may befall a project's memory between two processes. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { DiskWorld } from './disk-world.js'

/** Something that happens to the store, while nobody builds. */
export interface Damage {
  kind: string
  /** `earlier` puts back what the store was at some step before. */
  apply(world: DiskWorld, earlier: readonly Earlier[]): void
}

/** Ways back to the state after a step. */
export interface Earlier {
  store(): void
  cache(): void
  output(): void
}

const STORE = '.blog-build/store'

const byFile: Record<string, (path: string, at: number) => void> = {
  'byte-flipped': (path, at) => {
    const bytes = fs.readFileSync(path)
    if (bytes.length === 0) return
    const place = at % bytes.length
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (at % 8))
    fs.writeFileSync(path, bytes)
  },
  truncated: (path, at) => fs.truncateSync(path, at % (fs.statSync(path).size + 1)),
  emptied: (path) => fs.truncateSync(path, 0),
  'file-deleted': (path) => fs.rmSync(path),
  appended: (path, at) => fs.appendFileSync(path, Buffer.alloc((at % 100) + 1, at)),
}

const byName: Record<string, RegExp> = { 'graph-removed': /^(?!pack-)/, 'packs-removed': /^pack-/ }

const whole: Record<string, Damage['apply']> = {
  'store-removed': (world) => fs.rmSync(join(world.root(), STORE), { recursive: true, force: true }),
  moved: (world) => world.move(),
  copied: (world) => {
    // The same bytes with other inodes and times, as a cache that was unpacked.
    const putBack = world.keep('.')
    putBack()
  },
}

const back: Record<string, (one: Earlier) => void> = {
  'earlier-store': (one) => one.store(),
  // As in CI: the cache comes back, the output folder does not, or both do.
  'earlier-cache': (one) => {
    one.cache()
    one.output()
  },
}

/** Random damage. */
export const damages: fc.Arbitrary<Damage> = fc.oneof(
  ...Object.entries(byFile).map(([kind, harm]) =>
    fc.tuple(fc.nat(), fc.nat()).map(([file, at]): Damage => ({ kind, apply: harmFile(file, at, harm) })),
  ),
  ...Object.entries(byName).map(([kind, pattern]) =>
    fc.constant<Damage>({ kind, apply: removeSome(pattern) }),
  ),
  ...Object.entries(whole).map(([kind, apply]) => fc.constant<Damage>({ kind, apply })),
  ...Object.entries(back).map(([kind, restore]) =>
    fc.nat(20).map((step): Damage => ({ kind, apply: (_, earlier) => restoreOne(earlier, step, restore) })),
  ),
)

/** Names of all kinds of damage. */
export const damageNames: readonly string[] = [byFile, byName, whole, back].flatMap((kinds) =>
  Object.keys(kinds),
)

function namesIn(world: DiskWorld): string[] {
  const folder = join(world.root(), STORE)
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []
}

function harmFile(file: number, at: number, harm: (path: string, at: number) => void): Damage['apply'] {
  return (world) => {
    const names = namesIn(world)
    const name = names[file % names.length]
    if (name !== undefined) harm(join(world.root(), STORE, name), at)
  }
}

function removeSome(pattern: RegExp): Damage['apply'] {
  return (world) => {
    for (const name of namesIn(world)) if (pattern.test(name)) fs.rmSync(join(world.root(), STORE, name))
  }
}

function restoreOne(earlier: readonly Earlier[], step: number, restore: (one: Earlier) => void): void {
  const one = earlier[step % earlier.length]
  if (one) restore(one)
}
