/** What a site is called by whoever does not know its title. */
import { posix } from 'node:path'

/** The site is named after its folder; a folder named `content` after the one above. */
export function folderName(root: string): string {
  const name = posix.basename(root)
  return name === 'content' ? posix.basename(posix.dirname(root)) : name
}
