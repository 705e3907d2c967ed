/** What a build took, for people who ask what it did. */
import type { Input } from './engine/task.js'
import type { Store } from './model.js'

/** What a revision took. */
export interface Counts {
  tasksRun: number
  tasksReused: number
  /** Tasks that ran, by name; names sorted. */
  ran: Record<string, number>
  /** Values that were read from the store. */
  valuesRead: number
}

/** Counts as a revision goes. */
export interface Tally {
  onRun(key: string): void
  onRead(): void
  /** @param tasks How many the site has. */
  counts(tasks: number): Counts
}

/** Starts with nothing. */
export function createTally(): Tally {
  const ran = new Map<string, number>()
  let valuesRead = 0
  return {
    onRun(key) {
      const name = key.slice(0, key.indexOf(':'))
      ran.set(name, (ran.get(name) ?? 0) + 1)
    },
    onRead() {
      valuesRead++
    },
    counts(tasks) {
      const tasksRun = [...ran.values()].reduce((sum, one) => sum + one, 0)
      const sorted = [...ran].sort(([a], [b]) => (a < b ? -1 : 1))
      const tasksReused = Math.max(0, tasks - tasksRun)
      return { tasksRun, tasksReused, ran: Object.fromEntries(sorted), valuesRead }
    },
  }
}

/** Number of keys that are no inputs. */
export function taskCount(store: Store, inputs: Record<string, Input>): number {
  return Object.keys(inputs).reduce((count, name) => count - store.named(name).length, store.count())
}
