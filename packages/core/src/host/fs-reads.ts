import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Carried, createCarried } from './carried.js'

/**
 * What a read asked for: the bytes of a file, the names in a folder, whether and what something is, where a link
 * leads; or the value of a variable of the environment.
 */
export type ReadKind = 'file' | 'folder' | 'stat' | 'link' | 'env'

/** Told of each read before it happens, so of absent files too: an absolute path, with `/`; of a variable its name. */
export type OnRead = (kind: ReadKind, path: string) => void

/**
 * Runs a function and tells of every read of `node:fs` within it, also after an `await`, in timers
 * and callbacks that it starts. Of nested recorders the innermost is told. Reads that outlive the
 * result are still told. Loading of packages is left out: it is covered by their versions.
 *
 * Not seen: native code, child processes, workers, `fs.glob`, and functions of `node:fs` that were taken out
 * of it before the first call (`const { readFileSync } = require('fs')` at load time).
 *
 * The first call replaces functions of `node:fs` for the whole process: there is no other way to
 * see what third-party code reads. Outside of recorders they do exactly what they did before.
 */
export function recordReads<T>(onRead: OnRead, run: () => T): T {
  return patched().run(onRead, run)
}

/**
 * Replaces the functions now, and records nothing yet: for code that takes them out of `node:fs` while it
 * loads. Until something is recorded, promises cost no more than before.
 */
export function prepareRecording(): void {
  patched()
}

/** Tells whoever records now of a variable that is read: code gets its environment from us. */
export function tellOfVariable(name: string): void {
  installed()?.get()?.('env', name)
}

/** Runs a function whose reads are told to nobody: for those who record what they read themselves. */
export function unrecorded<T>(run: () => T): T {
  const recorder = installed()
  return recorder?.get() === undefined ? run() : recorder.run(undefined, run)
}

/** The same functions, such that what they read is told to nobody: nor for whom they are called. */
export function withoutRecording<T extends object>(functions: T): T {
  const quiet = Object.entries(functions).map(([name, run]: [string, AnyFunction]) => [
    name,
    (...parameters: unknown[]) => unrecorded(() => run.apply(functions, parameters)),
  ])
  return Object.fromEntries(quiet)
}

type Recorder = Carried<OnRead>
type AnyFunction = (this: unknown, ...parameters: unknown[]) => unknown
type Functions = Record<string, AnyFunction | undefined>

// Two copies of this module in one process share one patch, hence the global symbol.
const KEY = Symbol.for('@blog-build/core fs-reads')

function installed(): Recorder | undefined {
  return (globalThis as unknown as Record<symbol, Recorder | undefined>)[KEY]
}

function patched(): Recorder {
  const present = installed()
  if (present !== undefined) return present
  const recorder: Recorder = createCarried('reads')
  Object.defineProperty(globalThis, KEY, { value: recorder })
  for (const [kind, names] of Object.entries(READS) as [ReadKind, string[]][]) {
    for (const name of names) {
      patch(fs as unknown as Functions, name, kind, recorder)
      patch(fs as unknown as Functions, `${name}Sync`, kind, recorder)
      patch(fs.promises as unknown as Functions, name, kind, recorder)
    }
  }
  // Named imports of ES modules (`import { readFileSync } from 'node:fs'`) change only with this.
  syncBuiltinESMExports()
  return recorder
}

// Streams open their file through `fs.open`, so they need no entry here.
const READS: Record<Exclude<ReadKind, 'env'>, string[]> = {
  file: ['readFile', 'open', 'copyFile'],
  folder: ['readdir', 'opendir'],
  stat: ['exists', 'access', 'stat'],
  link: ['lstat', 'realpath', 'readlink'],
}

function patch(owner: Functions, name: string, kind: ReadKind, recorder: Recorder): void {
  const original = owner[name]
  if (original === undefined) return
  const replacement: AnyFunction = function (...parameters) {
    const onRead = recorder.get()
    if (onRead === undefined) return original.apply(this, parameters)
    const path =
      name.startsWith('open') && !opensToRead(name, parameters[1]) ? undefined : pathOf(parameters[0])
    if (path !== undefined && !isPackageCode(path)) {
      onRead(kind, path)
      if (isRecursive(parameters[1])) tellBelow(path, onRead)
    }
    // `readFileSync` calls `openSync` inside: one read is told once.
    return name.endsWith('Sync')
      ? recorder.run(undefined, () => original.apply(this, parameters))
      : original.apply(this, parameters)
  }
  // Keeps `name`, `length`, `realpath.native` and what `util.promisify` looks for.
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original))
  owner[name] = replacement
}

function isRecursive(options: unknown): boolean {
  return (
    typeof options === 'object' && options !== null && 'recursive' in options && options.recursive === true
  )
}

/** Node walks a whole tree without the functions that are replaced here: its folders are told one by one. */
function tellBelow(folder: string, onRead: OnRead): void {
  for (const name of foldersIn(folder)) {
    const path = `${folder}/${name}`
    onRead('folder', path)
    tellBelow(path, onRead)
  }
}

/** What can't be listed is for the caller's own call to say. */
function foldersIn(folder: string): string[] {
  try {
    const items = unrecorded(() => fs.readdirSync(folder, { withFileTypes: true }))
    return items.filter((item) => item.isDirectory()).map(({ name }) => name)
  } catch {
    return []
  }
}

function opensToRead(name: string, flags: unknown): boolean {
  if (name.startsWith('opendir') || typeof flags === 'function' || flags === undefined || flags === null) {
    return true
  }
  if (typeof flags === 'number') return (flags & 3) !== fs.constants.O_WRONLY
  return typeof flags === 'string' && (flags.startsWith('r') || flags.includes('+'))
}

function pathOf(value: unknown): string | undefined {
  const path = textOf(value)
  if (path === undefined || path.includes('\0')) return undefined
  return resolve(path).replaceAll('\\', '/')
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (!(value instanceof URL)) return undefined
  // A URL that is no file is for `node:fs` itself to refuse.
  try {
    return fileURLToPath(value)
  } catch {
    return undefined
  }
}

/** What Node's loader asks for when a plugin, or a part of ours, is imported or required lazily. */
function isPackageCode(path: string): boolean {
  return (path.includes('/node_modules/') || isOwnCode(path)) && /\.(?:[cm]?js|json|node)$/.test(path)
}

/** In a workspace, and where it is linked, our own code lies in no `node_modules`, one package beside the other. */
function isOwnCode(path: string): boolean {
  if (path.startsWith(OWN)) return true
  return path.startsWith(PACKAGES) && /^(?:plugins|theme|cli)\/dist\//.test(path.slice(PACKAGES.length))
}

const OWN = fileURLToPath(new URL('.', import.meta.url)).replaceAll('\\', '/')

/** What stands before `core/dist/` or, in tests, `core/src/host/`. */
const PACKAGES = OWN.replace(/^(.*\/)core\/(?:dist|src)\/.*$/, '$1')
