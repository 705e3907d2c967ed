import type { Output } from '../model.js'
import type { ManifestFile } from './manifest.js'

/** How outputs differ from what is known of a folder; the disk was not looked at. */
export interface Difference {
  /** All outputs, sorted by path. */
  outputs: readonly Output[]
  /** Those that are not as they are known. */
  others: readonly Output[]
  /** Whether one has a path that is not known. */
  hasNew: boolean
  /** Whether two have one path. */
  hasTwins: boolean
  /** Files that are no outputs any more. */
  vanished: ManifestFile[]
}

type KnownFiles = ReadonlyMap<string, ManifestFile>

/**
 * Compares outputs with what is known of a folder.
 *
 * @param known Sorted by path.
 */
export function differenceOf(outputs: readonly Output[], known: KnownFiles): Difference {
  return inStep(outputs, known) ?? apart(sorted(outputs), known)
}

/** Where both have the same paths, as is most often so, no file has to be looked up. */
function inStep(outputs: readonly Output[], known: KnownFiles): Difference | undefined {
  if (outputs.length !== known.size) return undefined
  const others: Output[] = []
  let at = 0
  for (const file of known.values()) {
    const output = outputs[at++]
    if (output?.path !== file.path) return undefined
    if (!isSame(output, file)) others.push(output)
  }
  return { outputs, others, hasNew: false, hasTwins: false, vanished: [] }
}

function apart(outputs: readonly Output[], known: KnownFiles): Difference {
  const wanted = new Set(outputs.map(({ path }) => path))
  return {
    outputs,
    others: outputs.filter((output) => !isSame(output, known.get(output.path))),
    hasNew: outputs.some(({ path }) => !known.has(path)),
    hasTwins: wanted.size < outputs.length,
    vanished: [...known.values()].filter(({ path }) => !wanted.has(path)),
  }
}

function isSame(output: Output, file: ManifestFile | undefined): boolean {
  return output.hash === file?.hash && output.owner === file.owner && output.url === file.url
}

function sorted(outputs: readonly Output[]): Output[] {
  return [...outputs].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
