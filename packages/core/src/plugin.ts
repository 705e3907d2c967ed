/**
 * The door for plugin authors.
 *
 * ```ts
 * import { definePlugin } from '@blog-build/core/plugin'
 *
 * export const shout = () => definePlugin({
 *   name: 'shout',
 *   emit: async (context) => [{ path: 'hello.txt', body: (await context.config('title')).toUpperCase() }],
 * })
 * ```
 */
import type { Plugin } from './hooks/hook.js'

export type { UserConfig } from './hooks/config.js'
export type { Asset, EmitContext, HookContext, PageContext, SiteContext } from './hooks/context.js'
export type { Awaitable, Hooks, Plugin, PluginMessage, PluginTasks, VirtualSource } from './hooks/hook.js'
export type { CollectionData } from './hooks/register.js'
export { contextOf, type MarkdownContext } from './markdown/context-of.js'
export type {
  BuildResult,
  Emitted,
  Entry,
  EntryView,
  HeadElement,
  Message,
  Meta,
  Outline,
  OwnedPage,
  Page,
  Query,
  Section,
  Source,
  SourceRecord,
  Term,
} from './model.js'

// What core itself uses, for plugins that meet the same questions: the name that was probably meant,
// and the instant at which a date of an entry begins.
export { nearest } from './nearest.js'
export { toInstant } from './pipeline/date.js'

/** Gives a plugin its types; returns it unchanged. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin
}
