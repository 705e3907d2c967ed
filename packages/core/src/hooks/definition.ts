/** What a plugin says of itself, as far as the types of its contexts follow from it. */
import type { Asked, Service } from './service.js'

/** See `definePlugin`. */
export interface Definition {
  /** What the schema makes of the options. */
  options: unknown
  /** The services that it may use, as a union. */
  requires: Service
  /** Its own tasks, as its hooks call them. */
  tasks: object
  /** Its own collections. */
  collections: unknown
}

/** Of a layout: it has no options and no tasks, and may use whatever service there is. */
export interface LayoutDefinition extends Definition {
  options: undefined
}

/** Tasks as hooks call them, from their arguments and answers by name. */
export type TaskTable<Arguments, Answers> = {
  readonly [Name in keyof Arguments & keyof Answers]: (
    argument: Arguments[Name],
  ) => Promise<Awaited<Answers[Name]>>
}

/** The tasks that a plugin must have for the services that it provides. */
export type ProvidedTasks<Provides extends readonly Service[]> = Provides extends readonly [
  Service<infer Table>,
  ...infer Rest extends readonly Service[],
]
  ? TasksOf<Table> & ProvidedTasks<Rest>
  : unknown

type TasksOf<Table> = {
  [Name in keyof Table]: Asked<Table>[Name] extends (...given: infer Given) => Promise<infer Answer>
    ? (context: never, ...given: Given) => Answer | Promise<Answer>
    : never
}
