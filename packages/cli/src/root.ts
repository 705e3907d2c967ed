/** The folder to build. */
import { statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { visibleLine } from './visible.js'

/** An absolute path with `/`, or a sentence that says why the argument names no folder. */
export type Root = { folder: string } | { problem: string }

/** @param cwd The current folder; called only when it is needed, because it may be gone. */
export function projectRoot(argument: string, cwd: () => string): Root {
  const name = `"${visibleLine(argument)}"`
  if (argument === '') return { problem: 'The root is empty; leave it out to build the current folder.' }
  try {
    const folder = resolve(cwd(), argument)
    if (statSync(folder).isDirectory()) return { folder: folder.split(sep).join('/') }
    return {
      problem: `${name} is no folder; give the one that holds it: "${visibleLine(dirname(argument))}".`,
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall === 'uv_cwd') return { problem: 'The current folder is gone; change to another one.' }
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: `There is no folder ${name}.` }
    return { problem: `The folder ${name} can't be opened (${code ?? String(error)}).` }
  }
}
