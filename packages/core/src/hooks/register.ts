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

type Registered = BlogBuild.Register extends { config: infer C } ? C : unknown

/** Data of the entries of a collection, of a given configuration or of the registered one. */
export type CollectionData<Name extends string, C = Registered> = string extends Name
  ? EntryData
  : CollectionsOf<C> extends Record<Name, { readonly schema: infer Schema extends StandardSchemaV1 }>
    ? StandardSchemaV1.InferOutput<Schema>
    : EntryData

/** Data of the entries that answer a query; with `fields`, each may be absent. */
export type AnswerData<Q extends Query, C = Registered> = Q extends { fields: readonly string[] }
  ? Partial<QueriedData<Q, C>>
  : QueriedData<Q, C>

type QueriedData<Q extends Query, C> = Q extends { collection: infer Name extends string }
  ? CollectionData<Name, C>
  : EntryData
