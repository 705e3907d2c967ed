/** Brings keys up to date: joins who is at it, keeps what verifies, or runs the task. */
import type { Memo, NodeId } from '../store.js'
import { hashOf } from './codec.js'
import { assertNoCycle } from './cycle.js'
import type { EngineOptions } from './engine.js'
import { EngineError } from './error.js'
import type { Node } from './node.js'
import { createNodes, type Nodes } from './nodes.js'
import { createObserver } from './observer.js'
import { createRunner, type Runner } from './runner.js'
import { parseKey, type Task } from './task.js'
import { verifyMemo, verifyPast } from './verify.js'
import { inWindow } from './window.js'

/** The workings of one revision. */
export interface Scheduler {
  nodes: Nodes
  /** Gets the table of tasks: before anything is brought up to date. */
  load(): Promise<void>
  /** Brings a key up to date for `caller`; nothing to wait for means that it is settled. */
  bring(id: NodeId, caller?: Node, argument?: unknown): Promise<void> | undefined
  /** Looks at an input of the last build. */
  observe(id: NodeId): Node
  /** The value of a settled key. A value that the store lost is made again. */
  value(id: NodeId): unknown | Promise<unknown>
  /** Whether a key waits until somebody asks for it. */
  isLazy(id: NodeId): boolean
  /** Throws the first failure of the engine: a task that caught it does not make it undone. */
  assertSound(): void
}

/**
 * Starts with nothing settled.
 *
 * @param onChange Told each key of the last build whose answer is another one now.
 */
export function createScheduler<C>(options: EngineOptions<C>, onChange: (id: NodeId) => void): Scheduler {
  const { store, inputs } = options
  const tasks = new Map<string, Task<never, unknown, C>>()
  const nodes = createNodes(store)
  let failure: EngineError | undefined

  const fail = (error: unknown): unknown => {
    if (error instanceof EngineError) failure ??= error
    return error
  }
  const assertSound = () => {
    if (failure) throw failure
  }
  const load = async () => {
    if (tasks.size === 0) for (const task of await options.tasks()) tasks.set(task.name, task)
  }

  /** Settles a node. */
  function done(node: Node, hash: string): undefined {
    node.hash = hash
    node.pending = undefined
    // Whom it waited for is settled too: no circle can lead through here any more.
    node.waits = undefined
    nodes.settled.push(node)
    if (nodes.isPast(node.id) && store.hash(node.id) !== hash) onChange(node.id)
    return undefined
  }

  const observer = createObserver({ store, nodes, inputs, done, fail })
  const runner: Runner<C> = createRunner(options, {
    nodes,
    done,
    fail,
    assertSound,
    answers: {
      number: store.number,
      bring,
      bringAll,
      hash: nodes.hash,
      value: (id) => runner.value(id, taskToRun),
      input: observer.read,
    },
  })
  const verifier = { store, nodes, bringAll }
  return {
    nodes,
    load,
    bring,
    observe: observer.look,
    value: (id) => runner.value(id, taskToRun),
    isLazy: (id) => tasks.get(nameOf(store.key(id)))?.isLazy === true,
    assertSound,
  }

  function bring(id: NodeId, caller?: Node, argument?: unknown): Promise<void> | undefined {
    if (nodes.isSettled(id)) return undefined
    const known = nodes.at(id)
    if (known && caller) assertAcyclic(caller, known)
    const node = known ?? nodes.create(id)
    if (!known && caller && !nodes.isPast(id)) node.input = caller.input
    // The edge stands before the task starts: it may come back here before its first wait.
    if (caller) waitFor(caller, node)
    if (!known) {
      node.pending = start(node, argument)
      // Whoever waits gets the rejection too; this only says that it is not unhandled.
      node.pending?.catch(() => {})
    }
    return node.pending
  }

  function bringAll(ids: readonly NodeId[], caller: Node, arguments_?: readonly unknown[]) {
    let at = 0
    if (!options.order) return inWindow(ids, (id) => bring(id, caller, arguments_?.[at++]))
    const places = [...ids.keys()]
    if (options.order === 'backward') places.reverse()
    return inWindow(places, (place) => bring(ids[place] as NodeId, caller, arguments_?.[place]), 1)
  }

  function assertAcyclic(caller: Node, target: Node): void {
    try {
      assertNoCycle(caller, target)
    } catch (error) {
      throw fail(error)
    }
  }

  /** A circle that is found while reads are verified is told at once; it must reach all who wait. */
  function start(node: Node, argument: unknown): Promise<void> | undefined {
    try {
      return settle(node, argument)
    } catch (error) {
      return Promise.reject(fail(error))
    }
  }

  function settle(node: Node, argument: unknown): Promise<void> | undefined {
    const name = nameOf(node.key)
    if (inputs[name]) return void observer.look(node.id)
    const task = tasks.get(name)
    // A key of another version of the table: whoever read it runs again.
    if (!task) return done(node, hashOf(''))
    return recall(node, task, argument === undefined ? parseKey(node.key).argument : argument)
  }

  function recall(node: Node, task: Task<never, unknown, C>, argument: unknown): Promise<void> | undefined {
    if (!nodes.isPast(node.id)) return runAfter(node, task, argument)
    const verified = verifyPast(verifier, node)
    if (verified === true) return keepPast(node)
    if (verified === false) return runAfter(node, task, argument)
    return verified.then((yes) => (yes ? keepPast(node) : runAfter(node, task, argument)))
  }

  function keepPast(node: Node): undefined {
    node.isKept = true
    node.reads = [...store.reads(node.id)]
    node.messages = store.messages(node.id)
    node.ref = store.ref(node.id)
    return done(node, store.hash(node.id))
  }

  function runAfter(node: Node, task: Task<never, unknown, C>, argument: unknown): Promise<void> {
    const memos = task.keep === 'memo' ? store.memos(node.key) : []
    return memos.length > 0 ? remembered(node, task, argument, memos) : run(node, task, argument)
  }

  async function remembered(
    node: Node,
    task: Task<never, unknown, C>,
    argument: unknown,
    memos: readonly Memo[],
  ): Promise<void> {
    for (const memo of memos) {
      const reads = await verifyMemo(verifier, node, memo)
      if (!reads) continue
      node.reads = reads
      node.messages = memo.messages
      node.ref = memo.ref
      node.isMade = true
      return done(node, memo.hash)
    }
    return run(node, task, argument)
  }

  function run(node: Node, task: Task<never, unknown, C>, argument: unknown): Promise<void> {
    node.isMade = true
    // What it gives is nobody's business here.
    return runner.run(node, task, argument) as Promise<void>
  }

  async function taskToRun(key: string): Promise<Task<never, unknown, C>> {
    await load()
    return tasks.get(nameOf(key)) as Task<never, unknown, C>
  }
}

function waitFor(caller: Node, node: Node): void {
  caller.waits ??= new Set()
  caller.waits.add(node)
}

function nameOf(key: string): string {
  return key.slice(0, key.indexOf(':'))
}
