/** What user code was made from, remembered so that staleness is checked without bundling. */
import { dirname, resolve } from 'node:path'
import { hashOf } from '../engine/codec.js'
import type { FolderItem, Host } from '../model.js'

/** A file or folder listing that was looked at. */
export interface Input {
  /** Absolute, with `/`. */
  path: string
  kind: 'file' | 'folder'
  /** Of the bytes, or of the names and kinds in the folder; `undefined` if there was none. */
  hash?: string | undefined
  /** Looked up on the real disk (packages, theme), whatever host the site has. */
  onDisk: boolean
}

/** Reads through a host and remembers what it saw. */
export interface Recorder {
  read(path: string): Uint8Array | undefined
  list(path: string): FolderItem[] | undefined
  /** Whether there is a file; only absence is remembered, since whatever is found is read next. */
  isFile(path: string): boolean
  /** Where a link leads, else the path itself. Not remembered: read what is there by the path of the link. */
  follow(path: string): string
}

/** Recorders for the site's host and for the real disk, with one list of what both saw. */
export interface Inputs {
  site: Recorder
  disk: Recorder
  /** Sorted by path. */
  list(): Input[]
}

/** Starts an empty record. */
export function recordInputs(site: Host, disk: Host): Inputs {
  const seen = new Map<string, Input>()
  return {
    site: recorder(site, false, seen),
    disk: recorder(disk, true, seen),
    list: () => [...seen].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, input]) => input),
  }
}

/** Whether all inputs still are what they were. A file that can't be read any more is a change. */
export function sameInputs(inputs: readonly Input[], site: Host, disk: Host): boolean {
  try {
    return inputs.every(({ path, kind, hash, onDisk }) => hashNow(onDisk ? disk : site, path, kind) === hash)
  } catch {
    return false
  }
}

function recorder(host: Host, onDisk: boolean, seen: Map<string, Input>): Recorder {
  const note = (path: string, kind: Input['kind'], hash: string | undefined) => {
    seen.set(`${path}\n${kind}\n${onDisk}`, { path, kind, hash, onDisk })
  }
  return {
    read(path) {
      const bytes = host.read(path)
      note(path, 'file', bytes && hashOf(bytes))
      return bytes
    },
    list(path) {
      const items = host.list(path)
      note(path, 'folder', items && hashOfList(items))
      return items
    },
    isFile(path) {
      if (host.stat(path)?.kind === 'file') return true
      note(path, 'file', undefined)
      return false
    },
    follow(path) {
      const target = host.readLink(path)
      return target === undefined ? path : resolve(dirname(path), target).replaceAll('\\', '/')
    },
  }
}

function hashNow(host: Host, path: string, kind: Input['kind']): string | undefined {
  if (kind === 'folder') {
    const items = host.list(path)
    return items && hashOfList(items)
  }
  if (host.stat(path)?.kind !== 'file') return undefined
  const bytes = host.read(path)
  return bytes && hashOf(bytes)
}

function hashOfList(items: FolderItem[]): string {
  return hashOf(JSON.stringify(items.map(({ name, kind }) => [name, kind])))
}
