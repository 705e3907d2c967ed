/** A store over a folder: the graph of the last build in parts, values and memos in packs. */
import { hash } from 'node:crypto'
import type { NodeId, Ref, Store } from '../store.js'
import { StoreError, type StoreFiles } from './files.js'
import { applyChanges, createGraph, eachReader, type Graph, hashAt, readsAt } from './graph.js'
import { createGraphFile } from './graph-file.js'
import { createMemos, findMemos } from './memos.js'
import { openPacks } from './packs.js'
import type { Part } from './part.js'

/** Kind of a value's record in the packs. */
const VALUE = 0

/** Values up to this length are so often the same that each is written once a process. */
const SHORT = 64

/** What a store needs to know. */
export interface StoreOptions {
  /** Names all code that makes values, and what runs it: what another version left is forgotten. */
  version: string
}

/**
 * Opens a store. What is damaged, cut short or of another version counts as not there; a value that is
 * not there is made again.
 */
export function openStore(files: StoreFiles, { version }: StoreOptions): Store {
  const file = createGraphFile(files, hash('sha256', version, 'hex'))
  let packs = openPacks(files)
  let { graph, memos, last } = load()
  /** Keys below were written; those above came since. */
  let writtenKeys = graph.keys.size()
  let unsaved = noChanges()
  const short = new Map<string, Ref>()
  /** The disk refused a write: from then on nothing is kept. */
  let problem: StoreError | undefined
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

  function load() {
    const stored = file.load()
    return {
      graph: stored?.graph ?? createGraph(),
      memos: createMemos(packs, version, stored?.memos ?? findMemos(packs, version)),
      last: stored && { build: stored.graph.build, state: stored.state, meta: stored.meta },
    }
  }

  function write(meta: unknown): string {
    const isAlive = (id: NodeId) => graph.columns.alive[id] === 1
    const isBase = last === undefined || file.isLogLong() || unsaved.ids.size * 2 > graph.keys.size()
    const part: Part = isBase
      ? { graph, meta, ids: living(graph), removed: [], raised: [], firstKey: 0, memos: memos.all() }
      : {
          graph,
          meta,
          ids: [...unsaved.ids].filter(isAlive),
          removed: [...unsaved.removed].filter((id) => !isAlive(id)),
          raised: [...unsaved.raised].filter(isAlive),
          firstKey: writtenKeys,
          memos: memos.takeNew(),
        }
    const state = file.write(part, isBase ? 'base' : 'change')
    if (isBase) memos.takeNew()
    writtenKeys = graph.keys.size()
    return state
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
      cause: graph.columns.causes[id] as number,
    }),
    messages: (id) => graph.messages.get(id) ?? [],
    named: (name) => named(graph, name),
    count: () => living(graph).length,
    withMessages: () => [...graph.messages.keys()],
    last: () => last,
    refresh() {
      if (file.isCurrent()) return
      packs = openPacks(files)
      short.clear()
      ;({ graph, memos, last } = load())
      writtenKeys = graph.keys.size()
      unsaved = noChanges()
    },
    keep(hash, text) {
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
    remember: (memo) => attempt(() => memos.add(memo)),
    memos: (key) => memos.of(key),
    commit(root, changes) {
      graph.build++
      const { removed, raised } = applyChanges(graph, root, changes)
      for (const { id } of changes) unsaved.ids.add(id)
      for (const id of removed) unsaved.removed.add(id)
      for (const id of raised) unsaved.raised.add(id)
    },
    save(meta) {
      attempt(() => {
        packs.flush()
        if (!file.isCurrent()) return
        last = { build: graph.build, meta, state: write(meta) }
        unsaved = noChanges()
      })
    },
    problem: () => problem && { path: problem.path, code: problem.code },
    clear() {
      file.remove()
      packs.drop(packs.sizes().keys())
      short.clear()
      problem = undefined
      ;({ graph, memos, last } = load())
      writtenKeys = 0
      unsaved = noChanges()
    },
  }
}

/** What was committed but not saved. */
function noChanges() {
  return { ids: new Set<NodeId>(), removed: new Set<NodeId>(), raised: new Set<NodeId>() }
}

function living({ keys, columns: { alive } }: Graph): NodeId[] {
  return Array.from({ length: keys.size() }, (_, id) => id).filter((id) => alive[id] === 1)
}

function named({ keys, columns: { alive } }: Graph, name: string): NodeId[] {
  return keys.named(name).filter((id) => alive[id] === 1)
}
