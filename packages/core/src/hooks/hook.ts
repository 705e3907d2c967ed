/**
 * A plugin is an object of hooks. Each hook has a kind, and the kind is its law:
 *
 *   first       plugins are asked in order until one answers
 *   sequential  each plugin takes what the one before gave
 *   collect     every plugin answers, the answers are joined in order
 *   parallel    every plugin is told, nobody waits for an answer's value
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type {
  BuildResult,
  Emission,
  Entry,
  HeadElement,
  Message,
  OwnedPage,
  Page,
  Source,
  SourceRecord,
} from '../model.js'
import type { CollectionConfig, MarkdownStep, UserConfig } from './config.js'
import type { CheckContext, ConfigContext, EmitContext, HookContext, PageContext } from './context.js'
import type { Definition } from './definition.js'
import type { Service } from './service.js'

/** What a hook gives, now or later. */
export type Awaitable<T> = T | Promise<T>

/**
 * A virtual source: content that is no file. Its `path` is one that a file could have, and none has. It lies where the
 * content does: `notes/a.md` is `content/notes/a.md` where there is a folder `content`, and so in the collection `notes`
 * everywhere.
 */
export interface VirtualSource {
  path: string
  text: string
}

/** A message as a plugin says it; its name is added. */
export type PluginMessage = Omit<Message, 'plugin'>

/**
 * What `load` makes of a source: its records, alone or with what there is to tell of it. A message without a `path`
 * speaks of the source. One broken row is a message, so that it hides no other row's record.
 */
export type Loaded = SourceRecord[] | { records: SourceRecord[]; messages: PluginMessage[] }

/**
 * The hooks, in the order of the build. `D` is what a plugin says of itself, by which its contexts are typed:
 * see `definePlugin`.
 */
export interface Hooks<D extends Definition = Definition> {
  /** sequential: defaults, presets. Runs once, before anything is read. */
  config?(context: ConfigContext<D>, config: UserConfig): Awaitable<UserConfig>
  /** collect: content that is no file. */
  sources?(context: HookContext<D>): Awaitable<VirtualSource[]>
  /** first: foreign formats. Nothing means: not mine. */
  load?(context: HookContext<D>, source: Source): Awaitable<Loaded | undefined>
  /** sequential: computed fields. No site queries here: the site is not complete yet. */
  entry?(context: HookContext<D>, entry: Entry): Awaitable<Entry>
  /** collect: unified plugins over mdast. */
  remark?: MarkdownStep[] | ((context: ConfigContext<D>) => MarkdownStep[])
  /** collect: unified plugins over hast. */
  rehype?: MarkdownStep[] | ((context: ConfigContext<D>) => MarkdownStep[])
  /** collect: pages beside those of the entries. The site is sealed: all collections are complete. */
  pages?(context: PageContext<D>): Awaitable<Page[]>
  /** collect: elements for the head of one page. */
  head?(context: PageContext<D>, page: OwnedPage): Awaitable<HeadElement[]>
  /** collect: files beside the pages. */
  emit?(context: EmitContext<D>): Awaitable<Emission[]>
  /** collect: rules over the whole site. */
  check?(context: CheckContext<D>): Awaitable<PluginMessage[]>
  /** parallel: told when a build is over; never part of its result. */
  end?(context: ConfigContext<D>, result: BuildResult): Awaitable<void>
}

/** A plugin's own remembered tasks, asked by `context.tasks.name(argument)`. */
export type PluginTasks = Record<string, (context: EmitContext, argument: never) => Awaitable<unknown>>

/** Options as a plugin was given them, and what checks them before anything runs. */
export interface PluginOptions<Schema extends StandardSchemaV1 = StandardSchemaV1> {
  /** Any Standard Schema (Zod, Valibot, ArkType). What it makes of the options is `context.options`. */
  schema: Schema
  /** What the user wrote, unchecked. */
  given: unknown
}

/** What the script for the browser may depend on. */
export interface ClientSite<D extends Definition = Definition> extends ConfigContext<D> {
  /** Of the site, BCP 47. */
  readonly language: string
}

/**
 * A script for the browser: a file, or the text of a module, whose imports are looked up as in the file `from`.
 */
export type ClientScript = string | URL | { text: string; from: URL }

/** A script and a style sheet for the browser, linked on the pages that ask for them. */
export interface ClientEntry<D extends Definition = Definition> {
  /**
   * An ES module: a path from the project's root, or `new URL('./client.js', import.meta.url)`. A function gives it where
   * it depends on the site.
   */
  script?: string | URL | ((site: ClientSite<D>) => ClientScript)
  /** A style sheet, likewise; it comes before those of the site, which so can change what it says. */
  style?: string | URL
  /** Whether a page is to have them. @default every page */
  when?(context: PageContext<D>, page: OwnedPage): Awaitable<boolean>
}

/** A plugin: a name, what it needs and brings, and hooks. */
export interface Plugin extends Hooks {
  /** Unique in a site; a later plugin of the same name replaces the earlier one. */
  name: string
  /** Part of what its results are remembered by. */
  version?: string
  options?: PluginOptions
  /** Services that it uses: their providers come before it. */
  requires?: readonly Service[]
  /** Services that it has all tasks of, among its `tasks`. */
  provides?: readonly Service[]
  /** Before or after all plugins that say nothing, as far as `requires` leaves it open. */
  order?: 'pre' | 'post'
  /** Collections of its own, by name. Fields of the user's configuration win. */
  collections?: Record<string, CollectionConfig>
  tasks?: PluginTasks
  /**
   * Names of tasks whose answers are not kept, only what tells that they changed: large ones that others take at once, or
   * that are files. An answer that is needed later all the same is made again.
   */
  forget?: readonly string[]
  /**
   * A module whose exports are functions from plain data to plain data, for `context.compute`: a path from the project's
   * root, or `new URL('./count.js', import.meta.url)`. Threads load it, too, so it must ask nothing but its argument.
   */
  compute?: string | URL
  client?: ClientEntry
}

/**
 * Calls a function of a plugin's module: in a thread, where there is much to do.
 *
 * @throws what the function throws, if there is none of that name, or if what it is given or gives is no plain data.
 */
export type Compute = (name: string, argument: unknown) => Promise<unknown>

/** A plugin whose options were checked. */
export interface ConfiguredPlugin extends Plugin {
  /** What the schema made of the options, frozen; nothing if it has none. */
  settings: unknown
  /** Calls the functions of the module that it names as `compute`. */
  call?: Compute
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
