/** A site brought up to date: all its outputs and messages, nothing published yet. */
import { posix } from 'node:path'
import { hashOf } from './engine/codec.js'
import { createRevision, type Revision } from './engine/engine.js'
import { InputChanged } from './engine/error.js'
import type { Reached } from './engine/reached.js'
import { parseKey } from './engine/task.js'
import { sortMessages } from './messages.js'
import type { Host, Message, Output, OwnedPage, Store } from './model.js'
import { toAsset } from './pipeline/asset.js'
import { type BuildContext, extendContext, type RecordReads, watched } from './pipeline/context.js'
import { createInputs, type LoadedCode } from './pipeline/inputs.js'
import { checkOutputs, withSources } from './pipeline/output.js'
import { asset, bytesOfEmitted, emitted, html, index, pages, site, tasks } from './pipeline/tasks.js'

/** What a site is made from. */
export interface MakeOptions {
  host: Host
  root: string
  store: Store
  code: LoadedCode
  /** The instant that counts as now, in milliseconds since 1970. */
  now: number
  /** Reports reads behind the engine's back, where the host is the real disk and code of others runs. */
  recordReads?: RecordReads
  /** Told the key of each task that runs. */
  onRun?(key: string): void
}

/** A site brought up to date. */
export interface Made {
  /** Sorted by path. */
  outputs: Output[]
  messages: Message[]
  nextDue?: string
  /** Number of pages. */
  pages: number
  tasksRun: number
  tasksReused: number
  bytes(output: Output): Promise<Uint8Array>
}

/**
 * Brings the site up to date.
 *
 * @throws {InputChanged} if a file changed while it was being read: make it again.
 */
export async function make({ host, root, store, code, now, recordReads, onRun }: MakeOptions): Promise<Made> {
  let tasksRun = 0
  const revision = createRevision<BuildContext>({
    store,
    tasks,
    inputs: createInputs(host, root, code, now),
    extend: extendContext,
    ...(recordReads && { around: (context, run) => watched(context, recordReads, run) }),
    onRun: (key) => {
      tasksRun++
      onRun?.(key)
    },
  })
  const own = await revision.get(site, null)
  const reached = revision.reached(site, null)
  const assets = await assetsIn(reached, revision)
  const planned = await revision.get(pages, null)
  store.commit(new Set(reached.keys.keys()))
  const outputs = [...own, ...assets.keys()].sort(byPath)
  const { byId } = await revision.get(index, null)
  const clashes = checkOutputs(withSources(outputs, planned, byId))
  const nextDue = nextDueIn(reached)
  return {
    outputs,
    messages: sortMessages([...reached.messages, ...clashes]),
    ...(nextDue === undefined ? {} : { nextDue }),
    pages: planned.length,
    tasksRun,
    tasksReused: Math.max(0, taskCount(reached) - tasksRun),
    bytes: bytesOf({ host, root, code, revision, planned, assets }),
  }
}

/** Whatever asset somebody asked for is part of the site; with it, the path of its source. */
async function assetsIn(reached: Reached, revision: Revision): Promise<Map<Output, string>> {
  const found = new Map<string, { output: Output; source: string }>()
  for (const key of reached.keys.keys()) {
    const { name, argument } = parseKey(key)
    if (name !== asset.name) continue
    const source = String(argument)
    const published = await revision.get(asset, source)
    if (!published) continue
    const { path } = published
    // The name carries the hash of the bytes.
    found.set(path, { output: { path, hash: hashOf(path), owner: 'asset', url: `/${path}` }, source })
  }
  return new Map([...found.values()].map(({ output, source }) => [output, source]))
}

interface Origins extends Pick<MakeOptions, 'host' | 'root' | 'code'> {
  revision: Revision
  planned: readonly OwnedPage[]
  assets: ReadonlyMap<Output, string>
}

/** Where the bytes of an output come from, by its owner. What a file held when it was planned is what counts. */
function bytesOf({ host, root, code, revision, planned, assets }: Origins): Made['bytes'] {
  const pageAt = new Map(planned.map((page) => [page.permalink, page]))
  const sourceOf = new Map([...assets].map(([{ path }, source]) => [path, source]))
  return async (output) => {
    switch (output.owner) {
      case 'asset': {
        const source = sourceOf.get(output.path) ?? ''
        const bytes = host.read(posix.resolve(root, source))
        return bytes && toAsset(source, bytes).path === output.path ? bytes : gone(output)
      }
      case 'public': {
        const bytes = host.read(`${root}/public/${output.path}`)
        return bytes && hashOf(bytes) === output.hash ? bytes : gone(output)
      }
      case 'styles':
        return code.styles?.files.find(({ path }) => path === output.path)?.bytes ?? gone(output)
    }
    const page = pageAt.get(output.url)
    if (page) return new TextEncoder().encode((await revision.get(html, page)) ?? '')
    const files = await revision.get(emitted, output.owner)
    const file = files.find(({ path }) => path === output.path)
    return file ? bytesOfEmitted(file) : gone(output)
  }
}

/** A file is not what it was a moment ago: the revision that planned it is no longer true. */
function gone(output: Output): never {
  throw new InputChanged(output.path)
}

/** The nearest instant that was asked for and has not passed. */
function nextDueIn(reached: Reached): string | undefined {
  const notPast = hashOf('false')
  const instants: string[] = []
  for (const [key, hash] of reached.keys) {
    const { name, argument } = parseKey(key)
    if (name === 'past' && hash === notPast) instants.push(String(argument))
  }
  // By time, not by text: the years of an instant may have more than four digits.
  return instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0]
}

function taskCount(reached: Reached): number {
  const names = new Set(tasks.map(({ name }) => name))
  let count = 0
  for (const key of reached.keys.keys()) if (names.has(key.slice(0, key.indexOf(':')))) count++
  return count
}

function byPath(a: Output, b: Output): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
