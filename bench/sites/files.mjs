/** How sources get onto the disk. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Sources are as old as in a folder that nobody has touched for a while. */
const settled = new Date('2024-01-01T00:00:00Z')

/**
 * Begins a folder anew.
 *
 * @param {string} folder
 */
export function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

/**
 * Writes a source with the date of a file that has been lying there.
 *
 * @param {string} folder
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function writeSource(folder, path, content) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  utimesSync(file, settled, settled)
}
