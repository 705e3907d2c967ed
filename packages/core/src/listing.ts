/** The list of a site's outputs, from build to build: only what changed is listed anew. */
import { hashOf } from './engine/codec.js'
import type { Revision } from './engine/engine.js'
import { parseKey, refer } from './engine/task.js'
import type { Output, Store } from './model.js'
import type { PublishedAsset } from './pipeline/asset.js'
import type { EmittedShard } from './pipeline/file-tasks.js'
import type { SiteParts } from './pipeline/output-tasks.js'
import type { PluginTaskCall } from './pipeline/plugin-tasks.js'

/** Tasks by name: where nothing changed, they are not even loaded. */
const site = refer<null, SiteParts>('site')
const pageOutputs = refer<number, Output[]>('page-outputs')
const emittedOutputs = refer<EmittedShard, Output[]>('emitted-outputs')
const otherOutputs = refer<null, Output[]>('other-outputs')
const asset = refer<string, PublishedAsset | undefined>('asset')
const generated = refer<PluginTaskCall, PublishedAsset | undefined>('generated')

/** All outputs of a site that is up to date. */
export interface Listed {
  /** Sorted by path. */
  outputs: readonly Output[]
  /** Hash of the outputs: equal ones have an equal hash. */
  generation: string
  /** Hash of the paths of all outputs, and of whose they are. */
  paths: string
  /** Where the bytes of each asset come from, by the path of its output. */
  sources: ReadonlyMap<string, AssetSource>
}

/** Path of a file of the project, or the task of a plugin that makes the file. */
export type AssetSource = string | PluginTaskCall

/** Lists outputs, of one site and one build after the other. */
export interface Listing {
  list(store: Store, revision: Revision): Promise<Listed>
}

/** Outputs that are listed together, as what they come from is known by one hash. */
interface Part {
  hash: string
  outputs: readonly Output[]
}

/** Knows nothing yet. */
export function createListing(): Listing {
  let parts: Part[] = []
  let sources: ReadonlyMap<string, AssetSource> = new Map()
  let last = sort([])
  return {
    async list(store, revision) {
      const hashes = await revision.get(site, null)
      const own = await partsIn(revision, hashes, parts)
      const assets = assetHashes(store)
      let ofAssets = parts.at(-1)
      if (ofAssets?.hash !== assets) {
        const found = await assetsIn(store, revision)
        ofAssets = { hash: assets, outputs: [...found.values()].map(({ output }) => output) }
        sources = new Map([...found].map(([path, { source }]) => [path, source]))
      }
      const next = [...own, ofAssets]
      last = replaced(last, parts, next) ?? sort(next.flatMap(({ outputs }) => outputs))
      parts = next
      const generation = hashOf(`${await revision.hash(site, null)} ${assets}`)
      return { outputs: last.outputs, paths: last.paths, generation, sources }
    },
  }
}

async function partsIn(revision: Revision, parts: SiteParts, known: Part[]): Promise<Part[]> {
  const found: Part[] = []
  // With another number of shards, each place means others than before; its hash tells.
  const add = async (hash: string, ask: () => Promise<Output[]>) => {
    const before = known[found.length]
    found.push(before?.hash === hash ? before : { hash, outputs: await ask() })
  }
  for (const [shard, hash] of parts.pages.entries()) await add(hash, () => revision.get(pageOutputs, shard))
  for (const { plugin, shards } of parts.emitted) {
    for (const [shard, hash] of shards.entries()) {
      await add(hash, () => revision.get(emittedOutputs, { plugin, shard }))
    }
  }
  await add(parts.others, () => revision.get(otherOutputs, null))
  return found
}

/** In an order of their own: the numbers of keys differ from process to process. */
function assetHashes(store: Store): string {
  const ids = [...store.named(asset.name), ...store.named(generated.name)]
  const all = ids.map((id) => `${store.key(id)} ${store.hash(id)}`)
  return hashOf(all.sort().join('\n'))
}

/** Whatever asset somebody asked for is part of the site. */
async function assetsIn(store: Store, revision: Revision) {
  const found = new Map<string, { output: Output; source: AssetSource }>()
  const add = ({ path }: PublishedAsset, source: AssetSource) => {
    // The name carries the hash of the bytes.
    const output = { path, hash: hashOf(path), owner: 'asset', url: `/${path}` }
    found.set(path, { output, source })
  }
  for (const id of store.named(asset.name)) {
    const source = String(parseKey(store.key(id)).argument)
    const published = await revision.get(asset, source)
    if (published) add(published, published.source ?? source)
  }
  for (const id of store.named(generated.name)) {
    const call = parseKey(store.key(id)).argument as PluginTaskCall
    const published = await revision.get(generated, call)
    if (published) add(published, call)
  }
  return found
}

interface Sorted {
  outputs: readonly Output[]
  paths: string
  /** Place of each path. */
  places: ReadonlyMap<string, number>
}

function sort(outputs: readonly Output[]): Sorted {
  const sorted = [...outputs].sort(byPath)
  const places = new Map(sorted.map(({ path }, place) => [path, place]))
  return { outputs: sorted, places, paths: hashOf(sorted.map(nameOf).join('')) }
}

/** Where only bytes changed, the order stays; nothing if it does not. */
function replaced(last: Sorted, before: readonly Part[], after: readonly Part[]): Sorted | undefined {
  // Of two outputs of one path, the place tells only one.
  if (before.length !== after.length || last.places.size !== last.outputs.length) return undefined
  const outputs = [...last.outputs]
  for (const [at, part] of after.entries()) {
    const old = before[at] as Part
    if (old === part) continue
    const isSame = (output: Output, place: number) => {
      const other = old.outputs[place]
      return other !== undefined && nameOf(output) === nameOf(other)
    }
    if (old.outputs.length !== part.outputs.length || !part.outputs.every(isSame)) return undefined
    for (const output of part.outputs) outputs[last.places.get(output.path) as number] = output
  }
  return { ...last, outputs }
}

function nameOf({ path, owner }: Output): string {
  return `${owner}\0${path}\n`
}

function byPath(a: Output, b: Output): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
