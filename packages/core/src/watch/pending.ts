/** What the next build has to look at. */

/** What a build is asked to look at: nothing listed is everything. */
export interface Asked {
  changed: readonly string[] | undefined
  /** Since when the oldest of it waits, by `performance.now()`. */
  since: number
}

/** Paths that wait for a build. */
export interface Pending {
  /** Whether a build is to begin. */
  isDue(): boolean
  /** Since when something waits. */
  since(): number | undefined
  add(asked: Asked): void
  /** The time has come for something: a build is to begin that need not look at any path. */
  remind(): void
  /** Everything is to be looked at, but not before something else is added. */
  owe(): void
  /** Empties it. Only paths that are wanted are told; if none is and nobody reminded, there is nothing to do. */
  take(isWanted: (path: string) => boolean): Asked | undefined
}

/** Nothing waits. */
export function createPending(): Pending {
  let paths = new Set<string>()
  let [isAll, isDue, isTime] = [false, false, false]
  let since: number | undefined
  return {
    isDue: () => isDue,
    since: () => since,
    add(asked) {
      isDue = true
      since = Math.min(since ?? asked.since, asked.since)
      if (asked.changed === undefined) isAll = true
      else for (const path of asked.changed) paths.add(path)
    },
    remind() {
      isDue = true
      isTime = true
    },
    owe() {
      isAll = true
    },
    take(isWanted) {
      const changed = isAll ? undefined : [...paths].filter(isWanted).sort()
      const isIdle = changed?.length === 0 && !isTime
      const asked = { changed, since: since ?? performance.now() }
      paths = new Set()
      ;[isAll, isDue, isTime, since] = [false, false, false, undefined]
      return isIdle ? undefined : asked
    },
  }
}
