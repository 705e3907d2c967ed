/** The outputs of the last build with their keys, read from the store: nothing is brought up to date. */
import { decode } from '../engine/codec.js'
import { keyOf, parseKey } from '../engine/task.js'
import { hashOf } from '../hash.js'
import type { Output, OwnedPage } from '../model.js'
import type { PublishedAsset } from '../pipeline/asset.js'
import type { EmittedFile } from '../pipeline/file-tasks.js'
import { outputPathOf } from '../pipeline/permalink.js'
import type { NodeId, Store } from '../store.js'

/** An output, and the key that it comes from. */
export interface KnownOutput {
  url: string
  path: string
  owner: string
  id: NodeId
  /** The entry that a page shows. */
  entry?: string
}

/** The hash of no value: of a page whose layout failed. */
const nothing = hashOf('')

/** All outputs, as far as the store has not lost what tells of them; pages are never lost. */
export function outputsIn(store: Store): KnownOutput[] {
  const pages = pagesIn(store)
  const ofEmitted = emittedKeys(store)
  const addresses = new Set(pages.map(({ url }) => url))
  const listed = [...store.named('emitted-outputs'), ...store.named('other-outputs')]
  const others = listed.flatMap((id) => (valueAt(store, id) as Output[] | undefined) ?? [])
  const known = others.flatMap((output) => {
    const id = addresses.has(output.url) ? -1 : store.find(keyOfOutput(output, ofEmitted))
    return id < 0 ? [] : [{ url: output.url, path: output.path, owner: output.owner, id }]
  })
  const all = [...pages, ...known, ...assetsIn(store)]
  return all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

function pagesIn(store: Store): KnownOutput[] {
  return store.named('html').flatMap((id) => {
    if (store.hash(id) === nothing) return []
    const { permalink: url, owner, entry } = parseKey(store.key(id)).argument as OwnedPage
    const path = outputPathOf(url).value ?? ''
    return [{ url, path, owner, id, ...(entry === undefined ? {} : { entry }) }]
  })
}

function keyOfOutput({ owner, path }: Output, ofEmitted: ReturnType<typeof emittedKeys>): string {
  if (owner === 'public') return keyOf('file', `public/${path}`)
  if (owner === 'client') return keyOf('clients', null)
  return owner === 'styles' ? keyOf('styles', null) : ofEmitted(owner, path)
}

/** Where a file that a plugin emits comes from: one of its tasks, or the hook itself. */
export function emittedKeys(store: Store): (plugin: string, path: string) => string {
  const known = new Map<string, Map<string, EmittedFile['call']>>()
  const callsOf = (plugin: string) => {
    const files = (valueOfTask(store, 'emitted', plugin) as EmittedFile[] | undefined) ?? []
    return new Map(files.map(({ path, call }) => [path, call]))
  }
  return (plugin, path) => {
    const calls = known.get(plugin) ?? callsOf(plugin)
    known.set(plugin, calls)
    const call = calls.get(path)
    return call ? keyOf('plugin-task', call) : keyOf('emitted', plugin)
  }
}

function assetsIn(store: Store): KnownOutput[] {
  const found = new Map<string, KnownOutput>()
  for (const id of [...store.named('asset'), ...store.named('generated')]) {
    const path = (valueAt(store, id) as PublishedAsset | undefined)?.path
    if (path !== undefined) found.set(path, { url: `/${path}`, path, owner: 'asset', id })
  }
  return [...found.values()]
}

function valueOfTask(store: Store, name: string, argument: unknown): unknown {
  const id = store.find(keyOf(name, argument))
  return id < 0 || !store.isAlive(id) ? undefined : valueAt(store, id)
}

function valueAt(store: Store, id: NodeId): unknown {
  const text = store.value(store.ref(id), store.hash(id), id)
  return text === undefined ? undefined : decode(text)
}
