/** What happens in a build: load the code, bring the site up to date, publish. */
import { posix } from 'node:path'
import { type Code, CodeRefused, createCode } from './code.js'
import { changedIn } from './code-record.js'
import { type Delivery, openDelivery, outputFolder } from './delivery.js'
import { CycleError } from './engine/cycle.js'
import { InputChanged, Unrepeatable } from './engine/error.js'
import type { Explanation } from './explain/explanation.js'
import { parallel } from './hooks/driver.js'
import { reasonOf } from './host/error.js'
import { acquireLock, type Lock, type LockResult } from './host/lock.js'
import { type Made, make } from './made.js'
import { cacheNotKept } from './messages/cache.js'
import { taskCycle } from './messages/plugin.js'
import { sortMessages } from './messages.js'
import type { Message, Output } from './model.js'
import { compareOutputs, refused, statsOf } from './outcome.js'
import type { Build, Site, SiteOptions } from './site-options.js'
import { createSiteWorld, makeOptions, noteOf, nowOf, type SiteWorld } from './site-world.js'

const unlocked: LockResult = { lock: { readOnly: false, release: () => {} }, messages: [] }

/** How often a build starts again because a file changed while it was being read. */
const attempts = 5

/** Makes a site of a folder. Nothing is read before the first `build()`. */
export function createSite(options: SiteOptions): Site {
  const world = createSiteWorld(options)
  const code = createCode(world)
  let made: Made | undefined
  let outputs: readonly Output[] = []

  return {
    async build() {
      const started = performance.now()
      options.onProgress?.({ phase: 'load', done: 0, total: 1 })
      // A host of one's own has no other process beside it.
      const { lock, messages } = options.host ? unlocked : await acquireLock(world.cache)
      if (!lock) return refused(world.options, 'content', messages, performance.now() - started)
      const turn = { world, code, before: outputs, started, lock }
      const settled = await settle(turn).finally(() => {
        lock.release()
        return code.rest()
      })
      const { build } = settled
      build.messages = sortMessages([...messages, ...unkept(world), ...build.messages])
      if (build.status !== 'published') return build
      made = settled.made
      outputs = build.outputs
      await tell(build, code)
      return build
    },
    read: async (path) => {
      const output = outputs.find((one) => one.path === path)
      return output && made?.bytes(output)
    },
    survey: async () => [],
    outputs: () => outputs,
    explain: (target, { cwd = world.root } = {}) => explainIn(world, target, cwd),
  }
}

/** Says if the disk did not let the store keep this build. */
function unkept({ store, root }: SiteWorld): Message[] {
  const problem = store.problem()
  return problem ? [cacheNotKept(posix.relative(root, problem.path), reasonOf(problem.code))] : []
}

/** One call of `build`. */
interface Turn {
  world: SiteWorld
  code: Code
  /** The outputs of the last build. */
  before: readonly Output[]
  started: number
  lock: Lock
}

/** What there is to finish. */
interface Finish {
  made: Made
  /** Nothing where nothing is to be written. */
  delivery: Delivery | undefined
  before: readonly Output[]
}

/** Brings the site up to date and publishes it; again from the start if a file changed under way. */
async function settle({ world, code, before, started, lock }: Turn): Promise<{ build: Build; made?: Made }> {
  const { store, options, host } = world
  const elapsed = () => performance.now() - started
  store.refresh()
  for (let attempt = 1; ; attempt++) {
    try {
      await code.open(noteOf(store)?.code)
      const { out } = code.record()
      const { readOnly } = lock
      const delivery =
        options.write === false ? undefined : await openDelivery({ host, options, out, readOnly })
      const load = elapsed()
      const made = await make({ ...makeOptions(world, code), ...(delivery && { onPage: delivery.onPage }) })
      const loadAndBuild = elapsed()
      const build = await finish(world, code, { made, delivery, before })
      build.stats.phases = { load, build: loadAndBuild - load, write: elapsed() - loadAndBuild }
      return { made, build }
    } catch (error) {
      if (error instanceof CodeRefused)
        return { build: refused(options, 'config', error.messages, elapsed()) }
      if (error instanceof CycleError) {
        const messages = [...code.record().messages, taskCycle(error.keys)]
        return { build: refused(options, 'config', messages, elapsed()) }
      }
      if (error instanceof Unrepeatable) store.clear()
      else if (!(error instanceof InputChanged)) throw error
      if (attempt === attempts) throw error
    }
  }
}

/** Publishes what may be published, and tells how it went. */
async function finish(world: SiteWorld, code: Code, { made, delivery, before }: Finish): Promise<Build> {
  const { options } = world
  const record = code.record()
  const stops = (message: Message) =>
    message.severity === 'error' || (options.strict === true && message.severity === 'warning')
  const build: Build = {
    status: 'content',
    outputs: [],
    messages: sortMessages([...record.messages, ...made.messages]),
    changed: { added: [], changed: [], removed: [] },
    files: { isWhole: false, set: [], removed: [] },
    ...(made.nextDue === undefined ? {} : { nextDue: made.nextDue }),
    stats: statsOf(made, record),
    out: delivery?.out ?? outputFolder(options, record.out),
    base: record.base,
  }
  if (build.messages.some(stops)) {
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
  const { messages, outputs, changed, ...counts } = await delivery.publish(made)
  // Only now: rendering what was not staged counts too.
  const stats = statsOf(made, record)
  const said = { messages: sortMessages([...build.messages, ...messages]), outputs, stats }
  if (messages.some(stops)) return { ...build, ...said }
  return { ...build, ...said, status: 'published', changed, stats: { ...stats, ...counts } }
}

/** Without a build, and without loading any code. */
async function explainIn(world: SiteWorld, target: string, cwd: string): Promise<Explanation> {
  const { store, host, root } = world
  store.refresh()
  const record = noteOf(store)?.code
  const { explain } = await import('./explain/explain.js')
  return explain(target, {
    store,
    host,
    root,
    cwd,
    now: nowOf(world),
    out: record?.out ?? 'dist',
    base: record?.base ?? '/',
    codeFiles: record?.inputs.filter((input) => input.hash !== undefined).map(({ path }) => path) ?? [],
    changedCode: () => (record ? changedIn(record, world) : []),
  })
}

/** Tells the plugins that the build has ended. */
async function tell(build: Build, code: Code): Promise<void> {
  if (build.status !== 'published' || !code.record().hasEnd) return
  await code.load()
  const listening = code
    .get()
    .plugins.map(({ plugin }) => plugin)
    .filter((plugin) => plugin.end)
  // Each gets a copy: what a plugin does to it changes no result, and no exit code.
  const said = await parallel(listening, { hook: 'end' }, (plugin) => plugin.end?.(structuredClone(build)))
  build.messages = sortMessages([...build.messages, ...said])
}
