/** The configuration, resolved once and read only. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Options as RemarkRehypeOptions } from 'remark-rehype'
import type { Pluggable } from 'unified'
import type { Plugin } from './hook.js'

/**
 * A remark or rehype plugin in a module of its own, which threads can load, too. In return it is a function of the
 * tree, the file and its options: it keeps no state, and asks nothing of `contextOf(file)`.
 */
export interface MarkdownModule {
  /**
   * `new URL('./rehype-wide.js', import.meta.url)`; or as in the configuration: a package that the project has
   * installed, or a file, counted from the root, with `.` in front.
   */
  module: string | URL
  /** @default the default export, else the one that is called like the package or the file */
  export?: string
  /** Plain data; each thread has its own copy. */
  options?: unknown
}

/** A remark or rehype plugin: its package name, that with options, a function (with options), or a module. */
export type MarkdownPlugin = string | [name: string, options: unknown] | Pluggable | MarkdownModule

/** What a plugin gives for Markdown: a function (with options), or a module. */
export type MarkdownStep = Pluggable | MarkdownModule

/** Whether an element of such a list is a module. */
export function isMarkdownModule(given: unknown): given is MarkdownModule {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  const { module } = given as { module?: unknown }
  return module instanceof URL || (typeof module === 'string' && module.trim() !== '')
}

/** What people call a module: as the configuration does, else by its export or its file. */
export function moduleName({ module, export: own }: MarkdownModule): string {
  if (typeof module === 'string' && !module.startsWith('file:')) return module
  if (own !== undefined) return own
  const file = String(module).split('/').at(-1) ?? ''
  return decodeURIComponent(file.replace(/\.\w+$/, ''))
}

/** How a collection is read, sorted and published. */
export interface CollectionConfig {
  /** Any Standard Schema (Zod, Valibot, ArkType) for the fields that `Meta` does not know. */
  schema?: StandardSchemaV1
  /**
   * Address of an entry: `:slug`, `:id`, `:collection`, `:year`, `:month`, `:day` and any `:field`.
   * `false`: entries have no page.
   * @default '/:collection/:slug/'; '/:slug/' for `pages`; `false` for data files
   */
  permalink?: string | false
  /** Field to sort by, `-` before it for descending. @default '-date', then `order`, then id */
  sort?: string
  /** Layout of the entries' pages. @default 'page' for `pages`, else 'post' */
  layout?: string
  /** Whether its entries appear on home, archive and feeds. @default true for `posts` only */
  feed?: boolean
}

/** Bounds that keep hostile Markdown from stalling a build. */
export interface Limits {
  /** Bytes of one source. @default 2_000_000 */
  size: number
  /** Levels of nesting in a document. @default 100 */
  depth: number
  /** Cells of one table, counting those that padding adds. @default 20_000 */
  cells: number
}

/** Options of the Markdown stages. */
export interface MarkdownConfig {
  /** @default 'auto': Sätteri where it serves, else remark-parse */
  parser: 'auto' | 'remark'
  /** GitHub's extensions: tables, footnotes, strikethrough, task lists, autolinks. @default true */
  gfm: boolean
  /** Highlight fenced code at build time. @default true */
  highlight: boolean
  remark: MarkdownPlugin[]
  rehype: MarkdownPlugin[]
  /** Options of remark-rehype, which makes HTML of Markdown: `handlers`, `footnoteLabel` and so on. @default none */
  remarkRehype?: RemarkRehypeOptions
  limits: Limits
}

/** A link of the site's navigation. */
export interface NavigationItem {
  text: string
  /** Address inside the site (`/about/`) or a full URL. */
  href: string
}

/** What users write in `blog.config.ts`; every field has a default. */
export interface UserConfig {
  /** Name of the site. @default the folder's name, as words */
  title?: string
  description?: string
  /** Where the site will live, for example `https://example.org`; without it nothing absolute is made. */
  url?: string
  /** Path under which the site lives. @default the path of `url`, else '/' */
  base?: string
  /** BCP 47. @default 'en' */
  language?: string
  /** IANA zone in which dates without a zone begin. @default 'UTC' */
  timeZone?: string
  /** Name shown where entries name no author. */
  author?: string
  /** Output folder, relative to the root. @default 'dist' */
  out?: string
  /** Entries on one page of a list. @default 10 */
  perPage?: number
  /** @default the pages that say so: archive, tags, and the entries of `pages` at the top */
  navigation?: NavigationItem[]
  collections?: Record<string, CollectionConfig>
  markdown?: Partial<Omit<MarkdownConfig, 'limits'>> & { limits?: Partial<Limits> }
  plugins?: (Plugin | false | undefined)[]
}

/** A collection with its defaults filled in. */
export interface ResolvedCollection {
  schema?: StandardSchemaV1
  permalink: string | false
  sort?: string
  layout: string
  feed: boolean
}

/** The configuration with every default filled in. */
export interface Config {
  title: string
  description: string
  url?: string
  /** Starts and ends with `/`. */
  base: string
  language: string
  timeZone: string
  author?: string
  out: string
  perPage: number
  navigation: NavigationItem[]
  /** As configured; a folder that is not named here gets `collectionDefaults(name)`. */
  collections: Record<string, CollectionConfig>
  markdown: MarkdownConfig
  plugins: Plugin[]
  /** Drafts are built too (`--drafts`). */
  drafts: boolean
}

/** The fields that hooks and layouts may ask for, one by one. */
export type PublicConfig = Pick<
  Config,
  'title' | 'description' | 'url' | 'base' | 'language' | 'timeZone' | 'author' | 'perPage' | 'navigation'
>
