/** One build of a site: brings it up to date, again from the start if the world changed under way, and publishes. */
import { type Code, CodeRefused, CodeStale, CodeWanted } from './code.js'
import { type Deliveries, type Delivery, outputFolder } from './delivery.js'
import { CycleError } from './engine/cycle.js'
import { InputChanged, Superseded, Unrepeatable } from './engine/error.js'
import type { Values } from './engine/values.js'
import { phraseOf } from './explain/noun.js'
import type { Look } from './handover.js'
import type { Lock } from './host/lock.js'
import type { Listing } from './listing.js'
import { type Made, make } from './made.js'
import { taskCycle } from './messages/plugin.js'
import { sortMessages } from './messages.js'
import type { Message, Output } from './model.js'
import { compareOutputs, noStats, refusedBuild, statsOf } from './outcome.js'
import type { Build, BuildRequest } from './site-options.js'
import { lastPlace, makeOptions, noteOf, type SiteWorld } from './site-world.js'

/** How often a build starts again because a file changed while it was being read. */
const attempts = 5

/** What one build works with. */
export interface Turn {
  world: SiteWorld
  code: Code
  listing: Listing
  values: Values
  deliveries: Deliveries
  request: BuildRequest
  /** The outputs of the last build. */
  before: readonly Output[]
  /** What another thread has found: see `Handover`. */
  look: Look | undefined
  lock: Lock
  /** Milliseconds since it began. */
  elapsed(): number
  /** Told each file and folder that is looked at. */
  onLook(path: string): void
  /** See `Search`. */
  onLooked(suspects: readonly string[]): void
}

/** The outcome, and the site where there is one. */
export interface Taken {
  build: Build
  made?: Made
}

/** Takes the turn. */
export async function take(turn: Turn): Promise<Taken> {
  const { world, elapsed } = turn
  const { store } = world
  let { changed } = turn.request
  store.refresh({ isHasty: changed !== undefined })
  let look = standingLook(turn)
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(turn, changed, look)
    } catch (error) {
      const ended = endedBy(error, turn)
      if (ended) return { build: refusedBuild(lastPlace(world), ended.status, ended.messages, elapsed()) }
      if (error instanceof Unrepeatable) store.clear()
      else if (!(error instanceof InputChanged)) throw error
      if (attempt === attempts) throw error
      // More has changed than was told.
      changed = undefined
      look = undefined
    }
  }
}

/** What a failure means for the build, where it is one that can be told in words. */
function endedBy(
  error: unknown,
  { code }: Turn,
): { status: Exclude<Build['status'], 'published'>; messages: readonly Message[] } | undefined {
  // Whatever core met after that, it met in a world that was not its own.
  const changes = code.strayChanges(true)
  if (changes.length > 0) return { status: 'content', messages: changes }
  if (error instanceof CodeRefused) return { status: 'config', messages: error.messages }
  if (error instanceof CycleError) {
    return { status: 'config', messages: [...code.record().messages, taskCycle(error.keys.map(phraseOf))] }
  }
  if (error instanceof CodeWanted) return { status: 'unloaded', messages: [] }
  if (error instanceof CodeStale) return { status: 'stale', messages: [] }
  if (error instanceof Superseded) return { status: 'superseded', messages: [] }
  return undefined
}

/** What another thread has found counts for the state that it compared with. */
function standingLook({ look, world: { store } }: Turn): Look | undefined {
  const { state = '' } = store.last() ?? {}
  return state !== '' && look?.state === state ? look : undefined
}

async function attemptOnce(
  turn: Turn,
  changed: readonly string[] | undefined,
  look: Look | undefined,
): Promise<Taken> {
  const { world, code, listing, values, deliveries, lock, request, onLook, onLooked, elapsed } = turn
  const { store, options } = world
  const { keepCode, withoutCode } = request
  const isSameCode = await code.open({ last: noteOf(store)?.code, changed, keepCode, withoutCode })
  const { out } = code.record()
  const { readOnly } = lock
  const delivery = options.write === false ? undefined : await deliveries.open({ out, readOnly })
  try {
    const load = elapsed()
    const { isSuperseded } = request
    const made = await make({
      ...makeOptions(world, code),
      ...(delivery && { onPage: delivery.onPage, onFile: delivery.onFile }),
      listing,
      values,
      changed: isSameCode ? changed : undefined,
      // Nothing of the code was looked at by itself: it is the code of the last build as a whole, or all is in doubt.
      suspects: code.isSame ? look?.suspects : undefined,
      isSuperseded,
      onLook,
      onLooked,
    })
    const loadAndBuild = elapsed()
    if (isSuperseded?.()) throw new Superseded()
    const build = await finish(turn, made, delivery)
    build.stats.phases = { load, build: loadAndBuild - load, write: elapsed() - loadAndBuild }
    return { made, build }
  } catch (error) {
    if (error instanceof Superseded || error instanceof CodeWanted) delivery?.discard()
    throw error
  }
}

/** Publishes what may be published, and tells how it went. */
async function finish(turn: Turn, made: Made, delivery: Delivery | undefined): Promise<Build> {
  const { world, code, before, request } = turn
  const { options } = world
  const record = code.record()
  const build: Build = {
    status: 'content',
    outputs: [],
    messages: sortMessages([...record.messages, ...made.messages, ...code.strayChanges()]),
    changed: { added: [], changed: [], removed: [] },
    files: { isWhole: false, set: [], removed: [] },
    ...(made.nextDue === undefined ? {} : { nextDue: made.nextDue }),
    stats: noStats,
    out: delivery?.out ?? outputFolder(options, record.out),
    base: record.base,
  }
  const isHeldBack = build.messages.some(stopsIn(world))
  if (isHeldBack && !(delivery && request.keepGood)) {
    delivery?.discard()
    const outputs = await made.outputs()
    return { ...build, outputs, stats: statsOf(made, record) }
  }
  if (delivery === undefined) {
    const outputs = await made.outputs()
    const changed = compareOutputs(before, outputs)
    return { ...build, status: 'published', outputs, changed, stats: statsOf(made, record) }
  }
  options.onProgress?.({ phase: 'write', done: 0, total: 0 })
  const { messages, outputs, changed, files, ...counts } = await delivery.publish(made, {
    keepVanished: isHeldBack,
    isQuick: request.changed !== undefined,
    ...(request.onPublish && { onPublish: request.onPublish }),
  })
  // Only now: rendering what was not staged counts too.
  const stats = statsOf(made, record)
  const said = { messages: sortMessages([...build.messages, ...messages]), outputs, files, stats }
  if (messages.some(stopsIn(world))) return { ...build, ...said }
  const status = isHeldBack ? 'content' : 'published'
  return { ...build, ...said, status, changed, stats: { ...stats, ...counts } }
}

/** Whether a message keeps a build from publishing. */
function stopsIn({ options }: SiteWorld): (message: Message) => boolean {
  return ({ severity }) => severity === 'error' || (options.strict === true && severity === 'warning')
}
