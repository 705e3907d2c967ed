/** When to look at the disk without being told to, and when the time has come for what is due. */

/** After the last hint or build: what events lost is found, and found once more if it was still going on. */
const settled = [400, 3_000]
/** While nothing happens. */
const idle = 30_000
const polled = 1_000
/** A survey may take this part of the time at most: of one that took 0.3 s the next is 1.5 s away. */
const share = 5
/** No sleep is longer, so that a clock that was set, or a machine that slept, is soon noticed. */
const longestSleep = 10_000
/** The clock may part from the timers by this much before it counts as set. */
const drift = 2_000

/** Which of the two things to do has its time, if any. */
export type Task = 'build' | 'survey' | undefined

/** Decides by two clocks: one that nobody can set for waiting, that of the machine for what is due. */
export interface Schedule {
  /** What has its time now, or how long to wait until something has. */
  next(): { task: Task; wait: number }
  /** Something happened. */
  stir(): void
  /** A build is done that wants the next one at this instant. */
  built(nextDue: string | undefined): void
  /** A survey is done, that began at `from` of `performance.now()`. */
  surveyed(from: number): void
  /** Surveys soon. */
  look(): void
  /** Surveys every second from now on. */
  poll(): void
}

/** Nothing is due at first but a survey some time later. */
export function createSchedule(): Schedule {
  let [stirred, surveys, surveyed, took] = [performance.now(), 0, 0, 0]
  let [isAsked, isPolling] = [false, false]
  let due: number | undefined
  let done: number | undefined
  let gap = Date.now() - performance.now()

  function surveyAt(): number {
    if (isAsked) return 0
    if (isPolling) return surveyed + Math.max(polled, took * share)
    const wait = settled[surveys]
    return wait === undefined ? surveyed + idle : stirred + wait
  }

  /** A clock that jumped, or a machine that slept: who knows what happened meanwhile. */
  function noticeJump(): void {
    const now = Date.now() - performance.now()
    if (Math.abs(now - gap) > drift) isAsked = true
    gap = now
  }

  return {
    next() {
      noticeJump()
      const untilDue = due === undefined ? Number.POSITIVE_INFINITY : due - Date.now()
      if (untilDue < 0) return { task: 'build', wait: 0 }
      const untilSurvey = surveyAt() - performance.now()
      if (untilSurvey <= 0) return { task: 'survey', wait: 0 }
      return { task: undefined, wait: Math.min(longestSleep, untilSurvey, untilDue + 1) }
    },
    stir() {
      stirred = performance.now()
      surveys = 0
    },
    built(nextDue) {
      stirred = performance.now()
      const next = nextDue === undefined ? undefined : Date.parse(nextDue)
      const now = Date.now()
      if (due !== undefined && due < now) done = due
      // A site that counts a fixed instant as now would ask for the same one for ever: it gets it once.
      due = next === done && next !== undefined && next < now ? undefined : next
    },
    surveyed(from) {
      surveyed = performance.now()
      took = surveyed - from
      surveys++
      isAsked = false
    },
    look() {
      isAsked = true
    },
    poll() {
      isPolling = true
    },
  }
}
