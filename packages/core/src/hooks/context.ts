/**
 * What a hook may ask of the world. Asking and recording are one call: a hook runs again
 * when, and only when, one of its answers changes.
 */
import type {
  EntryId,
  EntryView,
  GeneratedAsset,
  Html,
  NamedTerm,
  Outline,
  Query,
  Section,
  Term,
} from '../model.js'
import type { PublicConfig } from './config.js'
import type { Definition, LayoutDefinition } from './definition.js'
import type { AnswerData, OwnData } from './register.js'
import type { Used } from './service.js'

/** What a hook gets that is called outside of a build: `config` before it, `end` after it. */
export interface ConfigContext<D extends Definition = Definition> {
  /** What the plugin's schema made of its options, read only; nothing if it has no `options`. */
  readonly options: D['options']
}

/** What every hook may ask. `D` is what the plugin says of itself: see `definePlugin`. */
export interface HookContext<D extends Definition = Definition> extends ConfigContext<D> {
  /** A field of the resolved configuration, for example `config('title')`. */
  config<K extends keyof PublicConfig>(field: K): Promise<PublicConfig[K]>
  /** Text of a file, by its path from the project root; `undefined` if there is none. */
  read(path: string): Promise<string | undefined>
  /** Bytes of a file. */
  readBytes(path: string): Promise<Uint8Array | undefined>
  /** Paths of the files under a folder that match (`*`, `**`, `?`, `{a,b}`), sorted by code unit. */
  glob(pattern: string): Promise<string[]>
  /**
   * Absolute path of the project, for programs that a plugin runs; nothing where it lies on no disk, as in tests.
   * What such a program reads is not seen: read by this context, before, whatever its answer depends on.
   */
  location(): Promise<string | undefined>
  /**
   * Calls a function of the module that the plugin names as `compute`: in a thread where there is much to do, so both its
   * argument and what it gives are plain data.
   */
  compute(name: string, argument: unknown): Promise<unknown>
  /** An environment variable. */
  env(name: string): Promise<string | undefined>
  /** Whether an instant (ISO 8601 with zone) has passed; the only way to ask about time. */
  isPast(instant: string): Promise<boolean>
  /** The plugin's own tasks: `context.tasks.words(id)`. Each answer is remembered under name and argument. */
  readonly tasks: D['tasks']
  /**
   * The tasks of a service that the plugin requires: `context.use(readingTime).minutes(id)`; nothing if it is
   * optional and no plugin provides it.
   */
  use<S extends D['requires']>(service: S): Used<S>
}

/** What hooks may ask once all collections are complete. Drafts and entries not yet due never appear. */
export interface SiteContext<D extends Definition = Definition> extends HookContext<D> {
  /** Listed entries that answer the query, in order. */
  entries<const Q extends Query>(query?: Q): Promise<EntryView<AnswerData<Q, D['collections']>>[]>
  /** How many entries answer the query, whatever its `offset` and `limit`. */
  count(query?: Query): Promise<number>
  /** One published entry, unlisted ones and data entries too: `entry<'posts'>(id)` types its data. */
  entry<Name extends string = string>(
    id: EntryId,
  ): Promise<EntryView<OwnData<Name, D['collections']>> | undefined>
  /** Terms of a list field (for example `tags`), most used first, then by name. */
  terms(field: string, collection?: string | string[]): Promise<Term[]>
  /**
   * One of them by its name, if any entry has it. It tells no `count`, so it stays as it is while entries with this
   * term come and go; ask `count` with `where` for that.
   */
  term(field: string, name: string, collection?: string | string[]): Promise<NamedTerm | undefined>
  /** The entries before and after, in the order of the collection (newest first: `previous` is older). */
  neighbours(id: EntryId): Promise<{ previous?: EntryView; next?: EntryView }>
  /** Ids of the listed entries whose content links to this one, sorted. */
  backlinks(id: EntryId): Promise<EntryId[]>
  /** Table of contents, excerpt and word count of an entry. */
  outline(id: EntryId): Promise<Outline>
  /** Plain text of an entry, by section. */
  sections(id: EntryId): Promise<Section[]>
  /** An address of the site, with the base path: `url('/about/')` is `/blog/about/` under `--base /blog`. */
  url(path: string): Promise<string>
  /** The same with the site's `url` before it; `undefined` if the site has none. */
  absolute(path: string): Promise<string | undefined>
  /**
   * Publishes a file under a content-hashed name, and gives its address, with the base path. The file is one of the
   * project, by its path, or what a task of the plugin gives as `{ path, body }`, whose name is kept, but not its folder.
   */
  asset(path: string | GeneratedAsset): Promise<Asset>
}

/** A published file. Width and height are pixels, known for images. */
export interface Asset {
  url: string
  width?: number
  height?: number
}

/** What `pages` and `head` get: the sealed site, without HTML. */
export type PageContext<D extends Definition = Definition> = SiteContext<D>

/** What `emit`, `check` and tasks get: also pages and the HTML of entries. */
export interface EmitContext<D extends Definition = Definition> extends SiteContext<D> {
  /** HTML of an entry's content, links filled in; `absolute` puts the site's `url` before each. */
  html(id: EntryId, options?: { absolute?: boolean }): Promise<string>
  /** All pages of the site, sorted by permalink. */
  pages(): Promise<import('../model.js').OwnedPage[]>
}

/** A file beside the pages. */
export interface SiteFile {
  /** Relative to the output folder, with `/`. */
  path: string
  /** The plugin that emits it, or `public`. */
  owner: string
}

/** What `check` gets: also which files there are, which `emit` can't know because it makes some of them. */
export interface CheckContext<D extends Definition = Definition> extends EmitContext<D> {
  /** The files that plugins emit and those of `public/`, sorted by path. */
  files(): Promise<SiteFile[]>
}

/** What a layout's `props` gets. It may use any service. */
export interface PropsContext extends SiteContext<LayoutDefinition> {
  /** The entry's content, filled in before the layout renders: `<div dangerouslySetInnerHTML={content} />`. */
  content(id: EntryId): Promise<Html>
}
