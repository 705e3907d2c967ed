/** Turns the names and modules of remark and rehype plugins into the plugins themselves. */
import type { Pluggable } from 'unified'
import { CodecError, encode, hashOf } from '../engine/codec.js'
import { isMarkdownModule, type MarkdownModule, type MarkdownPlugin, moduleName } from '../hooks/config.js'
import { markdownModuleOptions } from '../messages/config.js'
import type { Message, Result } from '../model.js'
import type { Input } from './inputs.js'
import { asModule, type PortablePlugin } from './markdown-module.js'
import {
  type LoadedPlugin,
  loadMarkdownPlugin,
  type MarkdownPluginOptions,
  placeOfName,
} from './markdown-plugin.js'
import type { EnvReads } from './module.js'

/** Plugins in their order. */
export interface MarkdownPlugins {
  plugins: Pluggable[]
  /** What those are called that have a name of their own. */
  names: ReadonlyMap<Pluggable, string>
  /** Which plugin of the site gave them; none gave those of the configuration. */
  owners: ReadonlyMap<Pluggable, string>
  /** Those that threads can load, too, as they are sent there. */
  modules: ReadonlyMap<Pluggable, PortablePlugin>
  /** Of names, versions, local code and options; of functions, the hash of the configuration. */
  hash: string
  /** Every file that was looked at, absences included. */
  inputs: readonly Input[]
  /** What their code reads of its environment. */
  env: readonly EnvReads[]
}

/**
 * Loads plugins given by name (with options or without) and modules; functions and presets stay what they are.
 * A name that begins with `.` is a file, relative to the root. Plugins that fail are left out.
 */
export async function loadMarkdownPlugins(
  specs: readonly MarkdownPlugin[],
  options: MarkdownPluginOptions,
): Promise<Result<MarkdownPlugins>> {
  const { configHash = '' } = options
  const loader = createLoader(options)
  const [plugins, parts]: [Pluggable[], unknown[]] = [[], []]
  const names = new Map<Pluggable, string>()
  const modules = new Map<Pluggable, PortablePlugin>()
  for (const spec of specs) {
    const { given, own, isModule } = read(spec)
    if (given === undefined) {
      parts.push(['function', configHash])
      const [plugin, ...rest] = (Array.isArray(spec) ? spec : [spec]) as [Pluggable, ...unknown[]]
      plugins.push(withOptions(plugin, rest))
      continue
    }
    const found = await loader.load(given)
    const name = moduleName(given)
    if (found === undefined || (isModule && !loader.isPlain(name, given.options))) continue
    parts.push([name, given.export ?? null, found.identity, hashableOptions(own, configHash)])
    const plugin = isModule ? asModule(found.plugin, given.options) : withOptions(found.plugin, own)
    if (isModule) {
      modules.set(plugin, { code: found.code, name, export: given.export, options: given.options })
    }
    names.set(plugin, name)
    plugins.push(plugin)
  }
  const { inputs, env, messages } = loader
  const owners = new Map<Pluggable, string>()
  return { value: { plugins, names, owners, modules, hash: hashOf(encode(parts)), inputs, env }, messages }
}

/** Several lists one after the other. */
export function joined(lists: readonly MarkdownPlugins[]): MarkdownPlugins {
  return {
    plugins: lists.flatMap(({ plugins }) => plugins),
    names: new Map(lists.flatMap(({ names }) => [...names])),
    owners: new Map(lists.flatMap(({ owners }) => [...owners])),
    modules: new Map(lists.flatMap(({ modules }) => [...modules])),
    hash: hashOf(lists.map(({ hash }) => hash).join(' ')),
    inputs: lists.flatMap(({ inputs }) => inputs),
    env: lists.flatMap(({ env }) => env),
  }
}

/** What of a list has to be loaded, with its options; nothing of a function. */
function read(spec: MarkdownPlugin): { given?: MarkdownModule; own: unknown[]; isModule: boolean } {
  if (isMarkdownModule(spec)) {
    return { given: spec, own: spec.options === undefined ? [] : [spec.options], isModule: true }
  }
  const [module, ...own] = (Array.isArray(spec) ? spec : [spec]) as unknown[]
  return typeof module === 'string' ? { given: { module }, own, isModule: false } : { own, isModule: false }
}

/** Loads each plugin once, and remembers what was looked at and said. */
function createLoader(options: MarkdownPluginOptions) {
  const loaded = new Map<string, LoadedPlugin | undefined>()
  const inputs: Input[] = []
  const env: EnvReads[] = []
  const messages: Message[] = []
  return {
    inputs,
    env,
    messages,
    async load(given: MarkdownModule): Promise<LoadedPlugin | undefined> {
      const key = `${String(given.module)}\n${given.export ?? ''}`
      if (!loaded.has(key)) {
        const result = await loadMarkdownPlugin(given, options)
        inputs.push(...result.inputs)
        env.push(result.env)
        messages.push(...result.messages)
        loaded.set(key, result.value)
      }
      return loaded.get(key)
    },
    /** Whether options can be sent to a thread; else that is said. */
    isPlain(name: string, given: unknown): boolean {
      try {
        encode(given)
        return true
      } catch (error) {
        if (!(error instanceof CodecError)) throw error
        messages.push(markdownModuleOptions(placeOfName(name, options), name, error.found, error.field))
        return false
      }
    },
  }
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

/** Options that are no data come from the configuration file, whose hash covers them. */
export function hashableOptions(options: unknown, configHash: string): unknown {
  try {
    return encode(options)
  } catch {
    return ['code', configHash]
  }
}
