import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Cells, cell, cellsIn, createCellMemory } from './cells.js'
import { createWatchdog } from './watchdog.js'
import { createWorkSlot, readWork } from './work-slot.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Lets time pass, while the thread does something every 100 ms. */
function pass(seconds: number, cells: Cells, what: (numbers: Int32Array) => void = () => {}) {
  for (let step = 0; step < seconds * 10; step++) {
    what(cells.numbers)
    vi.advanceTimersByTime(100)
  }
}

function watched(seconds = 2) {
  const cells = cellsIn(createCellMemory())
  const onStuck = vi.fn()
  const dog = createWatchdog(cells, seconds, onStuck)
  dog.start()
  return { cells, onStuck, dog, slot: createWorkSlot(cells) }
}
const beats = (numbers: Int32Array) => void Atomics.add(numbers, cell.beat, 1)
const steps = (numbers: Int32Array) => void Atomics.add(numbers, cell.step, 1)

test('a thread whose loop does not turn is stuck, told once', () => {
  const { cells, onStuck } = watched()
  pass(1.8, cells)
  expect(onStuck).not.toHaveBeenCalled()
  pass(5, cells)
  expect(onStuck).toHaveBeenCalledTimes(1)
})

test('so is one whose loop turns while code of others waits for what never comes', () => {
  const { cells, onStuck, slot } = watched()
  slot.onActivity({ code: 'plugin', name: 'p', hook: 'emit' })
  pass(3, cells, beats)
  expect(onStuck).toHaveBeenCalledTimes(1)
})

test.each([
  ['makes steps', 0, steps],
  ['waits with nobody at work', 0, beats],
])('one that %s is not', (_, __, what) => {
  const { cells, onStuck } = watched()
  pass(60, cells, what)
  expect(onStuck).not.toHaveBeenCalled()
})

test('code of others that comes and goes is not', () => {
  const { cells, onStuck, slot } = watched()
  pass(60, cells, () => slot.onActivity({ code: 'plugin' })())
  expect(onStuck).not.toHaveBeenCalled()
})

test('writing files takes its time; code of others that is at work then does not', () => {
  const { cells, onStuck, slot } = watched()
  cells.numbers[cell.writing] = 1
  pass(18, cells)
  expect(onStuck).not.toHaveBeenCalled()
  slot.onActivity({ code: 'plugin', name: 'p', hook: 'end' })
  pass(3, cells)
  expect(onStuck).toHaveBeenCalled()
})

test('nobody is watched before the start, after the end, or with 0 seconds', () => {
  const { cells, onStuck, dog } = watched()
  dog.stop()
  pass(60, cells)
  const never = watched(0)
  pass(60, never.cells)
  expect([onStuck.mock.calls.length, never.onStuck.mock.calls.length]).toEqual([0, 0])
  expect(vi.getTimerCount()).toBe(0)
})

test('a machine that slept is given its time again: looks are counted', () => {
  const { cells, onStuck } = watched()
  pass(1, cells)
  vi.setSystemTime(Date.now() + 3_600_000)
  pass(0.5, cells, steps)
  pass(1, cells)
  expect(onStuck).not.toHaveBeenCalled()
})

test('the slot shows what began last, then the oldest that has not ended', () => {
  const { cells, slot } = watched()
  const work = (name: string) => slot.onActivity({ code: 'plugin', name })
  expect(readWork(cells)).toBeUndefined()
  const [a, b, c] = [work('a'), work('b'), work('c')]
  expect(readWork(cells)).toEqual({ code: 'plugin', name: 'c' })
  b?.()
  expect(readWork(cells)?.name).toBe('c')
  c?.()
  expect(readWork(cells)?.name).toBe('a')
  a?.()
  a?.()
  expect(readWork(cells)).toBeUndefined()
  expect(cells.numbers[cell.working]).toBe(0)
})

test('a text that is longer than the slot breaks nothing', () => {
  const { cells, slot } = watched()
  slot.onActivity({ code: 'plugin', name: 'x'.repeat(10_000) })
  expect(readWork(cells)).toBeUndefined()
  slot.onActivity({ code: 'layout', name: 'ä', at: '/日本/' })
  expect(readWork(cells)).toEqual({ code: 'layout', name: 'ä', at: '/日本/' })
})
