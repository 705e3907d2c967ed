/** Turns the names of remark and rehype plugins into the plugins themselves. */
import type { Pluggable } from 'unified'
import { encode, hashOf } from '../engine/codec.js'
import type { MarkdownPlugin } from '../hooks/config.js'
import { markdownPluginExport, markdownPluginMissing, markdownPluginThrew } from '../messages/config.js'
import type { Where } from '../messages.js'
import type { Host, Message, Result } from '../model.js'
import { type Bundle, bundle, type Running, run } from './bundle.js'
import { reasonOfError } from './code-messages.js'
import { placeOfText } from './config-place.js'
import { openFiles } from './files.js'
import { type Input, type Inputs, recordInputs } from './inputs.js'
import { recordLoading } from './reads.js'

/** Options of `loadMarkdownPlugins`. */
export interface MarkdownPluginOptions {
  /** Absolute path of the project, with `/`. */
  root: string
  host: Host
  /** The real disk, for packages. @default `host` */
  disk?: Host | undefined
  /** Folders or `file:` URLs from which packages are resolved that the project has not installed. */
  resolveFrom?: readonly string[] | undefined
  /** Of the configuration: functions, and options that are no data, are known by it. @default '' */
  configHash?: string | undefined
  /** Path and text of the configuration file, for messages. */
  configPath?: string | undefined
  configText?: string | undefined
}

/** Plugins in their order. */
export interface MarkdownPlugins {
  plugins: Pluggable[]
  /** What those are called in the configuration that are given by name. */
  names: ReadonlyMap<Pluggable, string>
  /** Of names, versions, local code and options; of functions, the hash of the configuration. */
  hash: string
  /** Every file that was looked at, absences included. */
  inputs: readonly Input[]
}

/**
 * Loads plugins given by name (with options or without); functions and presets stay what they are.
 * A name that begins with `.` is a file, relative to the root. Plugins that fail are left out.
 */
export async function loadMarkdownPlugins(
  specs: readonly MarkdownPlugin[],
  options: MarkdownPluginOptions,
): Promise<Result<MarkdownPlugins>> {
  const named = specs.map(nameAndOptions)
  const names = new Set(named.flatMap((spec) => (spec ? [spec.name] : [])))
  const { loaded, inputs, messages } = await loadAll([...names], options)
  const { configHash = '' } = options
  const parts: unknown[] = []
  const called = new Map<Pluggable, string>()
  const plugins = specs.flatMap((spec, index): Pluggable[] => {
    const { name, options: own = [] } = named[index] ?? {}
    if (name === undefined) {
      parts.push(['function', configHash])
      const [plugin, ...given] = (Array.isArray(spec) ? spec : [spec]) as [Pluggable, ...unknown[]]
      return [withOptions(plugin, given)]
    }
    const found = loaded.get(name)
    if (found === undefined) return []
    parts.push([name, found.identity, hashableOptions(own, configHash)])
    const plugin = withOptions(found.plugin, own)
    called.set(plugin, name)
    return [plugin]
  })
  return { value: { plugins, names: called, hash: hashOf(encode(parts)), inputs }, messages }
}

interface LoadedPlugin {
  plugin: Pluggable
  identity: unknown
}

/** Plugins may change what they are given; the configuration must not change with it. */
function withOptions(plugin: Pluggable, options: readonly unknown[]): Pluggable {
  return options.length === 0 ? plugin : ([plugin, ...options.map(ownCopy)] as unknown as Pluggable)
}

/** Functions, and objects of a class, can't be copied; they are shared as they are. */
function ownCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ownCopy)
  if (typeof value !== 'object' || value === null) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, ownCopy(one)]))
}

function nameAndOptions(spec: MarkdownPlugin): { name: string; options: unknown[] } | undefined {
  if (typeof spec === 'string') return { name: spec, options: [] }
  if (!Array.isArray(spec)) return undefined
  const [name, ...options] = spec as unknown[]
  return typeof name === 'string' ? { name, options } : undefined
}

async function loadAll(names: string[], options: MarkdownPluginOptions) {
  const loaded = new Map<string, LoadedPlugin>()
  const inputs: Input[] = []
  const messages: Message[] = []
  // One bundle for each: a missing package must not hide the others.
  for (const name of names) {
    const result = await loadOne(name, options)
    if (result.value) loaded.set(name, result.value)
    inputs.push(...result.inputs)
    messages.push(...result.messages)
  }
  return { loaded, inputs, messages }
}

async function loadOne(name: string, options: MarkdownPluginOptions) {
  const inputs = recordInputs(options.host, options.disk ?? options.host)
  const result = await runOne(name, options, inputs)
  return { ...result, inputs: inputs.list() }
}

async function runOne(
  name: string,
  options: MarkdownPluginOptions,
  inputs: Inputs,
): Promise<{ value?: LoadedPlugin; messages: Message[] }> {
  const { host, root, resolveFrom = [], configPath, configText = '' } = options
  const files = openFiles(root, undefined, inputs)
  const where: Where = {
    ...(configPath === undefined ? {} : { path: configPath }),
    place: placeOfText(configText, name),
  }
  const entries = new Map([[name, name]])
  const { value, messages } = await bundle({ host, files, inputs, resolveFrom, themeFiles: [], entries })
  if (value === undefined) {
    // Without a path it is our own import of the plugin that failed, not one inside of it.
    return {
      messages: messages.map((each) => (each.path === undefined ? markdownPluginMissing(where, name) : each)),
    }
  }
  try {
    const running: Running = await run(value, host, 'blog-build-markdown-plugin')
    const { value: module, reads } = await load(running, name, inputs, options)
    const plugin = pickPlugin(module, name)
    if (plugin === undefined) return { messages: [...messages, markdownPluginExport(where, name)] }
    return { value: { plugin, identity: [identityOf(value, name), reads] }, messages }
  } catch (error) {
    return { messages: [...messages, markdownPluginThrew(where, name, reasonOfError(error))] }
  }
}

/** What a package reads while it is loaded goes with its version; where the site is no folder there is nothing to read. */
async function load(
  running: Running,
  name: string,
  inputs: Inputs,
  { root, host, disk = host }: MarkdownPluginOptions,
) {
  if (!name.startsWith('.') || disk !== host) return { value: await running.load(name), reads: [] }
  return recordLoading(root, inputs.site, () => running.load(name))
}

function identityOf(bundled: Bundle, name: string): unknown {
  const { files, packages, env } = bundled.contents(name)
  return [files, packages, env]
}

/** The default export, else the one named like the package (`remark-math`: `remarkMath`); of CommonJS too. */
function pickPlugin(module: Record<string, unknown>, name: string): Pluggable | undefined {
  const base =
    name
      .replace(/\.\w+$/, '')
      .split('/')
      .at(-1) ?? ''
  const camel = base.replace(/-+(\w)/g, (_all, letter: string) => letter.toUpperCase())
  const inner = (module.default ?? {}) as Record<string, unknown>
  return [inner, module[camel], inner.default, inner[camel]].find(isPluggable)
}

/** A plugin, or a preset that holds several. */
function isPluggable(value: unknown): value is Pluggable {
  if (typeof value === 'function') return true
  return typeof value === 'object' && value !== null && 'plugins' in value && Array.isArray(value.plugins)
}

/** Options that are no data come from the configuration file, whose hash covers them. */
export function hashableOptions(options: unknown, configHash: string): unknown {
  try {
    return encode(options)
  } catch {
    return ['code', configHash]
  }
}
