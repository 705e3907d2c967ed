/** Threads that do one kind of work: jobs go out in batches, and a thread that dies names the job it held. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** What a pool is made of. */
export interface ThreadPoolOptions {
  /** Module that the threads run: it calls `serve` of `thread.ts`. */
  file: URL
  /** What each thread gets at its start; it must survive `structuredClone`. */
  data: unknown
  /** How many threads there may be. */
  threads: number
  /** How much memory the values of one may take, in MiB. @default 512 */
  memory?: number
  /** How long one may be at a job, in seconds; then it is ended. @default 10 */
  patience?: number
}

/** A job was not done because the pool was closed. */
export class PoolClosed extends Error {
  override readonly name = 'PoolClosed'
}

/** A job was not done because its thread ended while it was at it. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

/** A pool of threads; they start with the first jobs, and keep a process alive only while they are at work. */
export interface ThreadPool {
  /**
   * Has a job done. The order of the answers is that of nothing: each is found by its promise.
   *
   * @param name What the job is about, for whoever reads of its thread's death.
   * @returns Rejects with what the job threw, or if its thread died at it.
   */
  run(job: unknown, name: string): Promise<unknown>
  /** Ends the threads. Jobs that are not done are rejected. */
  close(): Promise<void>
}

/** A batch on its way: jobs, and the place of the one at hand, which the thread writes. */
export interface Batch {
  jobs: unknown[]
  at: Int32Array
}

/** What a thread answers: one for each job of a batch, in order. */
export type Answer = { value: unknown } | { error: unknown }

/** Jobs for one thread at a time: a message costs as much as a small job. */
const BATCH = 8

/** Batches that one thread has: one at hand, and one so that it need not wait. */
const AHEAD = 2

/** Enough for the longest document that the limits of Markdown let through. */
const MEMORY = 512

/** A document that takes longer is done by whoever asked for it. */
const PATIENCE = 10

/** Looks at each thread in its time. They are counted, not timed: a process that slept, or was busy, ends nobody. */
const LOOKS = 10

/** What one makes is gone soon; a stack no longer than that of the main thread. */
const LIMITS = { maxYoungGenerationSizeMb: 32, stackSizeMb: 1 }

interface Job {
  job: unknown
  name: string
  resolve(value: unknown): void
  reject(reason: unknown): void
}

interface Thread {
  worker: Worker
  batches: { jobs: Job[]; at: Int32Array }[]
  /** The job that it was seen at last, and how often that was so. */
  seen: { job: Job | undefined; times: number }
}

/** The number of threads that pay beside the one that everything else runs in. */
export function usefulThreads(): number {
  return Math.min(availableParallelism() - 1, 8)
}

/** Starts none before it has work. */
export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const { file, data, threads, memory = MEMORY, patience = PATIENCE } = options
  const waiting: Job[] = []
  const running = new Set<Thread>()
  let isPlanned = false
  let watch: NodeJS.Timeout | undefined

  const start = (): Thread => {
    const worker = new Worker(file, {
      workerData: data,
      resourceLimits: { ...LIMITS, maxOldGenerationSizeMb: memory },
    })
    const thread: Thread = { worker, batches: [], seen: { job: undefined, times: 0 } }
    running.add(thread)
    watch ??= setInterval(look, (patience * 1000) / LOOKS).unref()
    worker.on('message', (answers: Answer[]) => {
      // Nobody waits for what a thread still says that is ended.
      if (!running.has(thread)) return
      const jobs = thread.batches.shift()?.jobs ?? []
      if (thread.batches.length === 0) worker.unref()
      jobs.forEach((job, at) => {
        settle(job, answers[at])
      })
      deal()
    })
    // Both may be told of one death.
    worker.on('error', (error) => bury(thread, error))
    worker.on('exit', () => bury(thread, undefined))
    return thread
  }

  /** The job at hand is lost; those behind it are done by another thread. */
  const bury = (thread: Thread, cause: unknown) => {
    if (!running.delete(thread)) return
    for (const { jobs, at } of thread.batches.splice(0)) {
      // -1 says that nothing of it was begun.
      const place = Atomics.load(at, 0)
      jobs.forEach((job, index) => {
        if (index === place)
          job.reject(new ThreadEnded(`A thread ended while it was at ${job.name}.`, { cause }))
        else waiting.push(job)
      })
    }
    deal()
  }

  /** A thread that stays at one job does not come to an end with it. */
  const look = () => {
    for (const thread of running) {
      const job = jobAt(thread)
      const { seen } = thread
      thread.seen = { job, times: job && job === seen.job ? seen.times + 1 : 0 }
      if (thread.seen.times < LOOKS) continue
      bury(thread, undefined)
      void thread.worker.terminate()
    }
  }

  const deal = () => {
    while (waiting.length > 0) {
      const thread = freest()
      if (!thread) return
      // Few jobs are for all threads, not for the first.
      const jobs = waiting.splice(0, Math.min(BATCH, Math.ceil(waiting.length / threads)))
      const at = new Int32Array(new SharedArrayBuffer(4)).fill(-1)
      try {
        thread.worker.postMessage({ jobs: jobs.map(({ job }) => job), at } satisfies Batch)
      } catch (error) {
        // Those that can be sent go with the next batch.
        const [good, bad] = [jobs.filter(isSendable), jobs.filter((job) => !isSendable(job))]
        for (const { reject } of bad) reject(error)
        if (bad.length === 0) throw error
        waiting.unshift(...good)
        continue
      }
      thread.batches.push({ jobs, at })
      thread.worker.ref()
    }
  }

  const freest = (): Thread | undefined => {
    const [least] = [...running].sort((a, b) => a.batches.length - b.batches.length)
    if (least && (least.batches.length === 0 || running.size >= threads)) {
      return least.batches.length < AHEAD ? least : undefined
    }
    return start()
  }

  return {
    run: (job, name) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, name, resolve, reject })
        if (isPlanned) return
        isPlanned = true
        // What is asked for at one moment goes together.
        setImmediate(() => {
          isPlanned = false
          deal()
        })
      }),
    async close() {
      clearInterval(watch)
      watch = undefined
      const ended = [...running]
      running.clear()
      const left = [
        ...waiting.splice(0),
        ...ended.flatMap(({ batches }) => batches.flatMap(({ jobs }) => jobs)),
      ]
      for (const { name, reject } of left) reject(new PoolClosed(`Nobody waited for ${name}.`))
      await Promise.all(ended.map(({ worker }) => worker.terminate()))
    },
  }
}

function jobAt({ batches: [first] }: Thread): Job | undefined {
  return first?.jobs[Atomics.load(first.at, 0)]
}

function isSendable({ job }: Job): boolean {
  try {
    structuredClone(job)
    return true
  } catch {
    return false
  }
}

function settle({ resolve, reject }: Job, answer: Answer | undefined): void {
  if (answer === undefined) reject(new Error('A thread gave no answer.'))
  else if ('error' in answer) reject(answer.error)
  else resolve(answer.value)
}
