/** The thread of a site: engine, pipeline and code of the project, so that it can be thrown away whole. */
import { createHook } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import {
  type Activity,
  type Build,
  createMemoryHost,
  createSite,
  endCompiler,
  type Message,
  type OnActivity,
  openSide,
  originOf,
  type SessionBuild,
  type Side,
  type Site,
  type SiteOptions,
} from '@blog-build/core'
import { composed, type OpenedSite, openSite } from '../compose.js'
import { errorText } from '../failure-text.js'
import { type Failure, watchOver } from '../lifetime.js'
import { cell, cellsIn } from './cells.js'
import type { Answers, Asks, Question, RuleUrls, Said, ThreadData } from './protocol.js'
import { createWorkSlot } from './work-slot.js'

const { site: options, handover, side: sideOptions, memory, key } = workerData as ThreadData
// Code of the project has no business with it.
for (const name of Object.keys(workerData)) delete workerData[name]
const cells = cellsIn(memory)
const { numbers } = cells
const slot = createWorkSlot(cells)
const lifetime = watchOver(process, (failure) => breakOff(failure, uncaught[failure.kind]))

/** How a thread ends that nobody ended. */
const uncaught: Record<Failure['kind'], string> = {
  thrown: 'something threw where nobody waits for it',
  stuck: 'it waits for a promise that will never settle',
  exit: 'something called `process.exit()`',
}

/** So often the main thread is told that the event loop turns, in milliseconds. */
const beat = 20

/** So often it is told how many tasks have run, in milliseconds. */
const frequent = 80

/** So long is waited until the main thread knows of a publish, in milliseconds: its event loop may be busy. */
const patience = 2000

let site: Site | undefined
let side: Side | undefined
/** The build under way: another one, and the end, wait for it. Nobody waits for a survey. */
let work: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (question: Question) => {
  const isWork = question.ask === 'build' || question.ask === 'close'
  if (isWork) work = work.then(() => reply(question))
  else void reply(question)
})

async function reply(question: Question): Promise<void> {
  const { id } = question
  const heart = setInterval(() => Atomics.add(numbers, cell.beat, 1), beat).unref()
  try {
    say({ id, value: await answer(question) })
  } catch (error) {
    breakOff({ kind: 'thrown', error })
  } finally {
    clearInterval(heart)
  }
  if (question.ask !== 'close') return
  await endCompiler()
  // Its end has to be heard of.
  await sleep(30)
  // What a plugin left running must not keep the thread.
  lifetime.end(0)
  process.exit(0)
}

async function answer(question: Question): Promise<Answers[keyof Answers] | undefined> {
  switch (question.ask) {
    case 'build':
      return await build(question.id, question.given)
    case 'survey':
      return (await site?.survey()) ?? []
    case 'warm':
      return await warm()
    case 'once':
      return await once(question.given)
    case 'plugins':
      return await plugins()
    case 'made':
      return await made()
    case 'read':
      return await whileAlive(async () => site?.read(question.given))
    case 'side':
      return await askSide(question.given)
    case 'close':
      await site?.close()
  }
}

async function build(id: number, changed: readonly string[] | undefined): Promise<SessionBuild> {
  site ??= open().site
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

/** Of the output folder. */
const noFiles: Build['files'] = { isWhole: false, set: [], removed: [] }

async function once({ withOutputs, grace }: Asks['once']): Promise<Answers['once']> {
  onlyWorkKeepsIt()
  const shown = (build: Build): Build => ({
    ...build,
    // To copy thousands takes longer than many a build, and who builds once needs no list of files.
    outputs: withOutputs ? build.outputs : [],
    files: noFiles,
  })
  const { site, urlOf } = open()
  const built = await site.build({ onPublished: (build) => say({ built: shown(build), isOver: false }) })
  slot.empty()
  Atomics.store(numbers, cell.writing, 0)
  say({ built: shown(built), isOver: true })
  const origins = watchOrigins()
  const resources = await lifetime.drained(grace)
  lifetime.end(0)
  const urls = urlsFor(built.messages, urlOf)
  return { build: shown(built), ...(resources && { alive: { resources, origins: [...origins] } }), urls }
}

/** When a build is over, whatever still runs was begun by a hook or a layout: shows by which, lest it loops. */
function watchOrigins(): ReadonlySet<Activity> {
  const origins = new Set<Activity>()
  createHook({
    before() {
      const origin = originOf()
      if (!origin) return
      origins.add(origin)
      slot.blame(origin)
    },
  }).enable()
  return origins
}

async function plugins(): Promise<Answers['plugins']> {
  onlyWorkKeepsIt()
  const { site, urlOf } = open()
  const list = await site.plugins()
  lifetime.end(0)
  return { list, urls: urlsFor(list.messages, urlOf) }
}

async function made(): Promise<Answers['made']> {
  const { site: own, urlOf } = open()
  site = own
  const build = await whileAlive(() => own.build())
  return { build, urls: urlsFor(build.messages, urlOf) }
}

/** Only the work keeps the thread alive, until it is done. */
async function whileAlive<T>(work: () => Promise<T>): Promise<T> {
  onlyWorkKeepsIt()
  const value = await work()
  parentPort?.ref()
  slot.empty()
  return value
}

/** From here on only work keeps the thread alive: where none is left, a promise will never settle. */
function onlyWorkKeepsIt(): void {
  parentPort?.unref()
}

function urlsFor(messages: readonly Message[], urlOf: OpenedSite['urlOf']): RuleUrls {
  return Object.fromEntries(messages.map(({ rule }) => [rule, urlOf(rule)]))
}

async function askSide({ method, given }: Asks['side']): Promise<unknown> {
  if (!sideOptions) throw new Error('The thread was not opened as a side of a verification.')
  side ??= openSide({ ...sideOptions, site: composed(watched()) })
  const own = side
  return await whileAlive(() => (own[method] as (...given: unknown[]) => Promise<unknown>)(...given))
}

function open(): OpenedSite {
  return openSite(watched())
}

/** The options of the site, with all that tells the main thread what it is at. */
function watched(): SiteOptions {
  const found = handover && { handover }
  return { ...options, ...found, onProgress: tellProgress(), onActivity, isAlone: true }
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

/** Says why the thread can't go on. Whose code it was is known even of a timer that runs after its hook has ended. */
function breakOff(failure: Failure, how?: string): void {
  const origin = originOf()
  if (origin) slot.blame(origin)
  const text = failure.kind === 'thrown' ? errorText(failure.error) : ''
  const reason = [how, text.split('\n', 1)[0]].filter((part) => part).join(': ')
  say({ broke: failure.kind, reason, text })
}

function say(said: Said): void {
  parentPort?.postMessage({ key, said })
}
