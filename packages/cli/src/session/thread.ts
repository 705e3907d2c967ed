/** The thread of a site under watch: engine, pipeline and code of the project, so that it can be thrown away whole. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import {
  createMemoryHost,
  createSite,
  endCompiler,
  type OnActivity,
  type SessionBuild,
  type Site,
} from '@blog-build/core'
import { composed, openSite } from '../compose.js'
import { errorText } from '../failure-text.js'
import { cell, cellsIn } from './cells.js'
import type { Question, Said, ThreadData } from './protocol.js'
import { createWorkSlot } from './work-slot.js'

const { site: options, memory } = workerData as ThreadData
const cells = cellsIn(memory)
const { numbers } = cells
const slot = createWorkSlot(cells)

/** So often the main thread is told that the event loop turns, in milliseconds. */
const beat = 20

/** So often it is told how many tasks have run, in milliseconds. */
const frequent = 80

/** So long is waited until the main thread knows of a publish, in milliseconds: its event loop may be busy. */
const patience = 2000

let site: Site | undefined
/** The build under way: another one, and the end, wait for it. Nobody waits for a survey. */
let work: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (question: Question) => {
  const isWork = question.ask === 'build' || question.ask === 'close'
  if (isWork) work = work.then(() => reply(question))
  else void reply(question)
})

async function reply(question: Question): Promise<void> {
  const { id } = question
  const heart = setInterval(() => Atomics.add(numbers, cell.beat, 1), beat)
  try {
    say({ id, value: await answer(question) })
  } catch (error) {
    say({ id, reason: reasonOf(error), text: errorText(error) })
  } finally {
    clearInterval(heart)
  }
  if (question.ask !== 'close') return
  await endCompiler()
  // Its end has to be heard of.
  await sleep(30)
  // What a plugin left running must not keep the thread.
  process.exit(0)
}

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'build':
      return await build(question.id, question.changed)
    case 'survey':
      return (await site?.survey()) ?? []
    case 'warm':
      return await warm()
    case 'close':
      return await site?.close()
  }
}

async function build(id: number, changed: readonly string[] | undefined): Promise<SessionBuild> {
  site ??= openSite({ ...options, onProgress: tellProgress(), onActivity }).site
  try {
    const built = await site.build({
      keepGood: true,
      keepCode: true,
      ...(changed && { changed }),
      isSuperseded: () => Atomics.load(numbers, cell.superseded) === id,
      onPublish: () => announcePublish(id),
    })
    // Nobody on the other side looks at the outputs, and to copy thousands takes longer than many a build.
    return { build: { ...built, outputs: [] }, looked: site.looked() }
  } finally {
    Atomics.store(numbers, cell.writing, 0)
    slot.empty()
  }
}

/** Code is loaded once in a thread: after that, the process that compiled it is of no use. */
const onActivity: OnActivity = (activity) => {
  const ended = slot.onActivity(activity)
  if (activity.code !== 'configuration') return ended
  return () => {
    ended()
    void endCompiler()
  }
}

/** A server must know before the first file changes: only then it can tell files of the last site from new ones. */
function announcePublish(id: number): void {
  const before = Atomics.load(numbers, cell.begun)
  say({ publishing: id })
  Atomics.wait(numbers, cell.begun, before, patience)
}

/** Builds a site of one page in memory: that loads nearly all that a build needs. */
async function warm(): Promise<undefined> {
  const host = createMemoryHost({ '/content/posts/a.md': '---\ntitle: A\ndate: 2024-01-01\n---\n\nText.\n' })
  await createSite({ ...composed({ root: '/' }), host, write: false }).build()
  return undefined
}

function tellProgress() {
  let last = 0
  return (progress: Extract<Said, { progress: unknown }>['progress']) => {
    Atomics.add(numbers, cell.step, 1)
    Atomics.store(numbers, cell.writing, progress.phase === 'write' ? 1 : 0)
    const now = performance.now()
    if (progress.phase === 'build' && now - last < frequent) return
    last = now
    say({ progress })
  }
}

function say(said: Said): void {
  parentPort?.postMessage(said)
}

function reasonOf(error: unknown): string {
  return errorText(error).split('\n', 1)[0] ?? ''
}
