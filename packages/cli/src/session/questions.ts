/** What a thread was asked and has not answered yet. */
import { ThreadFailed, type ThreadFailure } from './thread-failure.js'

/** Questions by their ids. */
export interface Questions {
  /** Id of the last one; 0 before the first. */
  readonly last: number
  /** A new one, and its answer. */
  open(): { id: number; answered: Promise<unknown> }
  settle(id: number, value: unknown): void
  /** Nobody will answer any of them. */
  fail(failure: ThreadFailure): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** @param onIdle Told when nothing is waited for any more. */
export function createQuestions(onIdle: () => void): Questions {
  const waiting = new Map<number, Waiting>()
  let last = 0
  const take = (id: number) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) onIdle()
    return one
  }
  return {
    get last() {
      return last
    },
    open() {
      const id = ++last
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
      return { id, answered }
    },
    settle: (id, value) => take(id)?.resolve(value),
    fail(failure) {
      for (const id of [...waiting.keys()]) take(id)?.reject(new ThreadFailed(failure))
    },
  }
}
