/** The world as the tasks may read it: each input looks once a revision and is known by a hash. */
import { encode, hashOf } from '../engine/codec.js'
import type { Input } from '../engine/task.js'
import type { Config } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import { HostError } from '../host/error.js'
import type { Markdown } from '../markdown/processor.js'
import type { FolderItem, Host } from '../model.js'
import type { FileRead, LoadedLayout, LoadedStyles } from './context.js'

/** Code and configuration of one session, each with the hash by which it is known. */
export interface LoadedCode {
  config: Config
  /** Stands for every function in the configuration. */
  configHash: string
  /** In order; `hash` stands for the code and the options. */
  plugins: readonly { plugin: Plugin; hash: string }[]
  layouts: ReadonlyMap<string, LoadedLayout & { hash: string }>
  styles?: LoadedStyles & { hash: string }
  markdown: { value: Markdown; hash: string }
  /** Whether code runs that is not ours: plugins of the configuration, layouts of the project. */
  isForeign: boolean
}

const absent = '-'

/** The inputs of a build. `now` is the instant that counts as now, in milliseconds since 1970. */
export function createInputs(host: Host, root: string, code: LoadedCode, now: number): Record<string, Input> {
  const at = (path: unknown) =>
    String(path).startsWith('/') ? String(path) : `${root}/${path}`.replace(/\/$/, '')
  const kept = (observe: (argument: unknown) => { hash: string; value: unknown }): Input => ({
    observe,
    keep: true,
  })
  return {
    file: { observe: (path) => observeFile(host, at(path)) },
    folder: kept((path) => {
      const { items } = listFolder(host, at(path))
      return { value: items, hash: items ? hashOf(encode(items)) : absent }
    }),
    'folder-problem': kept((path) => {
      const { problem } = listFolder(host, at(path))
      return { value: problem, hash: problem === undefined ? absent : hashOf(problem) }
    }),
    env: kept((name) => plain(host.env(String(name)))),
    past: kept((instant) => plain(Date.parse(String(instant)) <= now)),
    config: kept((field) => {
      const value = code.config[field as keyof Config]
      return { value, hash: hashOfConfig(value, code.configHash) }
    }),
    hook: kept((hook) => {
      const having = code.plugins.filter(({ plugin }) => plugin[hook as keyof Plugin] !== undefined)
      return { value: having.map(({ plugin }) => plugin), hash: having.map(({ hash }) => hash).join(' ') }
    }),
    plugin: kept((name) => {
      const found = code.plugins.find(({ plugin }) => plugin.name === name)
      return { value: found?.plugin, hash: found?.hash ?? absent }
    }),
    layout: kept((name) => {
      const layout = code.layouts.get(String(name))
      return { value: layout, hash: layout?.hash ?? absent }
    }),
    layouts: kept(() => plain([...code.layouts.keys()].sort())),
    markdown: kept(() => code.markdown),
    styles: kept(() => ({ value: code.styles, hash: code.styles?.hash ?? absent })),
  }
}

function plain(value: unknown): { value: unknown; hash: string } {
  return { value, hash: hashOf(encode(value)) }
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

function observeFile(host: Host, path: string): { hash: string; value: FileRead } {
  try {
    const bytes = host.read(path)
    const hash = bytes ? hashOf(bytes) : absent
    return { hash, value: bytes ? { bytes, hash } : { hash } }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    const hash = `!${error.code}`
    return { hash, value: { problem: error.reason, hash } }
  }
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
