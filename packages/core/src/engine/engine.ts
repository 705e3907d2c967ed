/**
 * A recursive scheduler with verifying traces and early cutoff.
 *
 * What a key came to rests on the reads that its task made. To bring a key up to date: if it was settled
 * in this revision, take it; if someone is at it, join; if each of its reads, in order, still has the
 * answer that it had, keep it; otherwise run the task and record anew. Nobody declares dependencies.
 * `changes.ts` finds what needs no look at all.
 *
 * The words are those of Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018).
 */
import type { Change, NodeId, Store } from '../store.js'
import { createPending, markChanges, type Pending } from './changes.js'
import { EngineError, InputChanged, Superseded } from './error.js'
import type { Node } from './node.js'
import { createScheduler, type Scheduler } from './scheduler.js'
import { type Context, type Input, keyOf, type Task, type TaskReference } from './task.js'
import type { Values } from './values.js'

/** What an engine is made of. */
export interface EngineOptions<C> {
  store: Store
  /** Asked once, when something has to be brought up to date. */
  tasks(): Promise<readonly Task<never, unknown, C>[]>
  inputs: Record<string, Input>
  /** Makes of what all tasks may ask what they get: called once. */
  extend(context: Context): C
  /** Wraps the run of each task: to see what its code does behind the engine's back. */
  around?<T>(context: C, run: () => T, key: string): T
  /** In which order those that were asked for together are brought up to date. @default many at once */
  order?: Order | undefined
  /** Values of earlier revisions that are still in memory. @default none */
  values?: Values | undefined
  /** See `Search`. */
  suspects?: readonly string[] | undefined
  /** See `Search`. */
  onLooked?(suspects: readonly string[]): void
  /** Asked before each task: once it says yes, the revision ends with `Superseded`. */
  isSuperseded?(): boolean
  /** Awaited when an input has changed, and before the first task runs. */
  prepare?(): Promise<void>
  /** Told the key of each task that runs. */
  onRun?(key: string): void
  /** Told that a value was read from the store. */
  onRead?(): void
  /** Told each value that a task made, in its encoded form too. */
  onValue?(name: string, argument: unknown, value: unknown, hash: string): void
}

/** An order of work, one after the other. It shows in no answer, unless a task keeps something from one run to the next. */
export type Order = 'forward' | 'backward'

/** The outcome of one revision. */
export interface Revision {
  /** Brings the task's answer up to date. */
  get<A, V>(task: TaskReference<A, V>, argument: A): Promise<V>
  /** The hash of a task's answer, up to date. */
  hash<A, V>(task: TaskReference<A, V>, argument: A): Promise<string>
  /**
   * Makes what the settled task rests on the graph of the store. Once more later, for what was made meanwhile.
   *
   * @returns `none`: there is nothing new; `same`: all answers are as they were, only where values lie or what
   * tells files apart is new; `some`.
   */
  commit<A, V>(root: TaskReference<A, V>, argument: A): 'none' | 'same' | 'some'
}

/**
 * Starts a revision: the inputs of the last build are looked at, and what they changed is brought up to
 * date; other inputs are looked at when first asked for, each once.
 */
export async function createRevision<C>(options: EngineOptions<C>): Promise<Revision> {
  let pending: Pending | undefined
  const scheduler = createScheduler(options, (id) => pending?.addReaders(id))
  const search = { ...options, ...scheduler }
  const changed = markChanges(search)
  if (changed.length === 0) return toRevision(options, scheduler)
  await options.prepare?.()
  await scheduler.load()
  pending = createPending(search)
  for (const id of changed) pending.addReaders(id)
  try {
    await pending.work()
  } catch (error) {
    if (!(error instanceof EngineError) || error instanceof InputChanged || error instanceof Superseded)
      throw error
    // Perhaps a task failed that nobody needs any more: now nothing runs before it is asked for.
    const direct = createScheduler(options, () => {})
    await direct.load()
    markChanges({ ...options, ...direct })
    return toRevision(options, direct)
  }
  return toRevision(options, scheduler)
}

function toRevision<C>({ store }: EngineOptions<C>, scheduler: Scheduler): Revision {
  const { nodes, bring, value, assertSound, load } = scheduler
  const settle = async (name: string, argument: unknown): Promise<NodeId> => {
    const id = store.number(keyOf(name, argument))
    if (!nodes.isSettled(id)) await load()
    await bring(id, undefined, argument)
    assertSound()
    return id
  }
  return {
    get: async (task, argument) => (await value(await settle(task.name, argument))) as never,
    hash: async (task, argument) => nodes.hash(await settle(task.name, argument)),
    commit(root, argument) {
      const changed = [...new Set(nodes.settled.filter(({ isKept }) => !isKept))]
      if (changed.length === 0) return 'none'
      const areSame = changed.every((node) => nodes.isPast(node.id) && isSame(store, node))
      store.commit(store.number(keyOf(root.name, argument)), changed.map(toChange))
      for (const node of changed) node.isKept = true
      return areSame ? 'same' : 'some'
    },
  }
}

/** Whether a key has the answer that it had, for the same reasons. */
function isSame(store: Store, { id, hash, reads }: Node): boolean {
  const before = store.reads(id)
  return (
    hash === store.hash(id) &&
    before.length === reads.length &&
    before.every((read, at) => read === reads[at])
  )
}

function toChange({ id, key, hash, reads, messages, ref, stamp, isMade, cause, input }: Node): Change {
  const reason = isMade ? { cause, input } : undefined
  return { id, key, hash: hash as string, reads, messages, ref, stamp, reason }
}
