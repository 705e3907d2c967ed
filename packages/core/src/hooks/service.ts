/**
 * A service: a table of remembered tasks that one plugin provides and others use. It is known by its name,
 * so that provider and user need not share a module.
 */

/** The token of a service. `Table` is for types only; nothing of it exists at run time. */
export interface Service<Table extends object = object, IsOptional extends boolean = boolean> {
  /** Unique in a site, for example `related-posts`. */
  readonly service: string
  /** Whether its users do without it where no plugin provides it. */
  readonly isOptional: IsOptional
  /** Never there: it carries the type. */
  readonly table?: Table
}

/** A service that must be there, and in `optional` the same for those who can do without. */
export interface DefinedService<Table extends object> extends Service<Table, false> {
  readonly optional: Service<Table, true>
}

/**
 * Names a service and gives it its types. Providers and users write the same; a package that provides it
 * exports it.
 *
 * ```ts
 * export const readingTime = defineService<{ minutes(id: EntryId): number }>('reading-time')
 * ```
 *
 * The type has functions of one plain argument, as users call them.
 *
 * @param service Unique in a site.
 */
export function defineService<Table extends { [Name in keyof Table]: (argument: never) => unknown }>(
  service: string,
): DefinedService<Table> {
  return { service, isOptional: false, optional: { service, isOptional: true } }
}

/** A table as users call it: each answer is a promise. */
export type Asked<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Promise<Awaited<Answer>>
    : never
}

/** What `context.use(service)` gives. */
export type Used<S> =
  S extends Service<infer Table, infer IsOptional>
    ? IsOptional extends false
      ? Asked<Table>
      : Asked<Table> | undefined
    : never
