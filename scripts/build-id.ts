/** By what compiled code is known. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The version of a package and a hash over its sources, tests aside, and over the lockfile: other packages are
 * bundled into ours. Nothing of the machine is in it, so that the same sources have the same id everywhere.
 *
 * @param folder Absolute path of the package, which lies in `packages` of the workspace.
 */
export function buildIdOf(folder: string): string {
  const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8').replaceAll('\r\n', '\n')
  const { version } = JSON.parse(read('package.json')) as { version: string }
  const sources = sourcesIn(folder).map((path) => [path, read('src', path)])
  const all = JSON.stringify([read('..', '..', 'pnpm-lock.yaml'), sources])
  return `${version}+${createHash('sha256').update(all).digest('base64url').slice(0, 16)}`
}

/** Paths in `src`, with `/`, sorted by code unit. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
