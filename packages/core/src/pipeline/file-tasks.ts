/** Files of the site that are no pages: those that plugins emit, and those of `public/`. */
import { encode, hashOf } from '../engine/codec.js'
import { inWords } from '../hooks/answers.js'
import type { SiteFile } from '../hooks/context.js'
import { collect } from '../hooks/driver.js'
import { sourceOutside } from '../messages/link.js'
import { pluginValue } from '../messages/plugin.js'
import { sourceNoFile } from '../messages/source.js'
import type { Emission, Emitted, Message, Output } from '../model.js'
import type { BuildContext, BuildTask } from './context.js'
import { filesBelow } from './glob.js'
import { emitContext } from './hook-context.js'
import { keepable } from './keepable.js'
import { type PluginTaskCall, pluginTask } from './plugin-tasks.js'
import { isJunk, publicPath } from './public-file.js'
import { shardsOf } from './shards.js'
import { listerOf } from './source-tasks.js'

/** A file that a plugin emits, its bytes as text, so that readers may share what was decoded; or who gives them. */
export interface EmittedFile {
  path: string
  text?: string
  base64?: string
  call?: PluginTaskCall
}

/** A file, and the task that gives its body. */
export interface EmittedBody extends PluginTaskCall {
  path: string
}

/** What a plugin emits. */
export const emitted: BuildTask<string, EmittedFile[]> = {
  name: 'emitted',
  async run(context, name) {
    const plugin = context.plugin(name)
    if (!plugin) return { value: [], messages: [] }
    const { value, messages } = await collect([plugin], { hook: 'emit' }, () =>
      plugin.emit?.(emitContext(context, plugin)),
    )
    const files = value[0]?.answer ?? []
    return keepable(
      name,
      { hook: 'emit' },
      { value: files.map((file) => toEmitted(name, file)), messages },
      [],
    )
  },
}

function toEmitted(plugin: string, file: Emission): EmittedFile {
  if ('task' in file && file.task !== undefined) {
    return { path: file.path, call: { plugin, name: file.task, argument: file.argument ?? null } }
  }
  const { path, body } = file as Emitted
  return typeof body === 'string'
    ? { path, text: body }
    : { path, base64: Buffer.from(body).toString('base64') }
}

/** The hash of no value. */
const nothing = hashOf('')

/**
 * The body of a file that a task of a plugin gives; nothing if that gives none. Only its hash is asked for: the file is
 * staged as it is made, and later the task itself is asked.
 */
export const emittedBody: BuildTask<EmittedBody, string | Uint8Array | undefined> = {
  name: 'emitted-body',
  isLazy: true,
  keep: 'hash',
  async run(context, { path: _, ...call }) {
    const body = await context.get(pluginTask, call)
    if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
      return { value: body, messages: [] }
    }
    const task = { hook: 'tasks', at: call.name } as const
    const said = pluginValue(call.plugin, task, '', inWords(body), 'text or a Uint8Array')
    return { value: undefined, messages: [said] }
  },
}

/** The bytes of a file that a plugin emits. */
export function bytesOfEmitted({ text, base64 }: EmittedFile): Uint8Array {
  return text === undefined
    ? new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
    : new TextEncoder().encode(text)
}

/** Files of a plugin that are listed together: see `shardsOf`. */
export interface EmittedShard {
  plugin: string
  shard: number
}

/** Places of a plugin's files in their list, by shard, as those of pages are. */
export const emittedShards: BuildTask<string, number[][]> = {
  name: 'emitted-shards',
  isOwn: true,
  async run(context, plugin) {
    const files = await context.get(emitted, plugin)
    return { value: shardsOf(files.map(({ path }) => path)), messages: [] }
  },
}

/** A file of a list: the hash of its body, or who gives that. */
type ListedFile = { path: string } & ({ hash: string } | { call: PluginTaskCall })

/** The files of a shard, so that a body that is made anew does not take reading all of them. */
const emittedOfShard: BuildTask<EmittedShard, ListedFile[]> = {
  name: 'emitted-of-shard',
  isOwn: true,
  async run(context, { plugin, shard }) {
    const all = await context.get(emitted, plugin)
    const places = (await context.get(emittedShards, plugin))[shard] ?? []
    return { value: places.map((place) => toListed(all[place] as EmittedFile)), messages: [] }
  },
}

function toListed(file: EmittedFile): ListedFile {
  const { path, call } = file
  return call ? { path, call } : { path, hash: hashOf(encode(file)) }
}

/** What a plugin emits, as outputs: stays equal where only other files changed. */
export const emittedOutputs: BuildTask<EmittedShard, Output[]> = {
  name: 'emitted-outputs',
  isOwn: true,
  async run(context, { plugin, shard }) {
    const files = await context.get(emittedOfShard, { plugin, shard })
    const calls = files.flatMap((file) => ('call' in file ? [{ path: file.path, ...file.call }] : []))
    const hashes = (await context.hashes(emittedBody, calls)).values()
    const made = files.map((file): Output => {
      const hash = 'hash' in file ? file.hash : (hashes.next().value ?? nothing)
      return { path: file.path, hash, owner: plugin, url: `/${file.path}` }
    })
    return { value: made.filter(({ hash }) => hash !== nothing), messages: [] }
  },
}

/** Their paths: whatever is in them. */
const emittedPaths: BuildTask<EmittedShard, string[]> = {
  name: 'emitted-paths',
  isOwn: true,
  async run(context, shard) {
    return { value: (await context.get(emittedOutputs, shard)).map(({ path }) => path), messages: [] }
  },
}

/** The shards of what a plugin emits. */
export async function shardsOfEmitted(context: BuildContext, plugin: string): Promise<EmittedShard[]> {
  return [...(await context.get(emittedShards, plugin)).keys()].map((shard) => ({ plugin, shard }))
}

/** Paths of what a plugin emits, sorted. Shards come one after the other: bodies that are being made are in memory. */
export async function pathsOfEmitted(context: BuildContext, plugin: string): Promise<string[]> {
  const paths: string[] = []
  for (const shard of await shardsOfEmitted(context, plugin)) {
    paths.push(...(await context.get(emittedPaths, shard)))
  }
  return paths.sort()
}

/** Paths of the files in `public/`, from there, as the disk spells them. They are copied as they are. */
export const publicFiles: BuildTask<null, string[]> = {
  name: 'public-files',
  isOwn: true,
  async run(context) {
    const messages: Message[] = []
    const lister = listerOf(context, messages)
    const found = filesBelow('public', lister, (_path, name) => isJunk(name))
    for (const { path, item } of found) {
      if (item.kind === 'outside') messages.push(sourceOutside(path, item.target))
      if (item.kind === 'other') messages.push(sourceNoFile(path, item))
    }
    const files = found.filter(({ item }) => item.kind === 'file')
    return { value: files.map(({ path }) => path.slice('public/'.length)), messages }
  },
}

/** Whose file lies where, whatever is in it. */
export const siteFiles: BuildTask<null, SiteFile[]> = {
  name: 'site-files',
  isOwn: true,
  async run(context) {
    const files = (await context.get(publicFiles, null)).map((file) => ({
      path: publicPath(file),
      owner: 'public',
    }))
    for (const { name: owner } of context.plugins('emit')) {
      files.push(...(await pathsOfEmitted(context, owner)).map((path) => ({ path, owner })))
    }
    return { value: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), messages: [] }
  },
}

export const fileTasks = [
  emitted,
  emittedBody,
  emittedShards,
  emittedOfShard,
  emittedOutputs,
  emittedPaths,
  publicFiles,
  siteFiles,
] as const
