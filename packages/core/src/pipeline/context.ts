/** What a task of the pipeline may ask: the engine's context, with a word for each input. */
import type { Context, Task } from '../engine/task.js'
import type { Config } from '../hooks/config.js'
import type { ConfiguredPlugin, Plugin } from '../hooks/hook.js'
import type { LayoutModule } from '../hooks/layout.js'
import type { Markdown } from '../markdown/processor.js'
import type { FolderItem } from '../model.js'
import type { SitePool } from './site-pool.js'

/** A recorded question to the world, beside the engine's own. Paths are relative to the project root. */
export interface BuildContext extends Context {
  file(path: string): FileRead
  folder(path: string): readonly FolderItem[] | undefined
  /** Why a folder that is there can't be listed, in plain words. */
  folderProblem(path: string): string | undefined
  /** Absolute path of the project, if it lies on a disk. */
  location(): string | undefined
  env(name: string): string | undefined
  isPast(instant: string): boolean
  /** One field of the resolved configuration. */
  config<K extends keyof Config>(field: K): Config[K]
  /** The plugins that have a hook, in order. */
  plugins(hook: keyof Plugin): readonly ConfiguredPlugin[]
  plugin(name: string): ConfiguredPlugin | undefined
  /** Name of the plugin that provides a service; nothing if none does. */
  provider(service: string): string | undefined
  layout(name: string): LoadedLayout | undefined
  /** Names of all layouts, sorted. */
  layoutNames(): readonly string[]
  markdown(): SiteMarkdown
  styles(): LoadedStyles | undefined
  /** Scripts and styles of plugins, by plugin. */
  clients(): ReadonlyMap<string, LoadedClient>
}

/** What is at a path: bytes, nothing, or a reason in plain words why it can't be read. */
export interface FileRead {
  bytes?: Uint8Array
  hash: string
  problem?: string
}

/** The Markdown processor of a site, and threads that do the same. */
export type SiteMarkdown = Markdown & { readonly pool?: Pick<SitePool, 'convert'> }

/** A layout, ready to render. */
export interface LoadedLayout {
  module: LayoutModule
  /** For messages: path of the module, relative to the project root or the theme. */
  path: string
  /** Renders a page, by its address, so that it can be seen what the component does. */
  around?(page: string, render: () => string): string
}

/** The site's style sheet and the files that it names. */
export interface LoadedStyles {
  path: string
  /** The sheet itself among them. */
  files: { path: string; bytes: Uint8Array; hash: string }[]
}

/** What a plugin brings for the browser. */
export interface LoadedClient {
  script?: string
  style?: string
  files: LoadedStyles['files']
}

/** A task of the pipeline. */
export type BuildTask<A, V> = Task<A, V, BuildContext>

/** Makes of what all tasks may ask that of the pipeline. */
export function extendContext(context: Context): BuildContext {
  return { ...words, ...context } as BuildContext
}

const words: Omit<BuildContext, keyof Context> & ThisType<Context> = {
  file(path) {
    return this.input('file', path) as FileRead
  },
  folder(path) {
    return this.input('folder', path) as readonly FolderItem[] | undefined
  },
  folderProblem(path) {
    return this.input('folder-problem', path) as string | undefined
  },
  location() {
    return this.input('location', null) as string | undefined
  },
  env(name) {
    return this.input('env', name) as string | undefined
  },
  isPast(instant) {
    return this.input('past', new Date(instant).toISOString()) as boolean
  },
  config(field) {
    return this.input('config', field) as Config[typeof field]
  },
  plugins(hook) {
    return this.input('hook', hook) as readonly ConfiguredPlugin[]
  },
  plugin(name) {
    return this.input('plugin', name) as ConfiguredPlugin | undefined
  },
  provider(service) {
    return this.input('provider', service) as string | undefined
  },
  layout(name) {
    return this.input('layout', name) as LoadedLayout | undefined
  },
  layoutNames() {
    return this.input('layouts', null) as readonly string[]
  },
  markdown() {
    return this.input('markdown', null) as SiteMarkdown
  },
  styles() {
    return this.input('styles', null) as LoadedStyles | undefined
  },
  clients() {
    return this.input('clients', null) as ReadonlyMap<string, LoadedClient>
  },
}

/** Told of what is read behind the engine's back: a path, and whether it matters where a link leads; or a variable. */
export type OnRead = (read: { path: string; isLink: boolean } | { variable: string }) => void

/** How a host reports what is read behind the engine's back. */
export type RecordReads = <T>(onRead: OnRead, run: () => T) => T

/**
 * Runs a task so that what its code reads by `node:fs` or of its environment becomes a read of that task. Whatever
 * was asked of a path, both answers are recorded: whether it is a file, and a folder.
 */
export function watched<T>(context: BuildContext, recordReads: RecordReads, run: () => T): T {
  return recordReads((read) => {
    if ('variable' in read) return void context.env(read.variable)
    context.file(read.path)
    context.folder(read.path)
    if (read.isLink) context.input('link', read.path)
  }, run)
}
