/** Why a key was made when it was: what the graph of the last build tells of it. Nothing is looked at or run. */
import type { NodeId, Origin, Store } from '../store.js'
import { knownInput } from './changes.js'
import { hashOfAnswer } from './observer.js'
import type { Input } from './task.js'

/** The way from what changed to a key. */
export interface Chain {
  /** From the changed input to the key, each made because of the one before it. */
  ids: NodeId[]
  /** Keys between the first and the second are missing: they were made again since, for another reason. */
  isBroken: boolean
}

/**
 * The chain that led to a key when it was last made; only the key itself if nothing changed: it was made in
 * the first build.
 */
export function chainOf(store: Store, id: NodeId): Chain {
  const { build, input } = store.origin(id)
  const ids = [id]
  if (input < 0 || input === id) return { ids, isBroken: false }
  for (let current = id; current !== input; current = ids[0] as NodeId) {
    const earlier = causeOf(store, current, build)
    if (earlier === undefined || earlier.some((one) => ids.includes(one))) {
      return { ids: [input, ...ids], isBroken: true }
    }
    ids.unshift(...earlier)
  }
  return { ids, isBroken: false }
}

/** What a key was made for in that build; for a new key the way up to an older one, and what that was made for. */
function causeOf(store: Store, id: NodeId, build: number): NodeId[] | undefined {
  const origin = store.origin(id)
  if (origin.build !== build) return undefined
  if (origin.cause >= 0) return [origin.cause]
  const askers = askersOf(store, id, origin)
  const first = askers?.[0]
  return askers && first !== undefined ? [store.origin(first).cause, ...askers] : undefined
}

/** The shortest way up from a new key, over new ones, to a key that was made again. */
function askersOf(store: Store, id: NodeId, { build, input }: Origin): NodeId[] | undefined {
  const above = new Map<NodeId, NodeId>([[id, id]])
  for (const key of above.keys()) {
    let found: NodeId | undefined
    store.eachReader(key, (reader) => {
      const origin = store.origin(reader)
      if (above.has(reader) || origin.build !== build || origin.input !== input) return
      if (!isReader(store, reader, key)) return
      above.set(reader, key)
      if (origin.cause >= 0) found ??= reader
    })
    if (found !== undefined) return wayDown(above, found, id)
  }
  return undefined
}

/** From a key down to another, without the latter. */
function wayDown(above: ReadonlyMap<NodeId, NodeId>, from: NodeId, to: NodeId): NodeId[] {
  const way: NodeId[] = []
  for (let key = from; key !== to; key = above.get(key) as NodeId) way.push(key)
  return way
}

/** Whether a key reads another in the graph of the last build. */
function isReader(store: Store, reader: NodeId, id: NodeId): boolean {
  return store.isAlive(reader) && store.reads(reader).some((read) => (read < 0 ? ~read : read) === id)
}

/** All that a key rests on, itself included, the nearest first: how many reads lead there. */
export function below(store: Store, id: NodeId): Map<NodeId, number> {
  return spread([id], (key, visit) => {
    for (const read of store.reads(key)) visit(read < 0 ? ~read : read)
  })
}

/** All that rests on some keys, these included, the nearest first: how many reads lead there. */
export function above(store: Store, ids: readonly NodeId[]): Map<NodeId, number> {
  return spread(ids, (key, visit, isKnown) => {
    store.eachReader(key, (reader) => {
      if (!isKnown(reader) && isReader(store, reader, key)) visit(reader)
    })
  })
}

/** The keys that read a key themselves, by number. */
export function readersOf(store: Store, id: NodeId): NodeId[] {
  const found = new Set<NodeId>()
  store.eachReader(id, (reader) => {
    if (isReader(store, reader, id)) found.add(reader)
  })
  return [...found].sort((a, b) => a - b)
}

type Next = (id: NodeId, visit: (id: NodeId) => void, isKnown: (id: NodeId) => boolean) => void

function spread(starts: readonly NodeId[], next: Next): Map<NodeId, number> {
  const found = new Map(starts.map((id) => [id, 0]))
  const isKnown = (id: NodeId) => found.has(id)
  // What is added on the way is visited too, in the order in which it came.
  for (const [id, distance] of found) {
    next(id, (one) => void (isKnown(one) || found.set(one, distance + 1)), isKnown)
  }
  return found
}

/** Which inputs of the last build are no longer what it saw, in the order given. */
export function changedInputs(store: Store, input: Input, ids: readonly NodeId[]): NodeId[] {
  const asked = ids.map((id) => knownInput(store, id))
  const areSame = input.areSame?.(asked) ?? []
  return ids.filter((id, at) => {
    if (areSame[at] === true) return false
    return hashOfAnswer(input.observe(asked[at]?.argument).hash) !== store.hash(id)
  })
}
