/** One thread with a site in it, seen from the main thread: it answers, or it ends and says what it was at. */
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { type Message, type Progress, pluginBrokeOff, pluginStuck, type SiteOptions } from '@blog-build/core'
import { errorText } from '../failure-text.js'
import { cell, cellsIn, createCellMemory } from './cells.js'
import type { Answers, Question, Said, ThreadData } from './protocol.js'
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
  /** Told what code in the thread prints, and how it failed where nobody waits for it. */
  onPrint?(stream: 'stdout' | 'stderr', text: string): void
}

/** A thread. */
export interface SiteThread {
  /** Tells threads of this process apart, for good. */
  readonly id: number
  readonly hasEnded: boolean
  /** @throws {ThreadFailed} if it can't answer; it has ended then. */
  ask<A extends 'build' | 'survey' | 'warm'>(ask: A, changed?: readonly string[]): Promise<Answers[A]>
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

/** The thread can't go on, for a reason that concerns its user. */
export class ThreadFailed extends Error {
  constructor(readonly said: Message) {
    super(said.text)
    this.name = 'ThreadFailed'
  }
}

/** How long a thread may take to end by itself, in milliseconds. */
const grace = 600

/** In `dist` all modules of the command lie in one folder. */
const compiled = () => new URL('./session-thread.js', import.meta.url)

/** What is said of a build that was under way at the end. */
const closed = pluginBrokeOff(undefined, 'its thread was closed')

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** Starts a thread. Nothing of the site is read before the first build. */
export function openSiteThread(options: SiteThreadOptions): SiteThread {
  const { site, timeout, file = compiled(), onPrint } = options
  const memory = createCellMemory()
  const cells = cellsIn(memory)
  const data: ThreadData = { site, memory }
  const worker = new Worker(file, { workerData: data, stdout: true, stderr: true, ...options.worker })
  const id = worker.threadId
  const waiting = new Map<number, Waiting>()
  const watchdog = createWatchdog(cells, timeout, () => end(pluginStuck(readWork(cells), timeout)))
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let count = 0
  let hasEnded = false

  const settle = (id: number, how: (one: Waiting) => void) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) watchdog.stop()
    if (one) how(one)
  }
  /** The thread is of no use any more. Whoever waits is told when it is gone, so that nothing is done twice. */
  const end = (said: Message) => {
    hasEnded = true
    watchdog.stop()
    void worker.terminate().then(() => {
      for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(new ThreadFailed(said)))
    })
  }
  const brokeOff = (reason: string) => {
    if (!hasEnded) end(pluginBrokeOff(readWork(cells), reason))
  }
  worker.on('message', (said: Said) => {
    if ('progress' in said) options.onProgress?.(said.progress)
    else if ('publishing' in said) {
      options.onPublish?.()
      Atomics.store(cells.numbers, cell.begun, said.publishing)
      Atomics.notify(cells.numbers, cell.begun)
    } else if ('value' in said) settle(said.id, ({ resolve }) => resolve(said.value))
    else {
      onPrint?.('stderr', `${said.text}\n`)
      brokeOff(said.reason)
    }
  })
  worker.on('error', (error) => {
    if (hasEnded) return
    onPrint?.('stderr', `${errorText(error)}\n`)
    brokeOff(isOutOfMemory(error) ? 'its memory is full' : 'something threw where nobody waits for it')
  })
  worker.on('exit', () => brokeOff('something called `process.exit()`'))
  for (const stream of ['stdout', 'stderr'] as const) {
    worker[stream].setEncoding('utf8').on('data', (text: string) => onPrint?.(stream, text))
  }

  const askToClose = () => {
    Atomics.store(cells.numbers, cell.superseded, count)
    const id = ++count
    return new Promise<void>((resolve) => {
      waiting.set(id, { resolve: () => resolve(), reject: () => resolve() })
      worker.postMessage({ id, ask: 'close' } satisfies Question)
    })
  }

  return {
    id,
    get hasEnded() {
      return hasEnded
    },
    ask(ask, changed) {
      const id = ++count
      return new Promise((resolve, reject) => {
        if (hasEnded) return reject(new ThreadFailed(pluginBrokeOff(undefined, 'its thread has ended')))
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
        worker.postMessage({ id, ask, changed } as Question)
        watchdog.start()
      })
    },
    supersede: () => Atomics.store(cells.numbers, cell.superseded, count),
    close() {
      const answered = hasEnded ? exited : askToClose()
      hasEnded = true
      const gone = Promise.race([exited, pause(grace)]).then(async () => {
        await worker.terminate()
        for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(new ThreadFailed(closed)))
      })
      return { done: Promise.race([answered, gone]), gone }
    },
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}
