/** What a site is made in, from build to build: its folder, the disk, what is remembered, and the way to its code. */
import { randomUUID } from 'node:crypto'
import type { Code, CodeWorld } from './code.js'
import type { CodeRecord } from './code-record.js'
import { prepareRecording, recordReads, withoutRecording } from './host/fs-reads.js'
import { createNodeHost, resolvePath } from './host/node.js'
import type { MakeOptions } from './made.js'
import type { Store } from './model.js'
import type { RecordReads } from './pipeline/context.js'
import type { SiteOptions } from './site-options.js'
import { createDiskFiles } from './store/files.js'
import { createMemoryStore } from './store/memory.js'
import { openStore } from './store/open.js'
import type { ReadStore } from './store.js'
import { version } from './version.js'

/** What stays the same from build to build. */
export interface SiteWorld extends CodeWorld {
  root: string
  /** Absolute path of the folder for what is remembered. */
  cache: string
  store: Store
}

/** Opens the world of a site. Nothing is read of the project. */
export function createSiteWorld(options: SiteOptions, inlineHash: string = randomUUID()): SiteWorld {
  const root = options.host ? options.root : resolvePath(options.root)
  const cache = `${root}/.blog-build`
  const host = options.host ?? createNodeHost({ root, cache })
  // Code that takes functions out of `node:fs` while it loads is seen only if these are ours by then.
  if (!options.host) prepareRecording()
  return {
    options: { ...options, root },
    root,
    cache,
    host,
    disk: options.host ? createNodeHost({ root: '/', cache }) : host,
    store:
      options.store ??
      (options.host ? createMemoryStore() : openDiskStore(`${cache}/store`, options.handover?.store)),
    inlineHash,
  }
}

/** Values are read while a task waits for them; that is no read of the task. */
function openDiskStore(folder: string, read: ReadStore | undefined): Store {
  return openStore(withoutRecording(createDiskFiles(folder)), { version, ...(read && { read }) })
}

/** What a build keeps beside the graph. */
interface Note {
  code: CodeRecord
}

/** What the last build kept beside the graph. */
export function noteOf(store: Store): Note | undefined {
  return (store.last()?.meta as { note: Note } | undefined)?.note
}

/** Where the site lies, as far as it is known without its configuration: by options, else by the last build. */
export function lastPlace({ options, store }: SiteWorld): Pick<SiteOptions, 'root' | 'out' | 'base'> {
  const last = noteOf(store)?.code
  const { root, out = last?.out, base = last?.base } = options
  return { root, ...(out === undefined ? {} : { out }), ...(base === undefined ? {} : { base }) }
}

/** What making the site takes of its world. */
export function makeOptions(world: SiteWorld, code: Code): MakeOptions {
  const { host, store, root, options } = world
  const now = nowOf(world)
  let done = 0
  const onRun = () => options.onProgress?.({ phase: 'build', done: ++done, total: 0 })
  const note = (): Note => ({ code: code.record() })
  const reads = options.host ? {} : { recordReads: recordBelow(root) }
  return { host, root, store, code, loadCode: code.load, now, note, onRun, ...reads }
}

/** The instant that counts as now, in milliseconds since 1970. */
export function nowOf({ host, options }: SiteWorld): number {
  return options.asOf === undefined ? host.now() : instantOf(options.asOf)
}

function instantOf(asOf: string): number {
  const instant = Date.parse(asOf)
  if (!Number.isNaN(instant)) return instant
  throw new RangeError(`\`asOf\` is \`${asOf}\`, expected an instant such as 2024-01-31T10:00:00Z.`)
}

/** Tells reads of the disk by the path that tasks use: from the root where they lie below it. */
function recordBelow(root: string): RecordReads {
  const within = (path: string) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path)
  return (onRead, run) =>
    recordReads((kind, path) => {
      onRead(kind === 'env' ? { variable: path } : { path: within(path), isLink: kind === 'link' })
    }, run)
}
