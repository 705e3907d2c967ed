import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSchedule, type Schedule } from './schedule.js'

beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2026, 0, 1) }))
afterEach(() => vi.useRealTimers())

/** Both clocks go on. */
const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds)
/** Somebody sets the clock of the machine; no time passes. */
const set = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

/** Sleeps as it says until there is something to do, for so long at most; says what, and when. */
function until(schedule: Schedule, limit: number): [string | undefined, number] {
  const start = performance.now()
  for (;;) {
    const { task, wait } = schedule.next()
    const passed = performance.now() - start
    if (task !== undefined || passed + wait > limit) return [task, Math.round(passed)]
    pass(Math.ceil(wait))
  }
}

/** Does the surveys that come, and tells when. */
function surveysWithin(schedule: Schedule, limit: number): number[] {
  const start = performance.now()
  const at: number[] = []
  for (;;) {
    const [task] = until(schedule, limit - (performance.now() - start))
    if (task === undefined) return at
    at.push(Math.round((performance.now() - start) / 100) / 10)
    schedule.surveyed(performance.now())
  }
}

test('surveys: when it is quiet, once more, and every half minute', () => {
  const schedule = createSchedule()
  expect(surveysWithin(schedule, 65_000)).toEqual([0.4, 3, 33, 63])
  schedule.stir()
  expect(surveysWithin(schedule, 10_000)).toEqual([0.4, 3])
})

test('nothing is surveyed while something happens', () => {
  const schedule = createSchedule()
  for (let at = 0; at < 20; at++) {
    schedule.stir()
    expect(until(schedule, 300)[0]).toBeUndefined()
    pass(100)
  }
})

test('polling: every second, and no more than a fifth of the time', () => {
  const schedule = createSchedule()
  schedule.poll()
  schedule.surveyed(performance.now())
  expect(surveysWithin(schedule, 3_500)).toEqual([1, 2, 3])
  const from = performance.now()
  pass(700)
  schedule.surveyed(from)
  expect(until(schedule, 10_000)).toEqual(['survey', 3_500])
})

test('a clock that is set, forward or back, is looked into within seconds', () => {
  for (const jump of [3_600_000, -3_600_000, 30 * 86_400_000]) {
    const schedule = createSchedule()
    expect(surveysWithin(schedule, 5_000)).toEqual([0.4, 3])
    set(jump)
    const [task, passed] = until(schedule, 15_000)
    expect(task).toBe('survey')
    expect(passed).toBeLessThanOrEqual(10_000)
    schedule.surveyed(performance.now())
    expect(until(schedule, 5_000)[0]).toBeUndefined()
  }
})

const inMs = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
const surveyed = (schedule: Schedule) => {
  surveysWithin(schedule, 4_000)
  return schedule
}

test('an instant is built when it has passed, not before', () => {
  const schedule = createSchedule()
  const due = Date.now() + 20_000
  schedule.built(new Date(due).toISOString())
  expect(until(surveyed(schedule), 60_000)[0]).toBe('build')
  expect(Date.now() - due).toBeGreaterThan(0)
  expect(Date.now() - due).toBeLessThan(5)
})

test('an instant beyond what timers can hold', () => {
  const schedule = createSchedule()
  schedule.built('2999-01-01T00:00:00.000Z')
  const { task, wait } = surveyed(schedule).next()
  expect(task).toBeUndefined()
  expect(wait).toBeLessThanOrEqual(10_000)
})

test('a machine that slept over an instant builds it soon after', () => {
  const schedule = createSchedule()
  schedule.built(inMs(3_600_000))
  surveyed(schedule)
  set(8 * 3_600_000)
  expect(until(schedule, 15_000)[0]).toBe('build')
})

test('an instant that stays is built once; one that lies ahead again, as the clock was set back, is built again', () => {
  const schedule = createSchedule()
  const due = inMs(100)
  schedule.built(due)
  expect(until(schedule, 1_000)[0]).toBe('build')
  schedule.built(due)
  expect(until(schedule, 399)[0]).toBeUndefined()
  set(-60_000)
  schedule.built(due)
  schedule.surveyed(performance.now())
  set(60_000)
  pass(10)
  expect(until(schedule, 1_000)[0]).toBe('build')
})
