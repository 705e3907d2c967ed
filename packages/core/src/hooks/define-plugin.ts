/** Gives plugins their types: what contexts may be asked follows from what a plugin says of itself. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { CollectionConfig } from './config.js'
import type { EmitContext } from './context.js'
import type { ProvidedTasks, TaskTable } from './definition.js'
import type { Awaitable, ClientEntry, Hooks, Plugin } from './hook.js'
import type { Service } from './service.js'

/** Collections by name, as a plugin or a configuration gives them. */
type Collections = Record<string, CollectionConfig>

/** A plugin without options: its contexts have none. */
type NoOptions = StandardSchemaV1<unknown, undefined>

/** What is known of a plugin before its tasks are: what the contexts of tasks are typed by. */
interface Known<Schema extends StandardSchemaV1, Requires extends readonly Service[], Own> {
  options: StandardSchemaV1.InferOutput<Schema>
  requires: Requires[number]
  tasks: object
  collections: Own
}

/**
 * What `definePlugin` takes. The tasks of a plugin are written as functions of a context and one plain argument;
 * `Arguments` and `Answers` are what these take and give, by name.
 */
export interface PluginDefinition<
  Schema extends StandardSchemaV1,
  Requires extends readonly Service[],
  Provides extends readonly Service[],
  Own extends Collections,
  Arguments,
  Answers,
> extends Hooks<Known<Schema, Requires, Own> & { tasks: TaskTable<Arguments, Answers> }> {
  /** Unique in a site; a later plugin of the same name replaces the earlier one. */
  name: string
  /** Part of what its results are remembered by. */
  version?: string
  /** Checked before anything runs; `context.options` is what the schema makes of them. */
  options?: { schema: Schema; given: unknown }
  /** Services that it uses: their providers come before it. */
  requires?: Requires
  /** Services that it has all tasks of, among its `tasks`. */
  provides?: Provides
  /** Before or after all plugins that say nothing, as far as `requires` leaves it open. */
  order?: 'pre' | 'post'
  /** Collections of its own, by name. Fields of the user's configuration win. */
  collections?: Own
  /** Its remembered tasks. One that asks another of them gets its answer as `unknown`. */
  tasks?: {
    [Name in keyof Arguments]: (
      context: EmitContext<Known<Schema, Requires, Own> & { tasks: AnyTasks }>,
      argument: Arguments[Name],
    ) => unknown
  } & {
    [Name in keyof Answers]: (context: never, argument: never) => Awaitable<Answers[Name]>
  } & ProvidedTasks<Provides>
  /** Names of tasks whose answers are not kept: see `Plugin`. To type them would keep TypeScript from typing the tasks. */
  forget?: readonly string[]
  /** A module of pure functions, for `context.compute`: see `Plugin`. */
  compute?: string | URL
  client?: ClientEntry<Known<Schema, Requires, Own> & { tasks: TaskTable<Arguments, Answers> }>
}

/** Tasks whose types are not known yet. */
type AnyTasks = Record<string, (argument: unknown) => Promise<unknown>>

/** A plugin that remembers the types of its collections, for `CollectionData` of a configuration. */
export type DefinedPlugin<Own extends Collections> = Plugin & { readonly collections?: Own }

/**
 * Gives a plugin its types; returns it unchanged. The convention is a function that takes the options:
 *
 * ```ts
 * export const shout = (options: ShoutOptions = {}) => definePlugin({
 *   name: 'shout',
 *   options: { schema, given: options },
 *   emit: async (context) => [{ path: context.options.path, body: 'HELLO' }],
 * })
 * ```
 */
export function definePlugin<
  Schema extends StandardSchemaV1 = NoOptions,
  const Requires extends readonly Service[] = readonly [],
  const Provides extends readonly Service[] = readonly [],
  const Own extends Collections = Record<never, never>,
  Arguments = unknown,
  Answers extends { [Name in keyof Arguments]: unknown } = { [Name in keyof Arguments]: unknown },
>(plugin: PluginDefinition<Schema, Requires, Provides, Own, Arguments, Answers>): DefinedPlugin<Own> {
  // Contexts are made with what the definition promises them: see `pipeline/hook-context.ts`.
  return plugin as unknown as DefinedPlugin<Own>
}
