/** The same name in the other spelling of its accents: macOS decomposes them, keyboards and editors do not. */
import type { BuildContext } from './context.js'

/**
 * The path of a file as the disk spells it, for one that a text names: `é` as one character finds `é` as two, and
 * the reverse. The path itself if there is no such file, or if both are there.
 */
export function pathOnDisk(context: BuildContext, path: string): string {
  if (isPlain(path) || context.file(path).bytes !== undefined) return path
  const found: string[] = []
  for (const part of path.split('/')) {
    const names = (context.folder(found.join('/')) ?? []).map(({ name }) => name)
    const form = part.normalize('NFC')
    const name = names.includes(part) ? part : names.find((one) => one.normalize('NFC') === form)
    if (name === undefined) return path
    found.push(name)
  }
  return found.join('/')
}

/** Nothing to decompose. */
function isPlain(path: string): boolean {
  return path.normalize('NFD') === path.normalize('NFC')
}
