/** A side of a verification in a fresh process: nothing that code left behind in this one can reach it. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Side, SideOptions } from '@blog-build/core'
import type { ThreadFailure } from './session/thread-failure.js'

/** What is asked of the process; `given` are the parameters. */
export type Question = { id: number } & (
  | { ask: 'open'; given: [options: SideOptions, timeout: number] }
  | { ask: keyof Side; given: unknown[] }
)

/** What it says: an answer, why there is none, or how many tasks have run. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; failure: ThreadFailure }
  | { progress: number }

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
    /** What is known of how, where it could still say so. */
    readonly failure?: ThreadFailure,
  ) {
    super(`The ${side} build broke off.`)
    this.name = 'SideFailed'
  }
}

/** How much is kept of what a process says before it breaks off. */
const most = 8000

/** How long a process may take to end by itself, in milliseconds: the system may not let go of what it reads. */
const grace = 2000

/**
 * @param name Such as `clean`, for messages.
 * @param timeout How long code of the project may be at one thing, in seconds; 0 for ever.
 */
export function openSideProcess(
  name: string,
  options: SideOptions,
  timeout: number,
  onProgress: (done: number) => void,
): SideProcess {
  // In `dist` all modules of the command lie in one folder.
  const child = fork(fileURLToPath(new URL('./verify-side.js', import.meta.url)), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ask = asker(name, child, onProgress)
  const opened = ask('open', [options, timeout])
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
    close() {
      if (child.connected) child.disconnect()
      setTimeout(() => child.kill('SIGKILL'), grace).unref()
    },
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
    if ('failure' in answer) return fail(answer.failure)
    waiting.get(answer.id)?.resolve(answer.value)
    waiting.delete(answer.id)
  })
  const fail = (how?: ThreadFailure) => {
    failure ??= new SideFailed(name, said.trim(), how)
    for (const { reject } of waiting.values()) reject(failure)
    waiting.clear()
  }
  child.on('error', () => fail())
  // Closed is later than exited: all that it said has arrived.
  child.on('close', () => fail())
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
