/** A key as one revision sees it. */
import type { Message } from '../model.js'
import type { NodeId, Ref, Stamp } from '../store.js'
import type { Waiter } from './cycle.js'

/** The state of a key within one revision; a key that needs no look has none. */
export interface Node extends Waiter {
  readonly id: NodeId
  readonly key: string
  /** Set once it is settled. */
  hash?: string
  /** As in `Change`. */
  reads: readonly number[]
  messages: readonly Message[]
  ref: Ref
  /** As in `Reason`. */
  cause: NodeId
  input: NodeId
  /** It was made in this revision, or is an input that changed: it has a reason. */
  isMade?: boolean
  stamp?: Stamp | undefined
  /** Nothing came of it that the last build had not left already. */
  isKept?: boolean
  pending?: Promise<void> | undefined
  /** A lost value that is being made again. */
  recovering?: Promise<unknown> | undefined
  /** Value of an input that keeps it. */
  kept?: { value: unknown }
  waits?: Set<Node> | undefined
}

/** A key that nothing is known of yet. */
export function createNode(id: NodeId, key: string): Node {
  return { id, key, reads: [], messages: [], ref: -1, cause: -1, input: -1 }
}
