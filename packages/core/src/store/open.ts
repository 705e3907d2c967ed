/** A store over a folder: the graph of the last build in parts, values and memos in packs. */
import type { NodeId, ReadStore, Ref, Store } from '../store.js'
import { isFull, spareFor } from './capacity.js'
import { StoreError, type StoreFiles } from './files.js'
import { countLiving, createGraph, eachReader, type Graph, hashAt, livingIn, readsAt } from './graph.js'
import { applyChanges } from './graph-changes.js'
import { createGraphFile, stampOf } from './graph-file.js'
import { handOver, takeOver } from './handover.js'
import { createMemos, findMemos } from './memos.js'
import { openPacks, type PackOptions } from './packs.js'
import { type Extent, type Part, toColumn } from './part.js'
import { isSparse, renumber } from './renumber.js'
import { rewrite, totalOf } from './rewrite.js'

/** Kind of a value's record in the packs. */
const VALUE = 0

/** Values up to this length are so often the same that each is written once a process. */
const SHORT = 64

/** What a store needs to know. */
export interface StoreOptions {
  /** Names all code that makes values, and what runs it: what another version left is forgotten. */
  version: string
  packs?: PackOptions
  /** Packs that hold less are never written anew, in bytes. @default 64 MiB */
  floor?: number
  /** What another thread has read of these files. @default they are read */
  read?: ReadStore | undefined
}

/**
 * Opens a store. What is damaged, cut short or of another version counts as not there; a value that is
 * not there is made again.
 */
export function openStore(files: StoreFiles, options: StoreOptions): Store {
  const { version, packs: sizes, floor } = options
  const taken = options.read && takeOver(options.read)
  const file = createGraphFile(files, stampOf(version), taken?.place)
  let packs = openPacks(files, sizes)
  let { untouched, graph, memos, last, extent, foreign } = load(taken?.stored)
  /** Keys below were written; those above came since. */
  let writtenKeys = graph.keys.size()
  let unsaved = noChanges()
  /** A build may commit more than once before it saves. */
  let isUnderWay = false
  const short = new Map<string, Ref>()
  /** The disk refused a write: nothing more is kept in this build. */
  let problem: StoreError | undefined
  /** The last build could not be written. */
  let isRefused = false
  const attempt = <T>(run: () => T): T | undefined => {
    if (problem) return undefined
    try {
      return run()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      problem = error
      return undefined
    }
  }

  function load(stored = file.load()) {
    return {
      /** What was read, until something of it is changed. */
      untouched: stored,
      graph: stored?.graph ?? createGraph(),
      memos: createMemos(packs, version, stored?.memos ?? [toColumn(findMemos(packs, version))]),
      last: stored && { build: stored.graph.build, state: stored.state, meta: stored.meta },
      extent: stored?.extent,
      /** What lies there before the first graph is not of its making. */
      foreign: stored ? 0 : totalOf(packs.sizes()),
    }
  }

  /** Goes on from a state that is written, or from nothing. */
  function begin(state: ReturnType<typeof load>, written: number): void {
    ;({ untouched, graph, memos, last, extent, foreign } = state)
    short.clear()
    isRefused = false
    writtenKeys = written
    unsaved = noChanges()
  }

  function write(meta: unknown): string {
    const isBase = last === undefined || file.isLogLong() || unsaved.ids.size * 2 > graph.keys.size()
    extent ??= { first: 0, bytes: totalOf(packs.sizes()) - foreign, keys: countLiving(graph) }
    const part: Part = isBase ? basePart(meta, extent) : changePart(meta, extent)
    const state = file.write(part, isBase ? 'base' : 'change')
    if (isBase) memos.takeNew()
    writtenKeys = graph.keys.size()
    return state
  }

  function basePart(meta: unknown, extent: Extent): Part {
    const none = { removed: [], raised: [], firstKey: 0 }
    return { graph, meta, extent, ids: livingIn(graph), memos: memos.all(), ...none }
  }

  function changePart(meta: unknown, extent: Extent): Part {
    const isAlive = (id: NodeId) => graph.columns.alive[id] === 1
    return {
      graph,
      meta,
      extent,
      ids: [...unsaved.ids].filter(isAlive),
      removed: [...unsaved.removed].filter((id) => !isAlive(id)),
      raised: [...unsaved.raised].filter(isAlive),
      firstKey: writtenKeys,
      memos: memos.takeNew(),
    }
  }

  function save(meta: unknown): void {
    untouched = undefined
    isUnderWay = false
    const state = attempt(() => {
      if (!file.isCurrent()) return undefined
      packs.flush()
      return write(meta)
    })
    isRefused = state === undefined
    if (!isRefused) unsaved = noChanges()
    // In this process it is the last build all the same.
    last = { build: graph.build, meta, state: state ?? '' }
  }

  /** Drops what nobody needs, where that is much. Nothing may be under way that knows numbers and places. */
  function tidy(): void {
    if (!last || !extent || unsaved.ids.size + unsaved.removed.size > 0) return
    const { first } = extent
    packs.drop([...packs.sizes().keys()].filter((pack) => pack < first))
    const isRewritten = isFull(packs, extent, () => countLiving(graph), floor)
    if (!isRewritten && !isSparse(graph)) return
    const refs = livingIn(graph).map((id) => graph.columns.refs[id] as number)
    const all = memos.all()
    const moved = isRewritten
      ? rewrite({ packs, version, living: refs, memos: all, spare: (bytes) => spareFor(bytes, floor) })
      : undefined
    const next = renumber(graph, moved?.placeOf ?? ((ref) => ref))
    const left: Extent = moved ? { first: moved.first, bytes: moved.bytes, keys: refs.length } : extent
    const part = {
      graph: next,
      ids: livingIn(next),
      memos: moved?.memos ?? all,
      extent: left,
      meta: last.meta,
    }
    const state = file.write({ ...part, removed: [], raised: [], firstKey: 0 }, 'base')
    const known = createMemos(packs, version, [toColumn(part.memos)])
    const now = { graph: next, memos: known, last: { ...last, state }, extent: left, foreign: 0 }
    begin({ untouched: undefined, ...now }, next.keys.size())
    packs.drop(moved?.old ?? [])
  }

  return {
    size: () => graph.keys.size(),
    find: (key) => graph.keys.find(key),
    number: (key) => graph.keys.add(key),
    isAlive: (id) => graph.columns.alive[id] === 1,
    key: (id) => graph.keys.text(id),
    hash: (id) => hashAt(graph, id),
    reads: (id) => readsAt(graph, id),
    eachReader: (id, visit) => eachReader(graph, id, visit),
    height: (id) => graph.columns.heights[id] as number,
    ref: (id) => graph.columns.refs[id] as number,
    stamp: (id) => graph.stamps.get(id),
    origin: (id) => ({
      build: graph.columns.builds[id] as number,
      since: graph.columns.since[id] as number,
      cause: graph.columns.causes[id] as number,
      input: graph.columns.inputs[id] as number,
    }),
    messages: (id) => graph.messages.get(id) ?? [],
    named: (name) => named(graph, name),
    count: () => countLiving(graph),
    withMessages: () => [...graph.messages.keys()],
    last: () => last,
    refresh({ isHasty = false } = {}) {
      isUnderWay = false
      problem = undefined
      if (!file.isCurrent()) {
        // Files that were read may have been replaced by others of their names.
        files.close()
        packs = openPacks(files, sizes)
        const state = load()
        begin(state, state.graph.keys.size())
      } else if (isRefused) save(last?.meta)
      if (!isHasty) attempt(tidy)
    },
    keep(hash, text) {
      untouched = undefined
      const known = text.length <= SHORT ? short.get(hash) : undefined
      if (known !== undefined) return known
      const ref = attempt(() => packs.add(VALUE, hash, text)) ?? -1
      if (text.length <= SHORT) short.set(hash, ref)
      return ref
    },
    value(ref, hash, of) {
      if (ref < 0) return undefined
      if (of < graph.columns.used.length) graph.columns.used[of] = graph.build + 1
      return packs.read(ref, hash)
    },
    remember(memo) {
      untouched = undefined
      attempt(() => memos.add(memo))
    },
    memos: (key) => memos.of(key),
    commit(root, changes) {
      untouched = undefined
      if (!isUnderWay) graph.build++
      isUnderWay = true
      isRefused = false
      const { removed, raised } = applyChanges(graph, root, changes)
      for (const { id, key, ref } of changes) {
        unsaved.ids.add(id)
        memos.use(key, ref)
      }
      for (const id of removed) unsaved.removed.add(id)
      for (const id of raised) unsaved.raised.add(id)
    },
    save,
    problem: () => problem && { path: problem.path, code: problem.code },
    clear() {
      file.remove()
      packs.drop([...packs.sizes().keys()])
      problem = undefined
      const memos = createMemos(packs, version, [])
      const none = { untouched: undefined, last: undefined, extent: undefined, foreign: 0 }
      begin({ graph: createGraph(), memos, ...none }, 0)
    },
    handOver: () =>
      untouched && graph.keys.size() === writtenKeys ? handOver(untouched, file.place()) : undefined,
  }
}

/** What was committed but not saved. */
function noChanges() {
  return { ids: new Set<NodeId>(), removed: new Set<NodeId>(), raised: new Set<NodeId>() }
}

function named({ keys, columns: { alive } }: Graph, name: string): NodeId[] {
  return keys.named(name).filter((id) => alive[id] === 1)
}
