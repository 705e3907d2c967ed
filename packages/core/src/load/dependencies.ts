/** What installed packages rest on: a package may stay as it is while one below it is updated. */
import { posix } from 'node:path'
import type { Recorder } from './inputs.js'

/**
 * `name@version` of every package below one, directly or not, in no order. Types are left out, they run nothing.
 *
 * @param folder Absolute path of the package's own folder, without links.
 */
export function dependenciesOf(folder: string, disk: Recorder): string[] {
  const found = new Map<string, string>()
  const visited = new Set([folder])
  const visit = (from: string, needs: readonly string[]) => {
    for (const name of needs) {
      const place = find(name, from, disk)
      if (place === undefined || found.has(place)) continue
      // By the path of the link, so that another target is another file.
      const manifest = manifestAt(place, disk)
      found.set(place, `${name}@${manifest.version}`)
      const real = disk.follow(place)
      if (visited.has(real)) continue
      visited.add(real)
      visit(real, manifest.needs)
    }
  }
  visit(folder, manifestAt(folder, disk).needs)
  return [...found.values()]
}

/** By Node's rules: the `node_modules` of each folder above. An optional package may be in none. */
function find(name: string, from: string, disk: Recorder): string | undefined {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const place = posix.join(folder, 'node_modules', name)
    if (posix.basename(folder) !== 'node_modules' && disk.isFile(`${place}/package.json`)) return place
    if (posix.dirname(folder) === folder) return undefined
  }
}

function manifestAt(folder: string, disk: Recorder): { version: string; needs: string[] } {
  const { version, dependencies, peerDependencies, optionalDependencies } = parse(
    disk.read(`${folder}/package.json`),
  )
  const names = [dependencies, peerDependencies, optionalDependencies].flatMap((one) =>
    Object.keys(one ?? {}),
  )
  const needs = [...new Set(names)].filter((name) => !name.startsWith('@types/')).sort()
  return { version: typeof version === 'string' ? version : '0.0.0', needs }
}

function parse(bytes: Uint8Array | undefined): Record<string, object | string | undefined> {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) ?? {}
  } catch {
    return {}
  }
}
