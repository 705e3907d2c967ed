/** Where imported packages lie, and which version was found. */
import { posix } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { PluginBuild } from 'esbuild'
import { hashOf } from '../engine/codec.js'
import { dependenciesOf } from './dependencies.js'
import type { Recorder } from './inputs.js'

/** A package's module on the real disk. */
export interface FoundPackage {
  /** Absolute, with `/`, without links. */
  path: string
  /** Loaded by Node from where it lies; otherwise it is source of the author's, to be bundled. */
  external: boolean
}

/** Marks our own questions to esbuild, so that they are answered by its own rules. */
const asIs = { asIs: true }

/** Whether a question came from `findPackage`. */
export const isOwnQuestion = (pluginData: unknown): boolean => pluginData === asIs

/** Conditions beside `node`, `import` and `default`; an explicit list keeps esbuild from adding `module`. */
export const conditions: string[] = [
  'node-addons',
  ...((process.features as { require_module?: boolean }).require_module ? ['module-sync'] : []),
]

/** The command's own packages: a project need not install them. */
const OWN = /^(@blog-build\/[^/]+|blog-build|zod)(\/|$)/
const PREACT = /^preact(\/|$)/

/**
 * Finds a package by Node's rules, with esbuild's resolver.
 *
 * @param folder Absolute path of the importing file's folder.
 * @param resolveFrom Folders or `file:` URLs to ask when the project lacks one of the command's own packages.
 */
export async function findPackage(
  build: PluginBuild,
  specifier: string,
  folder: string,
  resolveFrom: readonly string[],
  /** Whether `resolveFrom` and core itself are asked too. */
  isOptional = OWN.test(specifier),
): Promise<FoundPackage | undefined> {
  const here = posix.dirname(toPath(import.meta.url))
  const fallbacks = isOptional ? [...resolveFrom.flatMap(foldersOf), here] : []
  // One Preact always: two copies would not know each other's elements.
  const folders = PREACT.test(specifier) ? [here] : [folder, ...fallbacks]
  for (const resolveDir of folders) {
    const { path, errors, namespace } = await build.resolve(specifier, {
      kind: 'import-statement',
      resolveDir,
      pluginData: asIs,
    })
    if (errors.length > 0 || path === '' || namespace !== 'file') continue
    const found = path.replaceAll('\\', '/')
    const isInstalled = found.includes('/node_modules/') || OWN.test(specifier) || PREACT.test(specifier)
    return { path: found, external: isInstalled }
  }
  return undefined
}

/**
 * What a module is known by: `name@version` of its package, and of all that this rests on; of a linked one the hash of
 * its bytes. The command's own packages are known by their version alone.
 */
export function identitiesOf(path: string, disk: Recorder): string[] {
  const { folder, name, version } = packageAt(path, disk) ?? {}
  const isInstalled = name !== undefined && path.includes('/node_modules/')
  const bytes = isInstalled ? undefined : disk.read(path)
  const known = name === undefined ? posix.basename(path) : `${name}@${version}`
  const own = [known, posix.basename(path), ...(bytes ? [hashOf(bytes)] : [])].join(' ')
  const isOurs = name === undefined || OWN.test(name) || PREACT.test(name)
  return folder === undefined || isOurs ? [own] : [own, ...dependenciesOf(folder, disk)]
}

/** Whether Node loads a file from where it lies: code of an installed package, or of one of the command's own. */
export function isLoadedByNode(path: string, disk: Recorder): boolean {
  if (!/\.[cm]?js$/.test(path)) return false
  return path.includes('/node_modules/') || OWN.test(packageAt(path, disk)?.name ?? '')
}

function toPath(place: string): string {
  return (place.startsWith('file:') ? fileURLToPath(place) : place).replaceAll('\\', '/')
}

/** A place may be a file or a folder; esbuild finds nothing from a file, so that both are asked. */
function foldersOf(place: string): string[] {
  const path = toPath(place)
  return [path, posix.dirname(path)]
}

/** As an import specifier for Node. */
export function toUrl(path: string): string {
  return pathToFileURL(path).href
}

/** A `package.json` without a name only tells the module type of a folder. */
function packageAt(
  path: string,
  disk: Recorder,
): { folder: string; name: string; version: string } | undefined {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const file = posix.join(folder, 'package.json')
    const bytes = disk.isFile(file) ? disk.read(file) : undefined
    const { name, version } = bytes ? parse(bytes) : {}
    if (typeof name === 'string')
      return { folder, name, version: typeof version === 'string' ? version : '0.0.0' }
    if (posix.dirname(folder) === folder || posix.basename(folder) === 'node_modules') return undefined
  }
}

function parse(bytes: Uint8Array): { name?: unknown; version?: unknown } {
  try {
    return (JSON.parse(new TextDecoder().decode(bytes)) ?? {}) as { name?: unknown; version?: unknown }
  } catch {
    return {}
  }
}
