/** Files of a project that a command reads and writes for its user. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { visibleLine } from './visible.js'

/** A file can't be read or written, for a reason that concerns its user. */
export interface FileProblem {
  text: string
  remedy: string
}

/**
 * Reads a text as sources are read: without byte order mark, line ends as `\n`.
 *
 * @param path Absolute, or relative to the root.
 * @returns No text if there is no such file.
 */
export function readText(root: string, path: string): { text?: string } | { problem: FileProblem } {
  try {
    const text = readFileSync(resolve(root, path), 'utf8')
    return { text: text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n') }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? {} : { problem: problemOf('read', path, code) }
  }
}

/** Writes a text, and makes the folders above it. @param isNew Whether a file that is there is left as it is, with a problem. */
export function writeText(root: string, path: string, text: string, isNew = false): FileProblem | undefined {
  const file = resolve(root, path)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: isNew ? 'wx' : 'w' })
    return undefined
  } catch (error) {
    return problemOf('written', path, codeOf(error))
  }
}

function problemOf(what: 'read' | 'written', path: string, code: string): FileProblem {
  const name = visibleLine(path)
  if (code === 'EEXIST') {
    return {
      text: `${name} is there already, and is not overwritten.`,
      remedy: 'Name another file, or move it.',
    }
  }
  return { text: `${name} can't be ${what} (${code}).`, remedy: 'Look at the path and its permissions.' }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
