/** Runs tasks, and has their values. */
import { hashOf } from '../hash.js'
import type { NodeId } from '../store.js'
import { type Answers, type Asker, createAsker } from './asker.js'
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
  outcome: Outcome<unknown>
  keep: Keep | undefined
  encoded: Encoded
  hash: string
}

/** Runs tasks, and has their values. */
export interface Runner<C> {
  run(node: Node, task: AnyTask<C>, argument: unknown): Promise<void>
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

  async function run(node: Node, task: AnyTask<C>, argument: unknown): Promise<Ran> {
    prepared ??= options.prepare?.()
    if (prepared) await prepared
    if (isSuperseded?.()) throw fail(new Superseded())
    onRun?.(node.key)
    const context = Object.assign(Object.create(words as object), { _node: node, _reads: [], _isOpen: true })
    const ran = await attempt(node, task, context, () => task.run(context as C, argument as never))
    const { outcome, hash } = ran
    // Nothing that was made after a failure is remembered: it may have been made in spite of it.
    assertSound()
    if (node.hash !== undefined && node.hash !== hash) throw fail(new Unrepeatable(node.key))
    keep(node, task, ran)
    node.reads = context._reads
    node.messages = outcome.messages
    if (ran.keep === 'memo') store.remember(toMemo({ store, nodes }, node, hash))
    onValue?.(task.name, argument, outcome.value, hash)
    if (node.hash === undefined) done(node, hash)
    return ran
  }

  async function attempt(
    node: Node,
    task: AnyTask<C>,
    context: Asker,
    begin: () => Outcome<unknown> | Promise<Outcome<unknown>>,
  ): Promise<Ran> {
    try {
      const outcome = await (around ? around(context as unknown as C, begin, node.key) : begin())
      const { keep = task.keep } = outcome
      return { outcome, keep, ...known(outcome.value, keep) }
    } catch (error) {
      throw fail(error instanceof EngineError ? error : new TaskFailed(node.key, error))
    } finally {
      context._isOpen = false
    }
  }

  /** Puts a value where readers find it. */
  function keep(node: Node, task: AnyTask<C>, { keep, encoded, hash }: Ran): void {
    const isLost = node.hash !== undefined
    const before = nodes.isPast(node.id) && store.hash(node.id) === hash && !isLost ? store.ref(node.id) : -1
    node.ref = keep === 'hash' ? -1 : before >= 0 ? before : store.keep(hash, encoded.text)
    hold(task, encoded, hash)
  }

  /** Has it in memory, at least until something else is held. */
  function hold(task: AnyTask<C>, { text, plain }: Encoded, hash: string): void {
    if (plain && (task.isOwn || typeof plain.value !== 'object')) values.adopt(hash, text, plain.value)
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
    async run(node, task, argument) {
      await run(node, task, argument)
    },
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

/** A value in encoded form and its hash. A text that is kept nowhere is known by itself: it need not be quoted. */
function known(value: unknown, keep: Keep | undefined): Pick<Ran, 'encoded' | 'hash'> {
  if (keep === 'hash' && typeof value === 'string' && value.isWellFormed()) {
    return { encoded: { text: value, plain: { value } }, hash: hashOf(`"${value}`) }
  }
  const encoded = encodeWhole(value)
  return { encoded, hash: hashOf(encoded.text) }
}
