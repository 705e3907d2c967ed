/** A project that can be edited and built again and again: in memory, or on the disk. */
import { createMemoryHost, type MemoryHost } from '../../src/host/memory.js'
import { firstFiles } from './texts.js'

/** What edits may do. Paths are relative to the project's root. */
export interface World {
  read(path: string): string | undefined
  write(path: string, text: string): void
  /** As `write`, but the file keeps its time where that can be set. */
  writeInTime(path: string, text: string): void
  remove(path: string): void
  /** A file, or a folder. */
  rename(from: string, to: string): void
  /** Whether there is a file or folder. */
  has(path: string): boolean
  /** All files below a folder, or of the project without what builds left there; sorted. */
  files(folder?: string): Map<string, string>
  setEnv(value: string): void
  setNow(now: number): void
  /** What the command is given: a new object when it changes, for which a new process begins. */
  options: { base?: string }
  /** Everything that a build may depend on, as one text. */
  state(): string
}

/** When the world begins. */
export const start = Date.UTC(2026, 5, 1)

/** Made by builds, in the root. */
const made = /^(dist|\.blog-build)\//

/** Whether a path belongs to the project itself. */
export function isOwn(path: string): boolean {
  return !made.test(path)
}

/** Makes the project hold these files and no others. */
export function restore(world: World, files: ReadonlyMap<string, string>): void {
  const now = world.files()
  for (const path of now.keys()) if (!files.has(path)) world.remove(path)
  for (const [path, text] of files) if (now.get(path) !== text) world.write(path, text)
}

/** A project in memory. */
export interface MemoryWorld extends World {
  host: MemoryHost
  root: string
}

/** A fresh world in memory. */
export function createMemoryWorld(files = firstFiles()): MemoryWorld {
  const root = '/site'
  const at = (path: string) => `${root}/${path}`
  const host = createMemoryHost({}, { now: start, env: { STAGE: 'test' } })
  for (const [path, text] of Object.entries(files)) host.set(at(path), text)
  const world: MemoryWorld = {
    host,
    root,
    read: (path) => {
      const bytes = host.read(at(path))
      return bytes && Buffer.from(bytes).toString()
    },
    write: (path, text) => host.set(at(path), text),
    writeInTime: (path, text) => host.set(at(path), text),
    remove: (path) => host.delete(at(path)),
    rename: (from, to) => host.rename(at(from), at(to)),
    has: (path) => host.stat(at(path)) !== undefined,
    files: (folder) => filesOf(host, root, folder),
    setEnv: (value) => host.setEnv('STAGE', value),
    setNow: (now) => host.setNow(now),
    options: {},
    state: () => JSON.stringify([[...world.files()], host.env('STAGE'), host.now(), world.options]),
  }
  return world
}

/** Files of a memory host below a folder of the project, or of the project itself; by path from there. */
export function filesOf(host: MemoryHost, root: string, folder?: string): Map<string, string> {
  const prefix = folder === undefined ? `${root}/` : `${root}/${folder}/`
  const found = [...host.files()].filter(([path]) => path.startsWith(prefix))
  const short = found.map(([path, body]): [string, string] => [
    path.slice(prefix.length),
    Buffer.from(body).toString(),
  ])
  return new Map(short.filter(([path]) => folder !== undefined || isOwn(path)))
}
