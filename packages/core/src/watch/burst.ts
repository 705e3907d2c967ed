/** A burst of hints, and when it is over. */

/** A save is a handful of system calls within a millisecond or two. */
const quiet = 5
/** A checkout pauses now and then; each path in a burst makes it wait a millisecond more, up to this. */
const longestQuiet = 100
/** A file that is gone, or empty, may be on its way back: editors save so. */
const patience = 120
/** What never comes to rest is looked at all the same. */
const longest = 2_000
/** More than an editor saves at once. */
const many = 100

/** Gathers paths until nothing comes any more. */
export interface Burst {
  add(path: string): void
  close(): void
}

/**
 * @param isBetween Whether a path looks as if it were in the middle of being saved.
 * @param onEnd Told the paths, once the burst is over.
 */
export function createBurst(isBetween: (path: string) => boolean, onEnd: (paths: string[]) => void): Burst {
  let paths = new Set<string>()
  let first = 0
  let last = 0
  let timer: NodeJS.Timeout | undefined
  let turn: NodeJS.Immediate | undefined

  /** Timers run before events that wait to be read, which is a difference if this thread was busy: one turn more. */
  function arm(wait: number): void {
    timer = setTimeout(() => {
      turn = setImmediate(check)
    }, wait)
  }

  function check(): void {
    const now = performance.now()
    const isLate = now - first >= longest
    const calm = Math.min(longestQuiet, Math.max(quiet, paths.size))
    const rest = calm - (now - last)
    if (!isLate && rest > 0) arm(rest)
    else if (!isLate && now - last < patience && isSaving()) arm(quiet)
    else end()
  }

  const isSaving = () => paths.size <= many && [...paths].some(isBetween)

  function end(): void {
    const all = [...paths].sort()
    paths = new Set()
    timer = undefined
    onEnd(all)
  }

  return {
    add(path) {
      last = performance.now()
      paths.add(path)
      if (timer !== undefined) return
      first = last
      arm(quiet)
    },
    close() {
      clearTimeout(timer)
      clearImmediate(turn)
    },
  }
}
