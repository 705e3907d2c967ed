/** What a piece of work carries with it, wherever Node takes it: also in timers and callbacks that it leaves behind. */
import { AsyncLocalStorage } from 'node:async_hooks'

/** One thing that is carried. */
export interface Carried<T> {
  /** What the work of now has. */
  get(): T | undefined
  /** Runs some work with another value; whatever else is carried stays. */
  run<R>(value: T | undefined, run: () => R): R
}

// One for all: Node writes each storage into each promise of the process, and the second makes its place twice as large.
const storage = new AsyncLocalStorage<Readonly<Record<symbol, unknown>>>()

/** Something that nobody carries yet. Promises cost no more than before until somebody does. */
export function createCarried<T>(name: string): Carried<T> {
  const key = Symbol(name)
  return {
    get: () => storage.getStore()?.[key] as T | undefined,
    run: (value, run) => storage.run({ ...storage.getStore(), [key]: value }, run),
  }
}
