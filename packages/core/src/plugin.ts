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
export type { StandardSchemaV1 } from '@standard-schema/spec'
export type { MarkdownModule, MarkdownStep, UserConfig } from './hooks/config.js'
export type {
  Asset,
  CheckContext,
  ConfigContext,
  EmitContext,
  HookContext,
  PageContext,
  SiteContext,
  SiteFile,
} from './hooks/context.js'
export { type DefinedPlugin, definePlugin, type PluginDefinition } from './hooks/define-plugin.js'
export type { Definition } from './hooks/definition.js'
export type {
  Awaitable,
  ClientEntry,
  ClientScript,
  ClientSite,
  Hooks,
  Loaded,
  Plugin,
  PluginMessage,
  PluginOptions,
  PluginTasks,
  VirtualSource,
} from './hooks/hook.js'
export type { CollectionData } from './hooks/register.js'
export { type DefinedService, defineService, type Service } from './hooks/service.js'
export { contextOf, type MarkdownContext } from './markdown/context-of.js'
export type {
  BuildResult,
  Emission,
  Emitted,
  Entry,
  EntryId,
  EntryView,
  GeneratedAsset,
  GeneratedFile,
  HeadElement,
  Message,
  Meta,
  NamedTerm,
  Outline,
  OwnedPage,
  Page,
  Place,
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
