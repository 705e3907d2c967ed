/** A store in memory: encoded text only, so that a new engine over it starts as a new process would. */
import type { Store, Trace } from '../model.js'

/** How many traces of a key are remembered: enough that switching back and forth stays cheap. */
const recentTraces = 4

/** Builds after which a key that no build reached is forgotten. */
const patience = 4

interface Remembered {
  /** Newest first; encoded, with the hash of the value of each. */
  traces: { text: string; hash: string }[]
  /** Number of the last build that reached the key. */
  build: number
}

/** Creates an empty store. */
export function createMemoryStore(): Store {
  const keys = new Map<string, Remembered>()
  const values = new Map<string, string>()
  const parsed = new WeakMap<Remembered, readonly Trace[]>()
  let build = 0

  return {
    traces(key) {
      const remembered = keys.get(key)
      if (!remembered) return []
      let traces = parsed.get(remembered)
      if (!traces) {
        traces = remembered.traces.map(({ text }) => JSON.parse(text) as Trace)
        parsed.set(remembered, traces)
      }
      return traces
    },

    put(key, trace, value) {
      const text = JSON.stringify(trace)
      const others = keys.get(key)?.traces.filter((other) => other.text !== text) ?? []
      const traces = [{ text, hash: trace.hash }, ...others].slice(0, recentTraces)
      keys.set(key, { traces, build })
      values.set(trace.hash, value)
    },

    value: (hash) => values.get(hash),

    commit(reached) {
      build++
      const live = new Set<string>()
      for (const [key, remembered] of keys) {
        if (reached.has(key)) remembered.build = build
        if (build - remembered.build > patience) keys.delete(key)
        else for (const { hash } of remembered.traces) live.add(hash)
      }
      for (const hash of values.keys()) if (!live.has(hash)) values.delete(hash)
    },
  }
}
