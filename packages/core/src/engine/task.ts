/** What the engine knows of a build: tasks, inputs, and what a running task may ask. */
import type { Result } from '../model.js'
import type { Stamp } from '../store.js'
import { decode, encode } from './codec.js'

/** Names a task without having it: what the engine needs to find it in its table. */
export interface TaskReference<A, V> {
  readonly name: string
  /** Never called through a reference; it carries the types. */
  run?(context: never, argument: A): Outcome<V> | Promise<Outcome<V>>
}

/** Refers to a task that stands elsewhere in the table. */
export function refer<A, V>(name: string): TaskReference<A, V> {
  return { name }
}

/**
 * A pure function of its argument and of what it asks through its context.
 * `C` is the context that the caller of the engine made of the plain `Context`.
 */
export interface Task<A, V, C = Context> {
  /** Unique in a table; letters and `-`. */
  readonly name: string
  /**
   * What is remembered: `value`, the value and what it rests on; `memo`, these apart from the graph too, for
   * what costs much; `hash`, not even the value, for what is cheap to make again.
   *
   * @default 'value'
   */
  readonly keep?: Keep
  /** The value is made of nothing that anybody else holds: it may be frozen as it is. */
  readonly isOwn?: true
  /** Not brought up to date before somebody asks: nobody may care for its argument any more. */
  readonly isLazy?: true
  run(context: C, argument: A): Outcome<V> | Promise<Outcome<V>>
}

/** See `Task`. */
export type Keep = 'value' | 'memo' | 'hash'

/** What a run of a task gives. */
export interface Outcome<V> extends Result<V> {
  /** What is remembered of it. @default as its task says */
  keep?: Keep
}

/** An input as the last build left it. */
export interface KnownInput {
  argument: unknown
  stamp: Stamp | undefined
  hash: string
}

/** Something outside that tasks may read. Its value never enters the store, only its hash. */
export interface Input<V = unknown> {
  /** Looks at the world. The hash of what is not there is that of an absence, never an error. */
  observe(argument: unknown): { hash: string; value: V; stamp?: Stamp | undefined }
  /** Which are known, without looking closely, to be what they were. */
  areSame?(asked: readonly KnownInput[]): boolean[]
  /** Keep the value for the whole revision: for what is small, or not plain data. */
  keep?: boolean
}

/** What a running task may ask. Asking and recording are one call. */
export interface Context {
  /** The value of another task: deeply frozen, or a fresh copy where it holds dates or bytes. */
  get<A, V>(task: TaskReference<A, V>, argument: A): Promise<V>
  /** The values of one task for many arguments, asked together, in the order of the arguments. */
  all<A, V>(task: TaskReference<A, V>, arguments_: readonly A[]): Promise<V[]>
  /** Hashes instead of values, for who needs to know only that something changed. */
  hashes<A, V>(task: TaskReference<A, V>, arguments_: readonly A[]): Promise<string[]>
  /** What an input holds. Synchronous, so that reads behind the engine's back can be recorded too. */
  input(name: string, argument: unknown): unknown
}

/** The name under which a task's answer is remembered: its own name and its encoded argument. */
export function keyOf(name: string, argument: unknown): string {
  return `${name}:${encode(argument)}`
}

/** The name and the argument of a key. */
export function parseKey(key: string): { name: string; argument: unknown } {
  const colon = key.indexOf(':')
  return { name: key.slice(0, colon), argument: decode(key.slice(colon + 1)) }
}
