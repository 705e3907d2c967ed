/** Folders on the real disk for tests of the watch, and how to wait there. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isEditorJunk } from '../../src/watch/junk.js'

/** A project on the disk. Paths are relative to its root. */
export interface TestFolder {
  root: string
  at(path: string): string
  write(path: string, text: string): void
  read(path: string): string
  /** Texts of all that is content, by absolute path; links are followed. */
  texts(): Map<string, string>
  remove(): void
}

/** A fresh one that holds these files. Many of them are better held in memory, where the system offers that. */
export function createTestFolder(files: Record<string, string> = {}): TestFolder {
  const isLarge = Object.keys(files).length > 1_000 && fs.existsSync('/dev/shm')
  const base = isLarge ? '/dev/shm' : tmpdir()
  const root = fs.realpathSync(fs.mkdtempSync(join(base, 'blog-build-watch-')))
  const at = (path: string) => join(root, path)
  const folder: TestFolder = {
    root,
    at,
    write(path, text) {
      fs.mkdirSync(dirname(at(path)), { recursive: true })
      fs.writeFileSync(at(path), text)
    },
    read: (path) => fs.readFileSync(at(path), 'utf8'),
    texts: () => textsBelow(fs.existsSync(at('content')) ? at('content') : root),
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  }
  for (const [path, text] of Object.entries(files)) folder.write(path, text)
  return folder
}

/** What is no content: made by builds, hidden, of editors. */
const isOther = (name: string) => /^\.|^(?:dist|www|node_modules)$/.test(name) || isEditorJunk(name)

/** Texts of all files from a path on, which may be that of a file, by absolute path. */
export function textsBelow(path: string, found = new Map<string, string>()): Map<string, string> {
  if (leadsAstray(path)) return found
  const stat = attempt(() => fs.statSync(path))
  if (stat?.isDirectory()) {
    for (const name of attempt(() => fs.readdirSync(path)) ?? [])
      if (!isOther(name)) textsBelow(join(path, name), found)
  } else if (stat?.isFile()) {
    const text = attempt(() => fs.readFileSync(path, 'utf8'))
    if (text !== undefined) found.set(path, text)
  }
  return found
}

/** Whether a link leads to a folder above itself, or out of the project. */
function leadsAstray(path: string): boolean {
  if (attempt(() => fs.lstatSync(path))?.isSymbolicLink() !== true) return false
  const real = attempt(() => fs.realpathSync(path)) ?? '/'
  return !real.includes('/blog-build-watch-') || `${path}/`.startsWith(`${real}/`)
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits until something holds. */
export async function until(what: string, holds: () => boolean, limit = 20_000): Promise<void> {
  const start = performance.now()
  for (;;) {
    const asked = performance.now()
    if (holds()) return
    if (asked - start > limit) throw new Error(`Not within ${limit} ms: ${what}`)
    // To ask may take long, and keep the watch from its work.
    await pause(Math.max(5, 2 * (performance.now() - asked)))
  }
}
