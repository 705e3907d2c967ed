import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Host } from '../world.js'
import { HostError } from './error.js'
import { keepOutOfGit } from './keep-out-of-git.js'
import { importUrl, runText } from './run-text.js'
import { isTemporaryName } from './temporary.js'

/** So many modules of earlier sessions stay in the cache. */
const KEPT_MODULES = 20

/**
 * Runs modules as files: they have real stack traces and `import.meta.url`, and are loaded once.
 *
 * @param folder Where they are kept, the latest of them from session to session.
 */
export function createRun(host: Pick<Host, 'read' | 'stat' | 'write'>, folder: string): Host['run'] {
  let isTidy = false
  return async (code, name) => {
    if (!isTidy) {
      isTidy = true
      forgetOldModules(folder)
    }
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
    const file = posix.join(folder, `${name.replace(/[^\w.-]/g, '_').slice(-60)}-${hash}.mjs`)
    return storeModule(host, file, code) ? importUrl(pathToFileURL(file).href) : runText(code, name)
  }
}

/** False where nothing can be written, as in a read-only checkout. What lies there is compared, not trusted. */
function storeModule(host: Pick<Host, 'read' | 'stat' | 'write'>, file: string, code: string): boolean {
  const bytes = Buffer.from(code)
  try {
    const present = host.read(file)
    keepOutOfGit(host, posix.dirname(posix.dirname(file)))
    if (present === undefined || !bytes.equals(present)) host.write(file, bytes)
    return true
  } catch (error) {
    if (error instanceof HostError) return false
    throw error
  }
}

function forgetOldModules(folder: string): void {
  try {
    const files = fs.readdirSync(folder).map((name) => posix.join(folder, name))
    const dated = files.map((file) => ({ file, time: fs.statSync(file).mtimeMs }))
    dated.sort((a, b) => b.time - a.time)
    for (const { file } of dated.slice(KEPT_MODULES)) fs.rmSync(file, { force: true })
    for (const { file } of dated) if (isTemporaryName(posix.basename(file))) fs.rmSync(file, { force: true })
  } catch {
    // The folder may be absent, or read-only, or tidied by another process at the same time.
  }
}
