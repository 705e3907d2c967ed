/** One thread with a site in it, seen from the main thread: it answers, or it ends and says what it was at. */
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Activity, Build, Message, Progress, SiteOptions } from '@blog-build/core'
import { errorText } from '../failure-text.js'
import type { Failure } from '../lifetime.js'
import { type Cells, cell, cellsIn, createCellMemory } from './cells.js'
import type { Answers, Asks, Question, Said, ThreadData } from './protocol.js'
import { createWatchdog } from './watchdog.js'
import { readWork } from './work-slot.js'

/** What a thread is made of, and who hears of it. */
export interface SiteThreadOptions {
  /** What the site is opened with: nothing in it that can't be cloned. */
  site: SiteOptions
  /** How long code of others may be at one thing, in seconds; 0 for ever. */
  timeout: number
  /** Module of the thread. @default the one that was compiled with this package */
  file?: URL
  /** How Node makes the thread. @default with the options of this process */
  worker?: Pick<WorkerOptions, 'execArgv' | 'resourceLimits'>
  /** Told before files of the output folder are replaced. The thread waits until this returns. */
  onPublish?(): void
  onProgress?(progress: Progress): void
  /** Told what a single build came to, before its plugins are told; and again, `isOver`, when they have been. */
  onBuilt?(build: Build, isOver: boolean): void
  /** Told what code in the thread prints, and how it failed where nobody waits for it. */
  onPrint?(stream: 'stdout' | 'stderr', text: string): void
}

/** A thread. */
export interface SiteThread {
  /** Tells threads of this process apart, for good. */
  readonly id: number
  readonly hasEnded: boolean
  /** @throws {ThreadFailed} if it can't answer; it has ended then. */
  ask<A extends Exclude<keyof Asks, 'close'>>(ask: A, given: Asks[A]): Promise<Answers[A]>
  /** What is asked now need not be answered in full. */
  supersede(): void
  /** Lets it complete what it is publishing, and ends it: after a moment in any case. */
  close(): Closing
}

/** The end of a thread. */
export interface Closing {
  /** It does nothing any more that another one could meet. */
  done: Promise<void>
  /** It is gone. */
  gone: Promise<void>
}

/** How a thread failed. */
export interface ThreadFailure {
  /** What is said of it. */
  said: Message
  /** What is known of whose code it was. */
  work?: Activity | undefined
  /** `closed`: it was ended from here. */
  kind: Failure['kind'] | 'closed'
  /** The stack of what was thrown. */
  text: string
}

/** The thread can't go on, for a reason that concerns its user. */
export class ThreadFailed extends Error {
  readonly said: Message
  constructor(readonly failure: ThreadFailure) {
    super(failure.said.text)
    this.name = 'ThreadFailed'
    this.said = failure.said
  }
}

/** How long a thread may take to end by itself, in milliseconds. */
const grace = 600

/** In `dist` all modules of the command lie in one folder. */
const compiled = () => new URL('./session-thread.js', import.meta.url)

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** How a thread ended, where it did not say so itself. */
type Ended = Pick<ThreadFailure, 'kind' | 'text'> & { reason: string }

/** Starts a thread. Nothing of the site is read before the first build. */
export function openSiteThread(options: SiteThreadOptions): SiteThread {
  const { site, timeout, file = compiled(), onPrint } = options
  const memory = createCellMemory()
  const cells = cellsIn(memory)
  const data: ThreadData = { site, memory }
  const worker = new Worker(file, { workerData: data, stdout: true, stderr: true, ...options.worker })
  const id = worker.threadId
  const waiting = new Map<number, Waiting>()
  const watchdog = createWatchdog(cells, timeout, () => void end(stuck(cells, timeout)))
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let count = 0
  let hasEnded = false
  let isBuilt = false

  const settle = (id: number, how: (one: Waiting) => void) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) watchdog.stop()
    if (one) how(one)
  }
  const fail = (failure: ThreadFailure) => {
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(new ThreadFailed(failure)))
  }
  /** The thread is of no use any more. Whoever waits is told when it is gone, so that nothing is done twice. */
  const end = async (failing: Promise<ThreadFailure>) => {
    hasEnded = true
    watchdog.stop()
    const [failure] = await Promise.all([failing, worker.terminate()])
    fail(failure)
  }
  const brokeOff = (ended: Ended) => {
    if (!hasEnded) void end(broken(cells, ended, isBuilt))
  }
  worker.on('message', (said: Said) => {
    if ('progress' in said) options.onProgress?.(said.progress)
    else if ('built' in said) {
      isBuilt = true
      options.onBuilt?.(said.built, said.isOver)
    } else if ('publishing' in said) {
      options.onPublish?.()
      Atomics.store(cells.numbers, cell.begun, said.publishing)
      Atomics.notify(cells.numbers, cell.begun)
    } else if ('value' in said) settle(said.id, ({ resolve }) => resolve(said.value))
    else {
      const { broke: kind, reason, text } = said
      if (text !== '') onPrint?.('stderr', `${text}\n`)
      if (kind === 'stuck') void end(stuck(cells, undefined))
      else brokeOff({ kind, reason, text })
    }
  })
  worker.on('error', (error) => {
    if (hasEnded) return
    const text = errorText(error)
    if (!isOutOfMemory(error)) onPrint?.('stderr', `${text}\n`)
    const reason = isOutOfMemory(error) ? 'its memory is full' : 'something threw where nobody waits for it'
    brokeOff({ kind: 'thrown', reason, text })
  })
  worker.on('exit', () => brokeOff({ kind: 'exit', reason: 'something called `process.exit()`', text: '' }))
  for (const stream of ['stdout', 'stderr'] as const) {
    worker[stream].setEncoding('utf8').on('data', (text: string) => onPrint?.(stream, text))
  }

  const askToClose = () => {
    Atomics.store(cells.numbers, cell.superseded, count)
    const id = ++count
    return new Promise<void>((resolve) => {
      waiting.set(id, { resolve: () => resolve(), reject: () => resolve() })
      worker.postMessage({ id, ask: 'close', given: undefined } satisfies Question)
    })
  }

  return {
    id,
    get hasEnded() {
      return hasEnded
    },
    ask(ask, given) {
      const id = ++count
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
        if (hasEnded) return void gone('its thread has ended').then(fail)
        worker.postMessage({ id, ask, given } as Question)
        watchdog.start()
      })
    },
    supersede: () => Atomics.store(cells.numbers, cell.superseded, count),
    close() {
      const answered = hasEnded ? exited : askToClose()
      hasEnded = true
      const left = Promise.race([exited, pause(grace)]).then(async () => {
        await worker.terminate()
        fail(await gone('its thread was closed'))
      })
      return { done: Promise.race([answered, left]), gone: left }
    },
  }
}

/** Their texts are loaded when they are needed: a build of one thread loads core in that thread only. */
const messages = () => import('@blog-build/core')

async function stuck(cells: Cells, seconds: number | undefined): Promise<ThreadFailure> {
  const work = readWork(cells)
  const { pluginStuck } = await messages()
  return { said: pluginStuck(work, seconds), work, kind: 'stuck', text: '' }
}

async function broken(cells: Cells, { reason, ...how }: Ended, isLate: boolean): Promise<ThreadFailure> {
  const work = readWork(cells)
  const { pluginBrokeOff } = await messages()
  return { said: pluginBrokeOff(work, reason, isLate), work, ...how }
}

async function gone(reason: string): Promise<ThreadFailure> {
  const { pluginBrokeOff } = await messages()
  return { said: pluginBrokeOff(undefined, reason), kind: 'closed', text: '' }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}
