/** Runs tasks, and has their values. */
import { hashOf } from '../hash.js'
import type { NodeId } from '../store.js'
import { type Answers, createAsker } from './asker.js'
import { type Encoded, encodeWhole } from './codec.js'
import type { EngineOptions } from './engine.js'
import { EngineError, Superseded, TaskFailed, Unrepeatable } from './error.js'
import type { Node } from './node.js'
import type { Nodes } from './nodes.js'
import { type Keep, type Outcome, parseKey, type Task } from './task.js'
import { createValues } from './values.js'
import { toMemo } from './verify.js'

type AnyTask<C> = Task<never, unknown, C>

/** What running needs of the revision. */
export interface RunnerOptions {
  nodes: Nodes
  answers: Answers
  done(node: Node, hash: string): void
  fail(error: unknown): unknown
  assertSound(): void
}

/** A run of a task that is over. */
interface Ran {
  keep: Keep | undefined
  encoded: Encoded
}

/** Runs tasks, and has their values. */
export interface Runner<C> {
  run(node: Node, task: AnyTask<C>, argument: unknown): Promise<unknown>
  /** The value of a settled key, made again if it is lost. */
  value(id: NodeId, taskOf: (key: string) => Promise<AnyTask<C>>): unknown | Promise<unknown>
}

/** Starts with no value in memory. */
export function createRunner<C>(options: EngineOptions<C>, revision: RunnerOptions): Runner<C> {
  const { store, around, isSuperseded, onRun, onRead, onValue } = options
  const { nodes, done, fail, assertSound } = revision
  const { values = createValues() } = options
  const words = options.extend(createAsker(revision.answers))
  let prepared: Promise<void> | undefined
  let isPrepared = false

  /** One function, and no wait more than it takes: of each promise the hooks of Node take note. */
  async function run(node: Node, task: AnyTask<C>, argument: unknown): Promise<Ran> {
    if (!isPrepared) {
      prepared ??= options.prepare?.()
      await prepared
      isPrepared = true
    }
    if (isSuperseded?.()) throw fail(new Superseded())
    onRun?.(node.key)
    const context = Object.assign(Object.create(words as object), { _node: node, _reads: [], _isOpen: true })
    const begin = () => task.run(context as C, argument as never)
    let outcome: Outcome<unknown>
    let encoded: Encoded
    try {
      outcome = await (around ? around(context as C, begin, node.key) : begin())
      encoded = encodeWhole(outcome.value)
    } catch (error) {
      throw fail(error instanceof EngineError ? error : new TaskFailed(node.key, error))
    } finally {
      context._isOpen = false
    }
    const hash = hashOf(encoded.text)
    // Nothing that was made after a failure is remembered: it may have been made in spite of it.
    assertSound()
    if (node.hash !== undefined && node.hash !== hash) throw fail(new Unrepeatable(node.key))
    const { keep = task.keep } = outcome
    const ran: Ran = { keep, encoded }
    put(node, task, ran, hash)
    node.reads = context._reads
    node.messages = outcome.messages
    if (keep === 'memo') store.remember(toMemo({ store, nodes }, node, hash))
    onValue?.(task.name, argument, outcome.value, hash)
    if (node.hash === undefined) done(node, hash)
    return ran
  }

  /** Puts a value where readers find it. */
  function put(node: Node, task: AnyTask<C>, { keep, encoded }: Ran, hash: string): void {
    const isLost = node.hash !== undefined
    const before = nodes.isPast(node.id) && store.hash(node.id) === hash && !isLost ? store.ref(node.id) : -1
    node.ref = keep === 'hash' ? -1 : before >= 0 ? before : store.keep(hash, encoded.text)
    hold(task, encoded, hash)
  }

  /** Has it in memory, at least until something else is held. */
  function hold(task: AnyTask<C>, { text, plain }: Encoded, hash: string): void {
    if (typeof plain?.value === 'string') values.adopt(hash, plain.value, plain.value)
    else if (plain && (task.isOwn || typeof plain.value !== 'object')) values.adopt(hash, text, plain.value)
    else values.put(hash, text)
  }

  async function recover(node: Node, asked: Promise<AnyTask<C>>): Promise<unknown> {
    const task = await asked
    const { keep, encoded } = await run(node, task, parseKey(node.key).argument)
    node.recovering = undefined
    // What was lost lies elsewhere now.
    if (keep !== 'hash') {
      node.isKept = false
      nodes.settled.push(node)
    }
    // What was made meanwhile may have driven it out.
    hold(task, encoded, node.hash as string)
    return values.get(node.hash as string)?.value
  }

  return {
    run,
    value(id, taskOf) {
      const hash = nodes.hash(id)
      const found = values.get(hash)
      if (found) return found.value
      const known = nodes.at(id)
      const text = store.value(known?.ref ?? store.ref(id), hash, id)
      if (text !== undefined) {
        onRead?.()
        values.put(hash, text)
        return values.get(hash)?.value
      }
      const node = known ?? nodes.create(id)
      node.hash = hash
      node.recovering ??= recover(node, taskOf(node.key))
      return node.recovering
    },
  }
}
