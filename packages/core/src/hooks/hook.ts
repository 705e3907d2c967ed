/**
 * A plugin is an object of hooks. Each hook has a kind, and the kind is its law:
 *
 *   first       plugins are asked in order until one answers
 *   sequential  each plugin takes what the one before gave
 *   collect     every plugin answers, the answers are joined in order
 *   parallel    every plugin is told, nobody waits for an answer's value
 */
import type { Pluggable } from 'unified'
import type {
  BuildResult,
  Emitted,
  Entry,
  HeadElement,
  Message,
  OwnedPage,
  Page,
  Source,
  SourceRecord,
} from '../model.js'
import type { UserConfig } from './config.js'
import type { EmitContext, HookContext, PageContext } from './context.js'

/** What a hook gives, now or later. */
export type Awaitable<T> = T | Promise<T>

/** A virtual source: content that is no file. Its `path` must not be that of a file. */
export interface VirtualSource {
  path: string
  text: string
}

/** A message as a plugin says it; its name is added. */
export type PluginMessage = Omit<Message, 'plugin'>

/** The hooks, in the order of the build. */
export interface Hooks {
  /** sequential: defaults, presets, typed collections. Runs once, before anything is read. */
  config?(config: UserConfig): UserConfig
  /** collect: content that is no file. */
  sources?(context: HookContext): Awaitable<VirtualSource[]>
  /** first: foreign formats. Nothing means: not mine. */
  load?(context: HookContext, source: Source): Awaitable<SourceRecord[] | undefined>
  /** sequential: computed fields. No site queries here: the site is not complete yet. */
  entry?(context: HookContext, entry: Entry): Awaitable<Entry>
  /** collect: unified plugins over mdast. */
  remark?: Pluggable[]
  /** collect: unified plugins over hast. */
  rehype?: Pluggable[]
  /** collect: pages beside those of the entries. The site is sealed: all collections are complete. */
  pages?(context: PageContext): Awaitable<Page[]>
  /** collect: elements for the head of one page. */
  head?(context: PageContext, page: OwnedPage): Awaitable<HeadElement[]>
  /** collect: files beside the pages. */
  emit?(context: EmitContext): Awaitable<Emitted[]>
  /** collect: rules over the whole site. */
  check?(context: EmitContext): Awaitable<PluginMessage[]>
  /** parallel: told when a build is over; never part of its result. */
  end?(result: BuildResult): Awaitable<void>
}

/** A plugin's own remembered tasks, asked by `context.task(name, argument)`. */
export type PluginTasks = Record<string, (context: EmitContext, argument: never) => Awaitable<unknown>>

/** A plugin: a name, hooks, and tasks of its own. */
export interface Plugin extends Hooks {
  /** Unique in a site; a later plugin of the same name replaces the earlier one. */
  name: string
  version?: string
  /** The options it was made with, if plain data: part of what its results are remembered by. */
  options?: unknown
  tasks?: PluginTasks
}

/** The law of each hook, for the driver and the manual. */
export const hookKinds = {
  config: 'sequential',
  sources: 'collect',
  load: 'first',
  entry: 'sequential',
  remark: 'collect',
  rehype: 'collect',
  pages: 'collect',
  head: 'collect',
  emit: 'collect',
  check: 'collect',
  end: 'parallel',
} as const satisfies Record<keyof Hooks, 'first' | 'sequential' | 'collect' | 'parallel'>
