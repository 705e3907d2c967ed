/** Stands around code of others: tells what it is at, makes what it throws harmless, sees what it must leave alone. */
import { types } from 'node:util'
import { createCarried } from '../host/carried.js'
import type { Where } from '../messages.js'
import type { Activity, OnActivity } from './activity.js'
import type { Commons } from './commons.js'
import { CommonsChanged } from './commons-changed.js'
import { harmless } from './failure.js'
import type { Awaitable } from './hook.js'

/** A guard of the code of one site. */
export interface Guard {
  /**
   * Runs a piece of work.
   *
   * @param argument What a task is asked for.
   * @throws {CodeFailure} instead of what it throws, {@link CommonsChanged} if it changed what all code shares, and
   * failures of the engine as they are; or rejects with them, if what it gives is a promise.
   */
  run<T>(activity: Activity, run: () => Awaitable<T>, argument?: unknown): Awaitable<T>
  /** Says that work begins of which only the end can be seen; to be called then. It throws as `run` does. */
  begin(activity: Activity): () => void
}

/** What a guard is made of; it does as much as it is given. */
export interface GuardOptions {
  onActivity?: OnActivity | undefined
  commons?: Commons | undefined
  /** The line of the project's code that something was thrown from. */
  whereOf?(thrown: unknown): Where
}

// Not the state of any site: each piece of work carries its own, wherever Node takes it.
const origins = createCarried<Activity>('origin')

/** The hook or layout that began what runs now: in a timer or a callback also after that has ended. */
export function originOf(): Activity | undefined {
  return origins.get()
}

/** Makes a guard. */
export function createGuard({ onActivity, commons, whereOf }: GuardOptions): Guard {
  /** What is to be called at the end: with what was thrown, and whether that came before anything else could run. */
  const enter = (activity: Activity, argument?: unknown) => {
    const ended = onActivity?.(activity, argument)
    const leave = commons?.begin(activity)
    return (isSync: boolean, thrown?: { error: unknown }) => {
      const failure = thrown && harmless(thrown.error, whereOf)
      const changed = leave?.(isSync)
      // Only now the world is its own again.
      ended?.()
      if (changed) throw new CommonsChanged(changed.changed, changed.suspects, failure)
      if (failure) throw failure
    }
  }
  return {
    begin(activity) {
      const leave = enter(activity)
      return () => leave(false)
    },
    run<T>(activity: Activity, run: () => Awaitable<T>, argument?: unknown): Awaitable<T> {
      const leave = enter(activity, argument)
      let answer: Awaitable<T>
      try {
        // Only where somebody will ask: to follow each promise costs time.
        answer = awaitable(commons ? origins.run(activity, run) : run())
      } catch (error) {
        leave(true, { error })
        throw error
      }
      if (types.isPromise(answer)) return settled(answer, leave)
      leave(true)
      return answer
    },
  }
}

/** What `await` would take for a promise is one. */
function awaitable<T>(answer: Awaitable<T>): Awaitable<T> {
  const isObject = (typeof answer === 'object' && answer !== null) || typeof answer === 'function'
  if (!isObject || types.isPromise(answer)) return answer
  return typeof (answer as { then?: unknown }).then === 'function' ? Promise.resolve(answer) : answer
}

async function settled<T>(
  answer: Promise<T>,
  leave: (isSync: boolean, thrown?: { error: unknown }) => void,
): Promise<T> {
  let value: T
  try {
    value = await answer
  } catch (error) {
    leave(false, { error })
    throw error
  }
  leave(false)
  return value
}
