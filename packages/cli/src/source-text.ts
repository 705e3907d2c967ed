/** Sources, read once more to show the lines that a message speaks of. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'

const limit = 8_000_000

/**
 * Reads sources under a root as the build sees them: without byte order mark, line ends as `\n`.
 * Gives nothing for what is no regular file, is larger than 8 MB, or lies outside the root,
 * also by way of a link: a message can carry a path that its author chose.
 */
export function sourcesIn(root: string): (path: string) => string | undefined {
  return (path) => {
    try {
      const folder = realpathSync(root)
      const file = realpathSync(resolve(root, path))
      if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined
      const stat = statSync(file)
      if (!stat.isFile() || stat.size > limit) return undefined
      return readFileSync(file, 'utf8')
        .replace(/^\ufeff/, '')
        .replace(/\r\n?/g, '\n')
    } catch {
      return undefined
    }
  }
}
