/** The inside of a thread of `thread-pool.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Answer, Batch } from './thread-pool.js'

/** What can't be sent is an error of that job alone. */
function send(answers: readonly Answer[]): void {
  try {
    parentPort?.postMessage(answers)
  } catch {
    parentPort?.postMessage(answers.map(sendable))
  }
}

function sendable(answer: Answer): Answer {
  try {
    return structuredClone(answer)
  } catch {
    return { error: new Error('What was made can not be sent.') }
  }
}

/** Does the jobs that come, one after the other; `open` gets what the pool was given for all its threads. */
export function serve<D, J>(open: (data: D) => (job: J) => Promise<unknown>): void {
  const work = open(workerData as D)
  const answer = async (job: unknown): Promise<Answer> => {
    try {
      return { value: await work(job as J) }
    } catch (error) {
      return { error }
    }
  }
  let before = Promise.resolve()
  parentPort?.on('message', ({ jobs, at }: Batch) => {
    before = before.then(async () => {
      const answers: Answer[] = []
      for (const [place, job] of jobs.entries()) {
        Atomics.store(at, 0, place)
        answers.push(await answer(job))
      }
      send(answers)
    })
  })
}
