/** The world as the tasks may read it: each input looks once a revision and is known by a hash. */
import { encode, hashOf } from '../engine/codec.js'
import type { Input } from '../engine/task.js'
import type { Commons } from '../hooks/commons.js'
import type { Config } from '../hooks/config.js'
import type { ConfiguredPlugin, Plugin } from '../hooks/hook.js'
import { HostError } from '../host/error.js'
import type { FileStat, FolderItem, Host } from '../model.js'
import type { Stamp } from '../store.js'
import type { FileRead, LoadedClient, LoadedLayout, LoadedStyles, SiteMarkdown } from './context.js'
import type { SitePool } from './site-pool.js'

/** Code and configuration of one session, each with the hash by which it is known. */
export interface LoadedCode {
  config: Config
  /** Stands for every function in the configuration. */
  configHash: string
  /** In order; `hash` stands for the code and the options. */
  plugins: readonly { plugin: ConfiguredPlugin; hash: string; isPreset: boolean }[]
  layouts: ReadonlyMap<string, LoadedLayout & { hash: string }>
  /** Serves pages whose layout is none of these. */
  standIn?: LoadedLayout & { hash: string }
  styles?: LoadedStyles & { hash: string }
  /** By the name of their plugin. */
  clients: ReadonlyMap<string, LoadedClient>
  markdown: { value: SiteMarkdown; hash: string }
  /** Whether code runs that is not ours: plugins of the configuration, layouts of the project. */
  isForeign: boolean
  /** Threads that work for it. */
  pool?: Pick<SitePool, 'close'>
  /** Watches over what all code shares, where nothing else runs. */
  commons?: Commons
}

/** The code of a session, which need not be loaded before something asks for it. */
export interface CodeSource {
  /** It is known, without loading it, to be what the last build used. */
  isSame: boolean
  /** Once it is loaded. */
  get(): LoadedCode
}

const absent = '-'

/** A file that changed so shortly before it was looked at may change again within one tick of its clock. */
const tick = 2000

/** The inputs of a build. `now` is the instant that counts as now, in milliseconds since 1970. */
export function createInputs(
  host: Host,
  root: string,
  source: CodeSource,
  now: number,
): Record<string, Input> {
  const at = (path: unknown) =>
    String(path).startsWith('/') ? String(path) : `${root}/${path}`.replace(/\/$/, '')
  const kept = (observe: Input['observe']): Input => ({ observe, keep: true })
  const isPast = (instant: unknown) => Date.parse(String(instant)) <= now
  const [past, ahead] = [true, false].map((value) => plain(value).hash)
  const ofCode = (observe: (code: LoadedCode, argument: unknown) => ReturnType<Input['observe']>): Input => ({
    observe: (argument) => observe(source.get(), argument),
    areSame: (asked) => asked.map(() => source.isSame),
    keep: true,
  })
  return {
    file: {
      observe: (path) => observeFile(host, at(path)),
      areSame: (asked) =>
        areSameFiles(
          host,
          root,
          asked.map(({ argument, stamp }) => ({ path: String(argument), stamp })),
        ),
    },
    folder: kept((path) => {
      const { items } = listFolder(host, at(path))
      return { value: items, hash: items ? hashOf(encode(items)) : absent }
    }),
    'folder-problem': kept((path) => {
      const { problem } = listFolder(host, at(path))
      return { value: problem, hash: problem === undefined ? absent : hashOf(problem) }
    }),
    link: kept((path) => plain(linkAt(host, at(path)) ?? null)),
    // Always the same to who asks: a project that was moved is no other one.
    location: kept(() => ({ value: host.isDisk ? root : undefined, hash: absent })),
    env: kept((name) => plain(host.env(String(name)))),
    past: {
      ...kept((instant) => plain(isPast(instant))),
      areSame: (asked) => asked.map(({ argument, hash }) => hash === (isPast(argument) ? past : ahead)),
    },
    config: ofCode(({ config, configHash }, field) => {
      const value = config[field as keyof Config]
      return { value, hash: hashOfConfig(value, configHash) }
    }),
    hook: ofCode(({ plugins }, hook) => {
      const having = plugins.filter(({ plugin }) => plugin[hook as keyof Plugin] !== undefined)
      return { value: having.map(({ plugin }) => plugin), hash: having.map(({ hash }) => hash).join(' ') }
    }),
    plugin: ofCode(({ plugins }, name) => {
      const found = plugins.find(({ plugin }) => plugin.name === name)
      return { value: found?.plugin, hash: found?.hash ?? absent }
    }),
    provider: ofCode(({ plugins }, service) => plain(providerOf(plugins, String(service)))),
    layout: ofCode(({ layouts, standIn }, name) => {
      const layout = layouts.get(String(name)) ?? standIn
      return { value: layout, hash: layout?.hash ?? absent }
    }),
    layouts: ofCode(({ layouts }) => plain([...layouts.keys()].sort())),
    markdown: ofCode(({ markdown }) => markdown),
    styles: ofCode(({ styles }) => ({ value: styles, hash: styles?.hash ?? absent })),
    clients: ofCode(({ clients }) => ({ value: clients, hash: hashOfClients(clients) })),
  }
}

function providerOf(plugins: LoadedCode['plugins'], service: string): string | undefined {
  return plugins.find(({ plugin }) => plugin.provides?.some((one) => one.service === service))?.plugin.name
}

/** The names of the files carry hashes of their bytes. */
function hashOfClients(clients: LoadedCode['clients']): string {
  const all = [...clients].map(([plugin, { files }]) => [plugin, ...files.map(({ path }) => path)].join(' '))
  return hashOf(all.join('\n'))
}

function plain(value: unknown): { value: unknown; hash: string } {
  return { value, hash: hashOf(encode(value)) }
}

/** Where a link leads; nothing if it is none, or can't be read. */
function linkAt(host: Host, path: string): string | undefined {
  try {
    return host.readLink(path)
  } catch (error) {
    if (error instanceof HostError) return undefined
    throw error
  }
}

/** A folder that can't be listed is none for most tasks; those that look for files say so. */
function listFolder(host: Host, path: string): { items?: FolderItem[]; problem?: string } {
  try {
    const items = host.list(path)
    return items === undefined ? {} : { items }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { problem: error.reason }
  }
}

function observeFile(host: Host, path: string): { hash: string; value: FileRead; stamp?: Stamp | undefined } {
  try {
    const before = host.stat(path)
    const bytes = host.read(path)
    const hash = bytes ? hashOf(bytes) : absent
    const stamp = bytes && before ? stampOf(before, host.now()) : undefined
    return { hash, value: bytes ? { bytes, hash } : { hash }, stamp }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    const hash = `!${error.code}`
    return { hash, value: { problem: error.reason, hash } }
  }
}

/** Of what was there before the bytes were read: had it changed meanwhile, its stat now tells. */
function stampOf({ size, mtime, ctime = 0 }: FileStat, now: number): Stamp | undefined {
  return Math.max(mtime, ctime) + tick > now ? undefined : { size, mtime, ctime }
}

function areSameFiles(
  host: Host,
  root: string,
  asked: readonly { path: string; stamp: Stamp | undefined }[],
): boolean[] {
  const below = asked.filter(({ path, stamp }) => stamp && !path.startsWith('/')).map(({ path }) => path)
  const stats = new Map(host.stats(root, below).map((stat, at) => [below[at], stat]))
  return asked.map(({ path, stamp }) => {
    if (!stamp) return false
    const stat = path.startsWith('/') ? host.stat(path) : stats.get(path)
    return stat?.size === stamp.size && stat.mtime === stamp.mtime && (stat.ctime ?? 0) === stamp.ctime
  })
}

/** Plain data is known by its value; a function in it by the bundle that it came from. */
function hashOfConfig(value: unknown, configHash: string): string {
  let hasFunction = false
  const text = JSON.stringify(value, (_key, item) => {
    if (typeof item === 'function' || (typeof item === 'object' && item !== null && '~standard' in item)) {
      hasFunction = true
      return 'function'
    }
    return item
  })
  return hashOf(`${text ?? ''}${hasFunction ? configHash : ''}`)
}
