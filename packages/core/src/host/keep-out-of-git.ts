import { posix } from 'node:path'
import type { Host } from '../model.js'

/** Gives a folder of ours a `.gitignore` that keeps all of it, and itself, out of git. */
export function keepOutOfGit(host: Pick<Host, 'stat' | 'write'>, folder: string): void {
  const path = posix.join(folder, '.gitignore')
  if (host.stat(path) === undefined) host.write(path, new TextEncoder().encode('*\n'))
}
