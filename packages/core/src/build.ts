/** What happens in a build: load the code, bring the site up to date, publish. */
import { posix } from 'node:path'
import { type Code, CodeRefused, createCode } from './code.js'
import { changedIn } from './code-record.js'
import { createDeliveries } from './delivery.js'
import { createValues } from './engine/values.js'
import type { Explanation } from './explain/explanation.js'
import type { Look } from './handover.js'
import { parallel } from './hooks/driver.js'
import { reasonOf } from './host/error.js'
import { acquireLock, type LockResult } from './host/lock.js'
import { createListing } from './listing.js'
import { createLooked } from './looked.js'
import type { Made } from './made.js'
import { cacheNotKept } from './messages/cache.js'
import { rootGone } from './messages/config.js'
import { sortMessages } from './messages.js'
import type { Message, Output } from './model.js'
import { refusedBuild } from './outcome.js'
import type { PluginList } from './plugin-list.js'
import type { Build, BuildRequest, Site, SiteOptions } from './site-options.js'
import { createSiteWorld, lastPlace, noteOf, nowOf, type SiteWorld } from './site-world.js'
import { survey } from './survey.js'
import { take } from './turn.js'

const unlocked: LockResult = { lock: { readOnly: false, release: () => {} }, messages: [] }

/** Makes a site of a folder. Nothing is read before the first `build()`. */
export function createSite(options: SiteOptions): Site {
  return siteIn(createSiteWorld(options))
}

/** The same in a world that was opened by the caller. */
export function siteIn(world: SiteWorld): Site {
  const { store, host, root, options } = world
  const code = createCode(world)
  const listing = createListing()
  const values = createValues()
  const deliveries = createDeliveries(world)
  const looked = createLooked(world, code.paths)
  let made: Made | undefined
  let outputs: readonly Output[] = []
  /** The output folder, once something was published. */
  let out: string | undefined
  let builds = 0
  /** The look of another thread, until the first build. */
  let handed = options.handover?.look
  /** What the last build has seen where it looked at all inputs. */
  let look: Look | undefined
  /** When the store was last brought up to date by this site; nothing before that, or after a failure. */
  let known: number | undefined

  /** What was not told to have changed stands only since a build of this site, and while time goes on. */
  const checked = ({ changed, ...request }: BuildRequest): BuildRequest => {
    if (changed === undefined || known === undefined || nowOf(world) < known) return request
    return { ...request, changed: changed.map((path) => posix.resolve(root, path)) }
  }

  /** Code changed what core works with: nothing that was made meanwhile may serve another build. */
  const forget = () => {
    store.clear()
    known = undefined
  }

  /** Writes what is not written yet. If somebody else is building for long, the next build looks closer. */
  const rest = async () => {
    if (!deliveries.isBehind()) return
    const { lock } = options.host ? unlocked : await acquireLock(world.cache)
    if (lock) await deliveries.rest().finally(lock.release)
  }

  return {
    async build(request = {}) {
      builds++
      const started = performance.now()
      const elapsed = () => performance.now() - started
      options.onProgress?.({ phase: 'load', done: 0, total: 1 })
      if (!options.host && host.stat(root)?.kind !== 'folder') {
        known = undefined
        return refusedBuild(lastPlace(world), 'config', [rootGone()], elapsed())
      }
      // A host of one's own has no other process beside it.
      const { lock, messages } = options.host ? unlocked : await acquireLock(world.cache)
      if (!lock) return refusedBuild(lastPlace(world), 'content', messages, elapsed())
      const { onLook } = looked
      const turn = {
        world,
        code,
        listing,
        values,
        deliveries,
        request: checked(request),
        before: outputs,
        look: handed,
        lock,
        elapsed,
        onLook,
        onLooked(suspects: readonly string[]) {
          look = { state: store.last()?.state ?? '', suspects }
        },
      }
      handed = undefined
      look = undefined
      const before = known
      known = undefined
      const now = nowOf(world)
      const taken = await take(turn).finally(() => {
        lock.release()
        return code.rest()
      })
      const { build } = taken
      // A build that was given up left the store as it was.
      known = taken.made ? now : build.status === 'superseded' ? before : undefined
      build.messages = sortMessages([...messages, ...unkept(world), ...build.messages])
      if (code.takeTaint()) forget()
      if (build.status !== 'published') return build
      made = taken.made
      outputs = build.outputs
      if (options.write !== false && outputs.length > 0) out = build.out
      await tell(build, code, request.onPublished)
      if (code.takeTaint()) forget()
      return build
    },
    async survey() {
      // After code with errors there is nothing to compare but this code.
      if (known === undefined) return code.changed()
      const build = builds
      const isCutShort = () => builds !== build
      // Whoever looks wants to build again soon: then the code will be needed.
      await code.load().catch(() => {})
      const files = await survey({ store, host, root, isCutShort })
      if (!isCutShort()) await rest()
      if (isCutShort()) return []
      // Nobody else is told when it is removed whole.
      const gone = out !== undefined && host.stat(out)?.kind !== 'folder' ? [out] : []
      return [...new Set([...files, ...code.changed(), ...gone])].sort()
    },
    looked: looked.take,
    handOver: () => ({ store: store.handOver(), look }),
    close: rest,
    read: async (path) => {
      const output = outputs.find((one) => one.path === path)
      return output && made?.bytes(output)
    },
    outputs: () => outputs,
    plugins: () => pluginsOf(code),
    explain: (target, { cwd = world.root } = {}) => explainIn(world, target, cwd),
  }
}

/** Says if the disk did not let the store keep this build. */
function unkept({ store, root }: SiteWorld): Message[] {
  const problem = store.problem()
  return problem ? [cacheNotKept(posix.relative(root, problem.path), reasonOf(problem.code))] : []
}

/** Loads the code, whatever the last build recorded. */
async function pluginsOf(code: Code): Promise<PluginList> {
  try {
    await code.open({ last: undefined })
    const { listPlugins } = await import('./plugin-list.js')
    return { plugins: listPlugins(code.get()), messages: code.record().messages }
  } catch (error) {
    if (error instanceof CodeRefused) return { plugins: [], messages: sortMessages(error.messages) }
    throw error
  } finally {
    await code.rest()
  }
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
async function tell(build: Build, code: Code, onPublished: BuildRequest['onPublished']): Promise<void> {
  if (build.status !== 'published' || !code.record().hasEnd) return
  onPublished?.(build)
  await code.load()
  const listening = code
    .get()
    .plugins.map(({ plugin }) => plugin)
    .filter((plugin) => plugin.end)
  // Each gets a copy: what a plugin does to it changes no result, and no exit code.
  const said = await parallel(listening, { hook: 'end' }, (plugin) =>
    plugin.end?.({ options: plugin.settings }, structuredClone(build)),
  )
  build.messages = sortMessages([...build.messages, ...said])
}
