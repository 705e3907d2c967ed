/** Files of `public/`: which are published, and under which path. */

/** What editors and file managers leave in folders: backups, locks, views. Some hold what was just deleted. */
const junk = /~$|^\.#|^#.*#$|^\..*\.sw[a-z]$|^\._|^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|^\.git/

/**
 * Whether an item of `public/` is left out: what editors, file managers and Git put there. Other hidden files are
 * published, as `.well-known/` and `.htaccess` must be.
 */
export function isJunk(name: string): boolean {
  return junk.test(name)
}

/**
 * Where a file of `public/` is published, relative to the output folder: under its own path, with accents composed, as
 * all addresses are. macOS may name files otherwise, and a server knows no better than to compare bytes.
 */
export function publicPath(file: string): string {
  return file.normalize('NFC')
}
