import { expect, test } from 'vitest'
import { progressLine } from './progress.js'

function screen(isTTY: boolean, columns?: number) {
  const written: string[] = []
  return { written, isTTY, columns, write: (text: string) => written.push(text) }
}

test('on a terminal one line is rewritten, at most every 80 ms, and cleared', () => {
  const tty = screen(true, 80)
  let time = 0
  const line = progressLine(tty, () => time)
  line.show({ phase: 'load', done: 0, total: 1 })
  time = 50
  line.show({ phase: 'build', done: 1, total: 9 })
  time = 100
  line.show({ phase: 'build', done: 3, total: 0 })
  time = 200
  line.show({ phase: 'write', done: 3, total: 9 })
  line.clear()
  line.clear()
  const erase = '\r\u001b[2K'
  expect(tty.written).toEqual(['Loading …', erase, 'Building 3 …', erase, 'Writing 3 of 9 …', erase])
})

test('a narrow terminal gets a shorter line, so that it does not wrap', () => {
  const tty = screen(true, 10)
  progressLine(tty, () => 0).show({ phase: 'build', done: 3, total: 9 })
  expect(tty.written).toEqual(['Building '])
})

test('in a log a line every five seconds, none for a short build', () => {
  const log = screen(false)
  let time = 0
  const line = progressLine(log, () => time)
  for (time = 0; time < 12_000; time += 1000) line.show({ phase: 'build', done: time / 1000, total: 12 })
  line.clear()
  expect(log.written).toEqual(['Building 5 of 12 …\n', 'Building 10 of 12 …\n'])
})
