/** What a task of the pipeline may ask: the engine's context, with a word for each input. */
import type { Context, Task } from '../engine/task.js'
import type { Config } from '../hooks/config.js'
import type { Plugin } from '../hooks/hook.js'
import type { LayoutModule } from '../hooks/layout.js'
import type { Markdown } from '../markdown/processor.js'
import type { FolderItem } from '../model.js'
import type { FileRead } from './inputs.js'

/** A recorded question to the world, beside the engine's own. Paths are relative to the project root. */
export interface BuildContext extends Context {
  file(path: string): FileRead
  folder(path: string): readonly FolderItem[] | undefined
  env(name: string): string | undefined
  isPast(instant: string): boolean
  /** One field of the resolved configuration. */
  config<K extends keyof Config>(field: K): Config[K]
  /** The plugins that have a hook, in order. */
  plugins(hook: keyof Plugin): readonly Plugin[]
  plugin(name: string): Plugin | undefined
  layout(name: string): LoadedLayout | undefined
  /** Names of all layouts, sorted. */
  layoutNames(): readonly string[]
  markdown(): Markdown
  styles(): LoadedStyles | undefined
  /** Runs code of others so that what it reads by `node:fs` is recorded as a read of this task. */
  watched<T>(run: () => T): T
}

/** A layout, ready to render. */
export interface LoadedLayout {
  module: LayoutModule
  /** For messages: path of the module, relative to the project root or the theme. */
  path: string
}

/** The site's style sheet and the files that it names. */
export interface LoadedStyles {
  path: string
  /** The sheet itself among them. */
  files: { path: string; bytes: Uint8Array; hash: string }[]
}

/** A task of the pipeline. */
export type BuildTask<A, V> = Task<A, V, BuildContext>

/** Makes of the engine's context that of the pipeline. */
export function extendContext(context: Context, recordReads: RecordReads | undefined): BuildContext {
  const input = <V>(name: string, argument: unknown) => context.input(name, argument) as V
  return {
    ...context,
    file: (path) => input('file', path),
    folder: (path) => input('folder', path),
    env: (name) => input('env', name),
    isPast: (instant) => input('past', new Date(instant).toISOString()),
    config: (field) => input('config', field),
    plugins: (hook) => input('hook', hook),
    plugin: (name) => input('plugin', name),
    layout: (name) => input('layout', name),
    layoutNames: () => input('layouts', null),
    markdown: () => input('markdown', null),
    styles: () => input('styles', null),
    watched: (run) => (recordReads ? recordReads((path) => recordPath(context, path), run) : run()),
  }
}

/** How a host reports what is read behind the engine's back. */
export type RecordReads = <T>(onRead: (path: string) => void, run: () => T) => T

/** Whatever was asked of a path, both answers are recorded: whether it is a file, and a folder. */
function recordPath(context: Context, path: string): void {
  context.input('file', path)
  context.input('folder', path)
}
