/**
 * Types of a site's own entries. A project tells its configuration once, in any `.ts` file:
 *
 * ```ts
 * declare global {
 *   namespace BlogBuild {
 *     interface Register { config: typeof import('./blog.config.js').default }
 *   }
 * }
 * ```
 *
 * and `CollectionData<'posts'>` is what the schema of `posts` makes of the frontmatter. The namespace
 * is global so that it is found also where a package manager hides `@blog-build/core`.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { EntryData, Query } from '../model.js'

declare global {
  namespace BlogBuild {
    /** Projects fill it in. */
    interface Register {}
  }
}

/** The collections of a configuration, as `defineConfig` saw them. */
type CollectionsOf<C> = C extends { readonly collections: infer Collections } ? Collections : unknown

/** Those that its plugins bring, as a union. */
type PluginCollectionsOf<C> = C extends { readonly plugins: readonly (infer P)[] }
  ? P extends { readonly collections?: infer Own }
    ? Own
    : never
  : never

type Registered = BlogBuild.Register extends { config: infer C } ? C : unknown

/** Has a collection of that name, with a schema. */
type Having<Name extends string> = Record<Name, { readonly schema: StandardSchemaV1 }>

type DataIn<Collections, Name extends string> =
  Collections extends Having<Name> ? StandardSchemaV1.InferOutput<Collections[Name]['schema']> : never

/** Data of the entries of a collection, of a given configuration or of the registered one. */
export type CollectionData<Name extends string, C = Registered> = string extends Name
  ? EntryData
  : CollectionsOf<C> extends Having<Name>
    ? DataIn<CollectionsOf<C>, Name>
    : [DataIn<PluginCollectionsOf<C>, Name>] extends [never]
      ? EntryData
      : DataIn<PluginCollectionsOf<C>, Name>

/** The same for a plugin: collections of its own come first. */
export type OwnData<Name extends string, Own, C = Registered> = string extends Name
  ? EntryData
  : Own extends Having<Name>
    ? DataIn<Own, Name>
    : CollectionData<Name, C>

/** Data of the entries that answer a query; with `fields`, each may be absent. */
export type AnswerData<Q extends Query, Own = unknown, C = Registered> = Q extends {
  fields: readonly string[]
}
  ? Partial<QueriedData<Q, Own, C>>
  : QueriedData<Q, Own, C>

type QueriedData<Q extends Query, Own, C> = Q extends { collection: infer Name extends string }
  ? OwnData<Name, Own, C>
  : EntryData
