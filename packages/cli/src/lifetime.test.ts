import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type Failure, type ProcessLike, watchOver } from './lifetime.js'

function fakeProcess(alive: string[] = []) {
  const emitter = new EventEmitter()
  const exits: number[] = []
  const fake = Object.assign(emitter, {
    exitCode: undefined as ProcessLike['exitCode'],
    exits,
    exit: (code: number) => exits.push(code),
    getActiveResourcesInfo: () => alive,
  })
  const failures: Failure[] = []
  return { fake, failures, lifetime: watchOver(fake, (failure) => failures.push(failure)) }
}

test('a command that ends well keeps its code, whatever others set', () => {
  const { fake, failures, lifetime } = fakeProcess()
  lifetime.end(1)
  fake.exitCode = 0
  fake.emit('beforeExit')
  fake.emit('exit')
  expect(fake.exitCode).toBe(1)
  expect(failures).toEqual([])
})

test('nothing left to do before the end: stuck, code 3, said once', () => {
  const { fake, failures } = fakeProcess()
  fake.emit('beforeExit')
  fake.emit('beforeExit')
  fake.emit('exit')
  expect(failures).toEqual([{ kind: 'stuck' }])
  expect(fake.exitCode).toBe(3)
})

test('process.exit() of others before the end: code 3', () => {
  const { fake, failures } = fakeProcess()
  fake.exitCode = 0
  fake.emit('exit')
  expect(failures).toEqual([{ kind: 'exit' }])
  expect(fake.exitCode).toBe(3)
})

test('an error after success turns it into a failure', () => {
  const { fake, failures, lifetime } = fakeProcess()
  lifetime.end(0)
  fake.emit('uncaughtException', new Error('late'))
  expect(failures).toEqual([{ kind: 'thrown', error: new Error('late') }])
  expect(fake.exits).toEqual([3])
  expect(lifetime.failed()).toBe(true)
  lifetime.end(0)
  fake.emit('exit')
  expect(fake.exitCode).toBe(3)
})

test('waits until nothing is left to do', async () => {
  const { fake, failures, lifetime } = fakeProcess(['Timeout'])
  const drained = lifetime.drained(60_000)
  fake.emit('beforeExit')
  expect(await drained).toBeUndefined()
  expect(failures).toEqual([])
})

test('does not wait for ever, and says what keeps the process alive', async () => {
  const { lifetime } = fakeProcess(['TTYWrap', 'Timeout', 'TCPServerWrap'])
  const hold = setTimeout(() => {}, 10_000)
  expect(await lifetime.drained(5)).toEqual(['Timeout', 'TCPServerWrap'])
  clearTimeout(hold)
})
