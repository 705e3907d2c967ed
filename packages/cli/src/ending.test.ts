import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { awaitEnd, type EndingProcess } from './ending.js'

function fakeProcess() {
  const events = new EventEmitter()
  const done: string[] = []
  const process: EndingProcess = {
    pid: 7,
    on: (event, listener) => events.on(event, listener),
    removeAllListeners: (event) => events.removeAllListeners(event),
    kill: (pid, signal) => done.push(`kill ${pid} ${signal}`),
    exit: (code) => done.push(`exit ${code}`),
  }
  return { events, done, process }
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends in order, and then by the signal itself',
  async (signal) => {
    const { events, done, process } = fakeProcess()
    const ending = awaitEnd(process)
    events.emit(signal)
    expect(await ending.reason).toBe(signal)
    expect(done).toEqual([])
    ending.leave(signal)
    expect(done).toEqual([`kill 7 ${signal}`])
    expect(events.listenerCount(signal)).toBe(0)
  },
)

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])('a second signal ends at once: %s is %i', (signal, code) => {
  const { events, done, process } = fakeProcess()
  awaitEnd(process)
  events.emit('SIGINT')
  expect(done).toEqual([])
  events.emit(signal)
  expect(done).toEqual([`exit ${code}`])
})

test('when nobody reads, it ends with 0', async () => {
  const { done, process } = fakeProcess()
  const ending = awaitEnd(process)
  ending.closed()
  ending.leave(await ending.reason)
  expect(done).toEqual(['exit 0'])
})
