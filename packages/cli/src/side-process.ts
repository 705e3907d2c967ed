/** A side of a verification in a fresh process: nothing that code left behind in this one can reach it. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Side, SideOptions } from '@blog-build/core'

/** What is asked of the process; `given` are the parameters. */
export type Question = { id: number } & (
  | { ask: 'open'; given: [SideOptions] }
  | { ask: keyof Side; given: unknown[] }
)

/** What it says: an answer, or how many tasks have run. */
export type Answer = { id: number; value: unknown } | { progress: number }

/** A side in another process. */
export interface SideProcess extends Side {
  /** Ends the process. */
  close(): void
}

/** The process ended before it had answered. */
export class SideFailed extends Error {
  constructor(
    readonly side: string,
    /** The last that it wrote to its standard error. */
    readonly said: string,
  ) {
    super(`The ${side} build broke off.`)
    this.name = 'SideFailed'
  }
}

/** How much is kept of what a process says before it breaks off. */
const most = 8000

/** @param name Such as `clean`, for messages. */
export function openSideProcess(
  name: string,
  options: SideOptions,
  onProgress: (done: number) => void,
): SideProcess {
  // In `dist` all modules of the command lie in one folder.
  const child = fork(fileURLToPath(new URL('./verify-side.js', import.meta.url)), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ask = asker(name, child, onProgress)
  const opened = ask('open', [options])
  // Whoever asks next is told of the failure.
  opened.catch(() => {})
  const call =
    (method: keyof Side) =>
    async (...given: unknown[]) => {
      await opened
      return (await ask(method, given)) as never
    }
  return {
    make: call('make'),
    node: call('node'),
    maker: call('maker'),
    speaker: call('speaker'),
    blocks: call('blocks'),
    block: call('block'),
    close: () => void (child.connected ? child.disconnect() : child.kill()),
  }
}

function asker(name: string, child: ChildProcess, onProgress: (done: number) => void) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  let said = ''
  let failure: SideFailed | undefined
  let count = 0
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-most)
  })
  child.on('message', (answer: Answer) => {
    if ('progress' in answer) return onProgress(answer.progress)
    waiting.get(answer.id)?.resolve(answer.value)
    waiting.delete(answer.id)
  })
  const fail = () => {
    failure ??= new SideFailed(name, said.trim())
    for (const { reject } of waiting.values()) reject(failure)
    waiting.clear()
  }
  child.on('error', fail)
  // Closed is later than exited: all that it said has arrived.
  child.on('close', fail)
  return (ask: 'open' | keyof Side, given: unknown[]): Promise<unknown> => {
    if (failure) return Promise.reject(failure)
    const id = count++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      child.send({ id, ask, given } as Question, (error) => {
        if (error) fail()
      })
    })
  }
}
