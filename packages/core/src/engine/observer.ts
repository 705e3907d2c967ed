/** Looks at inputs: each has one answer in a revision. */
import { hashOf } from '../hash.js'
import type { NodeId, Store } from '../store.js'
import { InputChanged } from './error.js'
import type { Node } from './node.js'
import type { Nodes } from './nodes.js'
import { type Input, keyOf, parseKey } from './task.js'

/** What looking needs. */
export interface ObserverOptions {
  store: Store
  nodes: Nodes
  inputs: Record<string, Input>
  done(node: Node, hash: string): void
  fail(error: unknown): unknown
}

/** Looks at inputs. */
export interface Observer {
  /** Settles an input. */
  look(id: NodeId): Node
  /** What an input holds now, for a task that reads it. */
  read(name: string, argument: unknown, caller: Node): { id: NodeId; value: unknown }
}

/** @throws {InputChanged} from both, if an input is no longer what it was in this revision. */
export function createObserver({ store, nodes, inputs, done, fail }: ObserverOptions): Observer {
  const observe = (node: Node, input: Input, argument: unknown): unknown => {
    const before = nodes.isSettled(node.id) ? nodes.hash(node.id) : undefined
    const { hash, value, stamp } = input.observe(argument)
    const known = hashOfAnswer(hash)
    if (before !== undefined && before !== known) throw fail(new InputChanged(node.key))
    if (input.keep) node.kept = { value }
    if (node.hash !== undefined) return value
    node.stamp = stamp
    const isPast = nodes.isPast(node.id)
    node.isMade = !isPast || store.hash(node.id) !== known
    node.isKept = !node.isMade && isEqual(stamp, store.stamp(node.id))
    if (isPast && node.isMade) node.cause = node.input = node.id
    done(node, known)
    return value
  }
  return {
    look(id) {
      const node = nodes.at(id) ?? nodes.create(id)
      const { name, argument } = parseKey(node.key)
      observe(node, inputs[name] as Input, argument)
      return node
    },
    read(name, argument, caller) {
      const input = inputs[name]
      if (!input) throw new Error(`There is no input \`${name}\`.`)
      const id = store.number(keyOf(name, argument))
      const known = nodes.at(id)
      if (known?.kept) return { id, value: known.kept.value }
      // A node would stand for what is settled: asked before there is one.
      const isStanding = !known && nodes.isSettled(id)
      const standing = isStanding ? store.hash(id) : undefined
      const node = known ?? nodes.create(id)
      if (!known && !nodes.isPast(id)) node.input = caller.input
      const value = observe(node, input, argument)
      if (standing !== undefined && standing !== node.hash) throw fail(new InputChanged(node.key))
      return { id, value }
    },
  }
}

/** Hashes of one length, whatever an input calls its answers. */
export function hashOfAnswer(hash: string): string {
  return /^[\w-]{22}$/.test(hash) ? hash : hashOf(`input ${hash}`)
}

function isEqual(a: Node['stamp'], b: Node['stamp']): boolean {
  return a?.size === b?.size && a?.mtime === b?.mtime && a?.ctime === b?.ctime
}
