/**
 * What all code of a thread shares: built-in objects and the state of the process. Code that changes it changes what
 * others do, so it is seen, put back, and told with whoever was at work.
 */
import type { Activity } from './activity.js'
import { CommonsChanged } from './commons-changed.js'
import { keepObjects } from './commons-objects.js'
import { keepState, type SharedState } from './commons-process.js'

/** Watches over what is shared. */
export interface Commons {
  /** Code of others begins. What is given back is called when it has ended, with whether it ran without a pause. */
  begin(activity: Activity): (isSync: boolean) => CommonsChanged | undefined
  /** Code is loaded. What it changed meanwhile, but for what packages do when they are loaded: that stays. */
  loaded(): string[]
  /** Watches over something else that code shares. */
  add(state: SharedState): void
  /**
   * Looks at everything once more, and gives what is not told yet: it may be anybody's who was at work.
   *
   * @param isAll What was told, too: whoever it was told to did not get to say it.
   */
  rest(isAll: boolean): CommonsChanged | undefined
  /** Whether anything was changed since this was last asked: all that was made meanwhile may be wrong. */
  takeTaint(): boolean
  /** Nothing is watched any more. */
  close(): void
}

/** A change that was seen, and who may have made it. */
interface Seen {
  changed: string[]
  suspects: readonly Activity[]
}

/** Takes everything as it is now. */
export function watchCommons(): Commons {
  // It puts something of its own in the place of `process.env`.
  const states = [keepState()]
  const objects = keepObjects()
  const working = new Set<Activity>()
  /** Hooks that were looked at closely: the first call of each is. */
  const known = new Map<string, Activity>()
  const seen = new Set<Seen>()
  /** Those that were told, too. */
  let all: Seen[] = []

  const restore = () => [...objects.restore(), ...states.flatMap((state) => state.restore())]
  const look = (isClose: boolean, suspects: () => readonly Activity[]) => {
    if (!isClose && objects.isSame() && states.every((state) => state.isSame())) return
    const changed = restore()
    if (changed.length === 0) return
    const found = { changed, suspects: suspects() }
    seen.add(found)
    all.push(found)
  }
  const foundOf = (activity: Activity): Seen | undefined => {
    for (const one of seen) {
      if (!one.suspects.includes(activity)) continue
      seen.delete(one)
      return one
    }
    return undefined
  }
  return {
    begin(activity) {
      // Whatever was changed by now is not its doing.
      if (working.size > 0) look(false, () => [...working])
      working.add(activity)
      const key = `${activity.code} ${activity.name} ${activity.hook}`
      return (isSync) => {
        look(!known.has(key), () => (isSync ? [activity] : [...working]))
        known.set(key, activity)
        working.delete(activity)
        const found = foundOf(activity)
        if (!found) return undefined
        const others = found.suspects.filter((one) => one !== activity)
        return new CommonsChanged(found.changed, [activity, ...others])
      }
    },
    loaded() {
      const changed = objects.restore(true)
      for (const state of states) state.accept()
      return changed
    },
    add: (state) => void states.push(state),
    rest(isAll) {
      look(true, () => [...new Set([...working, ...known.values()])])
      const found = isAll ? all : [...seen]
      seen.clear()
      if (found.length === 0) return undefined
      const suspects = found.flatMap((one) => one.suspects)
      return new CommonsChanged([...new Set(found.flatMap((one) => one.changed))], [...new Set(suspects)])
    },
    takeTaint() {
      const was = all.length > 0
      all = []
      return was
    },
    close() {
      for (const state of states) state.close()
    },
  }
}
