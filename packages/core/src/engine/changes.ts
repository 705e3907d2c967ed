/**
 * Finds what a change of the world reaches, so that everything else need not be looked at.
 *
 * First all keys above a changed input are marked. Then those that read something that really changed are
 * brought up to date, the lowest first; where an answer stays equal, nothing above is touched. A key that
 * stands lower than those at hand and was not touched is as the last build left it. So the cost is that
 * of what changed, not of the site.
 */
import type { NodeId, Store } from '../store.js'
import type { Node } from './node.js'
import type { Nodes } from './nodes.js'
import { type Input, type KnownInput, parseKey } from './task.js'
import { inWindow } from './window.js'

/** What the search works on. */
export interface Search {
  store: Store
  nodes: Nodes
  inputs: Record<string, Input>
  /** Looks at an input of the last build. */
  observe(id: NodeId): Node
  bring(id: NodeId): Promise<void> | undefined
  /** Whether a key waits until somebody asks for it. */
  isLazy(id: NodeId): boolean
  /** Keys of inputs that may have changed: the others are taken to be what they were. @default all inputs */
  suspects?: readonly string[] | undefined
  /** Told the keys of inputs that are not what they were, or are told apart otherwise, once all were looked at. */
  onLooked?: ((suspects: readonly string[]) => void) | undefined
}

/** The inputs of the last build that are no longer what they were, and marks on all that rests on them. */
export function markChanges(search: Search): NodeId[] {
  const { store, nodes, observe, suspects, onLooked } = search
  const looked = suspects
    ? suspects.map(store.find).filter((id) => id >= 0 && nodes.isPast(id))
    : inDoubt(search)
  const others = looked.filter((id) => observe(id).isKept !== true)
  onLooked?.(others.map(store.key))
  const changed = others.filter((id) => nodes.hash(id) !== store.hash(id))
  const above = [...changed]
  for (let id = above.pop(); id !== undefined; id = above.pop()) {
    store.eachReader(id, (reader) => {
      if (nodes.isPast(reader) && nodes.mark(reader)) above.push(reader)
    })
  }
  return changed
}

/** Inputs of which it is not known, without looking closely, that they are what they were. */
function inDoubt({ store, inputs }: Search): NodeId[] {
  return Object.entries(inputs).flatMap(([name, input]) => {
    const ids = store.named(name)
    const areSame = input.areSame?.(ids.map((id) => knownInput(store, id))) ?? []
    return ids.filter((_, at) => areSame[at] !== true)
  })
}

/** An input as the last build left it. */
export function knownInput(store: Store, id: NodeId): KnownInput {
  return { argument: parseKey(store.key(id)).argument, stamp: store.stamp(id), hash: store.hash(id) }
}

/** Keys to be brought up to date, by height. */
export interface Pending {
  /** Readers of a key whose answer changed. */
  addReaders(id: NodeId): void
  /** Brings all of them up to date, and those that come on the way. */
  work(): Promise<void>
}

/** Starts with nothing pending. */
export function createPending({ store, nodes, bring, isLazy }: Search): Pending {
  const levels: Set<NodeId>[] = []
  /** Everything above it has to look, when asked for, whether it changed. */
  const leave = (lazy: NodeId): void => {
    const above = nodes.doubt(lazy) ? [lazy] : []
    for (let id = above.pop(); id !== undefined; id = above.pop()) {
      store.eachReader(id, (reader) => {
        if (nodes.isPast(reader) && nodes.doubt(reader)) above.push(reader)
      })
    }
  }
  return {
    addReaders(id) {
      store.eachReader(id, (reader) => {
        if (!nodes.isPast(reader) || nodes.at(reader)) return
        if (isLazy(reader)) return leave(reader)
        const height = store.height(reader)
        levels[height] ??= new Set()
        levels[height].add(reader)
      })
    },
    async work() {
      // Readers stand above what they read, so what comes on the way lies above the level at hand.
      for (let level = 0; level < levels.length; level++) {
        const ids = levels[level]
        if (!ids) continue
        nodes.settleBelow(level)
        await inWindow(
          [...ids].sort((a, b) => a - b),
          bring,
        )
      }
      nodes.settleBelow(Number.POSITIVE_INFINITY)
    },
  }
}
