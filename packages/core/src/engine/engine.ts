/**
 * A recursive scheduler with verifying traces and early cutoff.
 *
 * A memo is a value's hash and the reads that led to it. To bring a key up to date: if it was settled
 * in this revision, take it; if someone is at it, join; if each read of a remembered trace, in order,
 * still has its recorded hash, keep the memo; otherwise run the task and record anew.
 * Nobody declares dependencies, and nobody asks what changed.
 *
 * The words are those of Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018).
 */
import type { Read, Result, Store, Trace } from '../model.js'
import { encode, hashOf } from './codec.js'
import { assertNoCycle, type Waiter } from './cycle.js'
import { EngineError, InputChanged, TaskFailed } from './error.js'
import { type Reached, walk } from './reached.js'
import { type Context, type Input, keyOf, parseKey, type Task, type TaskReference } from './task.js'
import { createValues, type Values } from './values.js'
import { inWindow } from './window.js'

/** What an engine is made of. */
export interface EngineOptions<C> {
  store: Store
  tasks: readonly Task<never, unknown, C>[]
  inputs: Record<string, Input>
  /** Makes of the plain context what the tasks get. */
  extend(context: Context): C
  /** Wraps the run of each task: to see what its code does behind the engine's back. */
  around?<T>(context: C, run: () => T): T
  /** Told the key of each task that runs. */
  onRun?(key: string): void
}

/** The outcome of one revision. */
export interface Revision {
  /** Brings the task's answer up to date. */
  get<A, V>(task: TaskReference<A, V>, argument: A): Promise<V>
  /** Everything that a settled task reached, itself included: messages, keys and their hashes. */
  reached(task: { name: string }, argument: unknown): Reached
}

/** The state of a key within one revision. */
interface Node extends Waiter {
  hash?: string
  trace?: Trace
  pending?: Promise<void>
  /** Value of an input that keeps it. */
  kept?: { value: unknown }
  readonly waits: Set<Node>
}

/** Starts a revision: the inputs are looked at anew, each once, when first asked for. */
export function createRevision<C>(options: EngineOptions<C>): Revision {
  const { store, inputs, extend, around, onRun } = options
  const tasks = new Map(options.tasks.map((task) => [task.name, task]))
  const nodes = new Map<string, Node>()
  const values: Values = createValues(store)
  /** The first failure of the engine: a task that catches it does not make it undone. */
  let failure: EngineError | undefined

  function fail(error: unknown): unknown {
    if (error instanceof EngineError) failure ??= error
    return error
  }

  function guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      throw fail(error)
    }
  }

  /** Brings a key up to date for `caller`; nothing to wait for means that it is settled. */
  function bring(key: string, caller?: Node): Promise<void> | undefined {
    const known = nodes.get(key)
    if (known?.hash !== undefined) return undefined
    if (known && caller) guarded(() => assertNoCycle(caller, known))
    const node: Node = known ?? { key, waits: new Set() }
    // The edge stands before the task starts: it may come back here before its first wait.
    caller?.waits.add(node)
    if (!known) {
      nodes.set(key, node)
      node.pending = started(node)
      // Whoever waits gets the rejection too; this only says that it is not unhandled.
      node.pending?.catch(() => {})
    }
    return node.pending
  }

  /** A circle that is found while a trace is verified is told at once; it must reach all who wait. */
  function started(node: Node): Promise<void> | undefined {
    try {
      return settle(node)
    } catch (error) {
      return Promise.reject(fail(error))
    }
  }

  function settle(node: Node): Promise<void> | undefined {
    const { name, argument } = parseKey(node.key)
    const input = inputs[name]
    if (input) {
      observe(node, input, argument)
      return undefined
    }
    const task = tasks.get(name)
    if (!task) {
      // A trace of another version of the table: whoever read it runs again.
      node.hash = ''
      return undefined
    }
    return recall(node, task, argument, store.traces(node.key), 0)
  }

  function observe(node: Node, input: Input, argument: unknown): unknown {
    const { hash, value } = input.observe(argument)
    node.hash = hash
    if (input.keep) node.kept = { value }
    return value
  }

  /** Takes the first remembered trace that verifies, or runs the task. */
  function recall(
    node: Node,
    task: Task<never, unknown, C>,
    argument: unknown,
    traces: readonly Trace[],
    index: number,
  ): Promise<void> | undefined {
    for (let at = index; at < traces.length; at++) {
      const trace = traces[at] as Trace
      const verified = verify(node, trace, 0)
      if (verified === true) return void adopt(node, trace)
      if (verified !== false) {
        return verified.then((yes) =>
          yes ? adopt(node, trace) : recall(node, task, argument, traces, at + 1),
        )
      }
    }
    return run(node, task, argument)
  }

  function adopt(node: Node, trace: Trace): void {
    node.trace = trace
    node.hash = trace.hash
    // Whom it waited for is settled too: no circle can lead through here any more.
    node.waits.clear()
  }

  /** Whether the reads of a trace, from a group on, still have the answers they had. */
  function verify(node: Node, trace: Trace, from: number): boolean | Promise<boolean> {
    for (let at = from; at < trace.reads.length; at++) {
      const group = trace.reads[at] as Read[]
      const same = () => group.every((read) => nodes.get(read.key)?.hash === read.hash)
      const keys = group.map((read) => read.key)
      const waiting = inWindow(keys, (key) => bring(key, node))
      if (waiting) return waiting.then(() => same() && verify(node, trace, at + 1))
      if (!same()) return false
    }
    return true
  }

  async function run(node: Node, task: Task<never, unknown, C>, argument: unknown): Promise<void> {
    onRun?.(node.key)
    const reads: Read[][] = []
    const ticket = { open: true }
    const context = extend(createContext(node, reads, ticket))
    let result: Result<unknown>
    let text: string
    try {
      const start = () => task.run(context, argument as never)
      result = await (around ? around(context, start) : start())
      text = encode(result.value)
    } catch (error) {
      throw fail(error instanceof EngineError ? error : new TaskFailed(node.key, error))
    } finally {
      ticket.open = false
    }
    // Nothing that was made after a failure is remembered: it may have been made in spite of it.
    if (failure) throw failure
    const trace: Trace = { hash: hashOf(text), reads, messages: result.messages }
    store.put(node.key, trace, text)
    adopt(node, trace)
  }

  function createContext(node: Node, reads: Read[][], ticket: { open: boolean }): Context {
    const assertOpen = () => {
      if (!ticket.open) throw new Error(`\`${node.key}\` asked for something after it had ended.`)
    }
    /** Records a group of reads; `answer` is called once all of them are settled. */
    const ask = <V>(
      name: string,
      arguments_: readonly unknown[],
      answer: (nodes: Node[]) => V | Promise<V>,
    ) => {
      assertOpen()
      const group: Read[] = []
      reads.push(group)
      const keys = arguments_.map((argument) => keyOf(name, argument))
      const record = () => {
        const asked = keys.map((key) => nodes.get(key) as Node)
        for (const { key, hash } of asked) group.push({ key, hash: hash as string })
        return answer(asked)
      }
      const first = keys[0]
      const waiting =
        keys.length === 1 && first !== undefined
          ? bring(first, node)
          : inWindow(keys, (key) => bring(key, node))
      return waiting ? waiting.then(record) : Promise.resolve(record())
    }

    return {
      get: (task, argument) =>
        promised(() => ask(task.name, [argument], ([asked]) => valueAt(asked as Node)) as never),
      all: (task, arguments_) => promised(() => ask(task.name, arguments_, valuesAt) as never),
      hashes: (task, arguments_) =>
        promised(() => ask(task.name, arguments_, (asked) => asked.map(({ hash }) => hash as string))),
      input: (name, argument) => {
        assertOpen()
        return readInput(name, argument, reads)
      },
    }
  }

  function readInput(name: string, argument: unknown, reads: Read[][]): unknown {
    const input = inputs[name]
    if (!input) throw new Error(`There is no input \`${name}\`.`)
    const key = keyOf(name, argument)
    const known = nodes.get(key)
    const node = known ?? { key, waits: new Set<Node>() }
    let value: unknown
    if (known?.kept) {
      value = known.kept.value
    } else {
      const hash = known?.hash
      nodes.set(key, node)
      value = observe(node, input, argument)
      if (hash !== undefined && hash !== node.hash) throw fail(new InputChanged(key))
    }
    reads.push([{ key, hash: node.hash as string }])
    return value
  }

  /** The value of a settled node. A value that the store lost is made again. */
  function valueAt(node: Node): unknown | Promise<unknown> {
    const found = values.get(node.hash as string)
    return found ? found.value : recover(node)
  }

  function valuesAt(asked: Node[]): unknown[] | Promise<unknown[]> {
    const list = asked.map(valueAt)
    return list.some((value) => value instanceof Promise) ? Promise.all(list) : list
  }

  async function recover(node: Node): Promise<unknown> {
    const { hash } = node
    const { name, argument } = parseKey(node.key)
    await run(node, tasks.get(name) as Task<never, unknown, C>, argument)
    if (node.hash !== hash) {
      const reason = new Error('It gave two values for the same reads: it reads something unrecorded.')
      throw fail(new TaskFailed(node.key, reason))
    }
    return values.get(hash as string)?.value
  }

  return {
    async get(task, argument) {
      const key = keyOf(task.name, argument)
      await bring(key)
      if (failure) throw failure
      return (await valueAt(nodes.get(key) as Node)) as never
    },

    reached: (task, argument) => walk(keyOf(task.name, argument), (key) => nodes.get(key)),
  }
}

/** Even a refusal arrives by promise: whoever asks without `await` must find it there. */
function promised<V>(ask: () => Promise<V>): Promise<V> {
  try {
    return ask()
  } catch (error) {
    return Promise.reject(error)
  }
}
