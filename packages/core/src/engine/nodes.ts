/** The keys of one revision over the graph of the build before: which need a look, and what they came to. */
import type { NodeId, Store } from '../store.js'
import { createNode, type Node } from './node.js'

/** Everything that a revision knows of keys. */
export interface Nodes {
  /** What this revision has of a key; nothing where what the last build left stands. */
  at(id: NodeId): Node | undefined
  create(id: NodeId): Node
  /** The hash of a settled key. */
  hash(id: NodeId): string
  /** Whether the last build reached the key: only then it left reads and a hash. */
  isPast(id: NodeId): boolean
  /** Whether there is nothing left to do for a key. */
  isSettled(id: NodeId): boolean
  /** A key that may have to be looked at, as something below it changed. */
  mark(id: NodeId): boolean
  /** A key below this one did change, but is left until somebody asks. */
  doubt(id: NodeId): boolean
  /** Keys of the last build below this height are settled, but those in doubt: nothing changed if they have no node. */
  settleBelow(height: number): void
  /** In the order in which they were settled, so each after its reads. */
  settled: Node[]
}

/** Nothing is settled but what the caller says. */
export function createNodes(store: Store): Nodes {
  const pastSize = store.size()
  /** 0: nothing below changed; 1: something did, perhaps to no effect; 2: left until asked for. */
  const marks = new Uint8Array(pastSize)
  const live: (Node | undefined)[] = []
  let level = 0

  const isPast = (id: NodeId) => id < pastSize && store.isAlive(id)
  return {
    at: (id) => live[id],
    create(id) {
      const node = createNode(id, store.key(id))
      live[id] = node
      return node
    },
    hash: (id) => live[id]?.hash ?? store.hash(id),
    isPast,
    isSettled(id) {
      const node = live[id]
      if (node) return node.hash !== undefined
      return isPast(id) && (marks[id] === 0 || (marks[id] === 1 && store.height(id) < level))
    },
    mark(id) {
      if (marks[id] === 1) return false
      marks[id] = 1
      return true
    },
    doubt(id) {
      if (marks[id] === 2) return false
      marks[id] = 2
      return true
    },
    settleBelow(height) {
      level = height
    },
    settled: [],
  }
}
