/** What a running task asks, and the record of it: asking and recording are one call. */
import type { NodeId } from '../store.js'
import type { Node } from './node.js'
import { type Context, keyOf } from './task.js'

/** How a task's questions are answered. */
export interface Answers {
  number(key: string): NodeId
  /** Brings a key up to date for a node that waits for it. */
  bring(id: NodeId, caller: Node, argument: unknown): Promise<void> | undefined
  /** As `bring`, for many. */
  bringAll(ids: readonly NodeId[], caller: Node, arguments_: readonly unknown[]): Promise<void> | undefined
  hash(id: NodeId): string
  value(id: NodeId): unknown | Promise<unknown>
  input(name: string, argument: unknown, caller: Node): { id: NodeId; value: unknown }
}

/** The context of one run of one task. `_` fields are the engine's. */
export interface Asker extends Context {
  _node: Node
  _reads: number[]
  _isOpen: boolean
}

/** Makes what all contexts of a revision share: one object a run stands before it. */
export function createAsker(answers: Answers): ThisType<Asker> & Context {
  const assertOpen = (asker: Asker) => {
    if (!asker._isOpen)
      throw new Error('A context was asked for something after the work had ended that it was given for')
  }
  /** Brings a group up to date and records it; its place among the reads is that of the question. */
  const ask = <A, V>(
    asker: Asker,
    name: string,
    arguments_: readonly A[],
    answer: (ids: NodeId[]) => V | Promise<V>,
  ): Promise<V> => {
    try {
      assertOpen(asker)
      const ids = arguments_.map((argument) => answers.number(keyOf(name, argument)))
      ids.forEach((id, at) => {
        asker._reads.push(at === 0 ? ~id : id)
      })
      const waiting =
        ids.length === 1
          ? answers.bring(ids[0] as NodeId, asker._node, arguments_[0])
          : answers.bringAll(ids, asker._node, arguments_)
      return waiting ? waiting.then(() => answer(ids)) : Promise.resolve(answer(ids))
    } catch (error) {
      // Even a refusal arrives by promise: whoever asks without `await` must find it there.
      return Promise.reject(error)
    }
  }
  const valuesOf = (ids: NodeId[]): unknown[] | Promise<unknown[]> => {
    const list = ids.map(answers.value)
    return list.some((value) => value instanceof Promise) ? Promise.all(list) : list
  }
  const shared: Context & ThisType<Asker> = {
    get(task, argument) {
      return ask(this, task.name, [argument], ([id]) => answers.value(id as NodeId)) as never
    },
    all(task, arguments_) {
      return ask(this, task.name, arguments_, valuesOf) as never
    },
    hashes(task, arguments_) {
      return ask(this, task.name, arguments_, (ids) => ids.map(answers.hash))
    },
    input(name, argument) {
      assertOpen(this)
      const { id, value } = answers.input(name, argument, this._node)
      // One answer in a revision: once is enough, as long as looking for it is cheaper than keeping it.
      if (this._reads.length > 64 || !this._reads.includes(~id)) this._reads.push(~id)
      return value
    },
  }
  return shared
}
