/** What drives a session: builds and surveys, one after the other, until it is closed. */
import { type Alarm, createAlarm } from './alarm.js'
import type { WatchOptions } from './options.js'
import { type Asked, createPending } from './pending.js'
import type { Schedule } from './schedule.js'
import type { SessionBuild } from './session.js'

/** Saving again and again must not keep a site from ever being published. */
const mostInRow = 3
const longestWait = 10_000

/** What the loop is given. */
export interface LoopOptions extends Pick<WatchOptions, 'session' | 'onStart' | 'onBuild' | 'onFailure'> {
  schedule: Schedule
  isWanted(path: string): boolean
  /** Told what every build looked at, before anything else is done. */
  onLooked(build: SessionBuild): void
  /** Told what a survey found. */
  onFound(paths: readonly string[]): void
}

/** A loop that runs. */
export interface Loop {
  /** These may have changed: build as soon as may be. */
  tell(paths: readonly string[]): void
  /** Something begins to change: no survey is to be in the way when it is told. */
  clear(): void
  /** Looks at the schedule again. */
  wake(): void
  /** The first build is done, or has failed. */
  first: Promise<void>
  /** Resolves once nothing is under way. */
  close(): Promise<void>
}

/** Begins with a build of everything. */
export function startLoop(options: LoopOptions): Loop {
  const { session, schedule } = options
  const pending = createPending()
  const alarm: Alarm = createAlarm()
  let state: 'open' | 'closed' = 'open'
  let isSurveying = false
  let isCut = false
  /** What the build under way was asked for; the first may not be superseded, as what is watched is not known yet. */
  let building: Asked | undefined
  let [superseded, hasBuilt, hasFailed] = [0, false, false]
  const isClosed = () => state === 'closed'

  async function build(): Promise<void> {
    const asked = pending.take(options.isWanted)
    if (asked === undefined || isClosed()) return
    building = asked
    options.onStart?.(asked.changed)
    const answer = await attempt(() => session.build(asked.changed))
    building = undefined
    if (isClosed()) return
    schedule.built(answer?.build.nextDue)
    if (answer === undefined) return pending.owe()
    hasFailed = false
    options.onLooked(answer)
    if (answer.build.status === 'superseded') {
      superseded++
      return pending.add(asked)
    }
    superseded = 0
    options.onBuild(answer.build)
  }

  async function survey(): Promise<void> {
    const from = performance.now()
    isSurveying = true
    isCut = false
    const paths = await attempt(() => session.survey())
    isSurveying = false
    if (isClosed() || isCut) return
    schedule.surveyed(from)
    if (paths === undefined) pending.owe()
    else if (paths.length > 0) options.onFound(paths)
  }

  /** A session that fails is told of once, and not at every look. */
  async function attempt<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      if (!isClosed() && (!hasFailed || building !== undefined)) options.onFailure(error)
      hasFailed = true
      return undefined
    }
  }

  async function run(): Promise<void> {
    while (!isClosed()) {
      if (pending.isDue()) {
        await build()
        continue
      }
      const { task, wait } = schedule.next()
      if (task === 'survey') await survey()
      else if (task === 'build') pending.remind()
      else await alarm.sleep(wait)
    }
  }

  function maySupersede(asked: Asked): boolean {
    const since = Math.min(asked.since, pending.since() ?? asked.since)
    return hasBuilt && superseded < mostInRow && performance.now() - since < longestWait
  }

  function cut(): void {
    if (!isSurveying || isCut) return
    isCut = true
    session.supersede()
  }

  pending.add({ changed: undefined, since: performance.now() })
  let firstIsDone: () => void = () => {}
  const first = new Promise<void>((resolve) => {
    firstIsDone = () => {
      hasBuilt = true
      resolve()
    }
  })
  const running = Promise.resolve().then(build).finally(firstIsDone).then(run)

  return {
    first,
    tell(paths) {
      const wanted = hasBuilt ? paths.filter(options.isWanted) : paths
      if (wanted.length === 0) return
      pending.add({ changed: wanted, since: performance.now() })
      if (building !== undefined && maySupersede(building)) session.supersede()
      cut()
      alarm.ring()
    },
    clear: cut,
    wake: alarm.ring,
    async close() {
      state = 'closed'
      alarm.ring()
      if (building !== undefined || isSurveying) session.supersede()
      await running
    },
  }
}
