/** One thread with a site in it, seen from the main thread: it answers, or it ends and says what it was at. */
import { randomUUID } from 'node:crypto'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Build, Handover, Progress, SideOptions, SiteOptions } from '@blog-build/core'
import { errorText } from '../failure-text.js'
import { type Cells, cell, cellsIn, createCellMemory } from './cells.js'
import type { Answers, Asks, Question, Said, ThreadData } from './protocol.js'
import { createQuestions } from './questions.js'
import { broken, type Ended, gone, stuck, type ThreadFailure } from './thread-failure.js'
import { createWatchdog } from './watchdog.js'

/** What a thread is made of, and who hears of it. */
export interface SiteThreadOptions {
  /** What the site is opened with: nothing in it that can't be cloned. */
  site: SiteOptions
  /** What was found out about the site in this thread. Its memory goes to the other one. */
  handover?: Handover
  /** The site is one side of a verification. */
  side?: Omit<SideOptions, 'site'>
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

/** How long a thread may take to end by itself, in milliseconds. */
const grace = 600

/** In `dist` all modules of the command lie in one folder. */
const compiled = () => new URL('./session-thread.js', import.meta.url)

/** How long the system may take to let go of a thread, in milliseconds. */
const patience = 10_000

/** Starts a thread. Nothing of the site is read before the first build. */
export function openSiteThread(options: SiteThreadOptions): SiteThread {
  const { site, handover, side, timeout, file = compiled() } = options
  const memory = createCellMemory()
  const cells = cellsIn(memory)
  const key = randomUUID()
  const data: ThreadData = { site, memory, key, ...(side && { side }), ...(handover && { handover }) }
  const transferList = handover?.store?.memory ?? []
  const streams = { stdout: true, stderr: true }
  const worker = new Worker(file, { workerData: data, transferList, ...streams, ...options.worker })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const watchdog = createWatchdog(cells, timeout, () => void end(stuck(cells, timeout, isBuilt)))
  const questions = createQuestions(() => watchdog.stop())
  let hasEnded = false
  let isBuilt = false

  /** The thread is of no use any more. Whoever waits is told when it is gone, so that nothing is done twice. */
  const end = async (failing: Promise<ThreadFailure>) => {
    if (hasEnded) return
    hasEnded = true
    watchdog.stop()
    const [failure, isGone] = await Promise.all([failing, terminated(worker)])
    questions.fail(isGone ? failure : { ...failure, isHeld: true })
  }
  hear(worker, cells, {
    ...options,
    key,
    onBuilt(build, isOver) {
      isBuilt = true
      options.onBuilt?.(build, isOver)
    },
    isOpen: () => !hasEnded,
    onAnswer: questions.settle,
    onStuck: () => void end(stuck(cells, undefined, isBuilt)),
    onBroken: (how) => void end(broken(cells, how, isBuilt)),
  })
  const send = (question: Question) => worker.postMessage(question)
  const supersede = () => void Atomics.store(cells.numbers, cell.superseded, questions.last)
  return {
    id: worker.threadId,
    get hasEnded() {
      return hasEnded
    },
    ask(ask, given) {
      const { id, answered } = questions.open()
      if (hasEnded) void gone('its thread has ended').then(questions.fail)
      else {
        send({ id, ask, given } as Question)
        watchdog.start()
      }
      return answered as Promise<Answers[typeof ask]>
    },
    supersede,
    close() {
      const isOpen = !hasEnded
      hasEnded = true
      let answered: Promise<unknown> = exited
      if (isOpen) {
        supersede()
        const closing = questions.open()
        answered = closing.answered.catch(() => {})
        send({ id: closing.id, ask: 'close', given: undefined })
      }
      const left = Promise.race([exited, pause(grace)]).then(async () => {
        await terminated(worker)
        questions.fail(await gone('its thread was closed'))
      })
      return { done: Promise.race([answered.then(() => {}), left]), gone: left }
    },
  }
}

/** Who hears what of a thread. */
interface Hearers extends Pick<SiteThreadOptions, 'onPublish' | 'onProgress' | 'onBuilt' | 'onPrint'> {
  /** What is marked by another key, or by none, is not the thread's. */
  key: string
  /** Nobody has ended it yet. */
  isOpen(): boolean
  onAnswer(id: number, value: unknown): void
  /** Nothing is left that could settle what it waits for. */
  onStuck(): void
  onBroken(how: Ended): void
}

function hear(worker: Worker, { numbers }: Cells, hearers: Hearers): void {
  const { onPrint, onBroken } = hearers
  worker.on('message', (message: { key: string; said: Said } | undefined | null) => {
    if (message?.key !== hearers.key) return
    const { said } = message
    if ('progress' in said) hearers.onProgress?.(said.progress)
    else if ('built' in said) hearers.onBuilt?.(said.built, said.isOver)
    else if ('publishing' in said) {
      hearers.onPublish?.()
      Atomics.store(numbers, cell.begun, said.publishing)
      Atomics.notify(numbers, cell.begun)
    } else if ('value' in said) hearers.onAnswer(said.id, said.value)
    else {
      const { broke: kind, reason, text } = said
      if (text !== '') onPrint?.('stderr', `${text}\n`)
      if (kind === 'stuck') hearers.onStuck()
      else onBroken({ kind, reason, text })
    }
  })
  worker.on('error', (error) => {
    if (!hearers.isOpen()) return
    const text = errorText(error)
    if (isOutOfMemory(error)) return onBroken({ kind: 'thrown', reason: 'its memory is full', text })
    onPrint?.('stderr', `${text}\n`)
    onBroken({ kind: 'thrown', reason: 'something threw where nobody waits for it', text })
  })
  worker.on('exit', () => onBroken({ kind: 'exit', reason: 'something called `process.exit()`', text: '' }))
  for (const stream of ['stdout', 'stderr'] as const) {
    worker[stream].setEncoding('utf8').on('data', (text: string) => onPrint?.(stream, text))
  }
}

/** Whether it is gone: what waits in a call of the system, for a pipe or another program, does not end. */
function terminated(worker: Worker): Promise<boolean> {
  const ended = worker.terminate().then(() => true)
  return Promise.race([ended, pause(patience).then(() => false)])
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
}
