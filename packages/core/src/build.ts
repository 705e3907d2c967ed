/** What happens in a build: load the code, bring the site up to date, publish. */
import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import { CycleError } from './engine/cycle.js'
import { InputChanged } from './engine/error.js'
import { parallel } from './hooks/driver.js'
import { prepareRecording, recordReads } from './host/fs-reads.js'
import { createNodeHost, resolvePath } from './host/node.js'
import { isCurrent } from './load/code.js'
import { type Made, type MakeOptions, make } from './made.js'
import { manifestPath } from './manifest.js'
import { taskCycle } from './messages/plugin.js'
import { sortMessages } from './messages.js'
import type { Host, Message, Output, Permalink } from './model.js'
import type { RecordReads } from './pipeline/context.js'
import type { LoadedCode } from './pipeline/inputs.js'
import { openSession, type Session } from './session.js'
import type { Build, BuildStats, Site, SiteOptions } from './site-options.js'
import { createMemoryStore } from './store/memory.js'
import { publish } from './write.js'

/** How often a build starts again because a file changed while it was being read. */
const attempts = 5

/** Makes a site of a folder. Nothing is read before the first `build()`. */
export function createSite(options: SiteOptions): Site {
  const root = options.host ? options.root : resolvePath(options.root)
  const cache = `${root}/.blog-build`
  const host = options.host ?? createNodeHost({ root, cache })
  const world: World = {
    options: { ...options, root },
    root,
    cache,
    host,
    disk: options.host ? createNodeHost({ root: '/', cache }) : host,
    store: options.store ?? createMemoryStore(),
    inlineHash: randomUUID(),
  }
  // Code that takes functions out of `node:fs` while it loads is seen only if these are ours by then.
  if (!options.host) prepareRecording()
  let session: Session | undefined
  let made: Made | undefined

  return {
    async build() {
      const started = performance.now()
      options.onProgress?.({ phase: 'load', done: 0, total: 1 })
      if (!session || !isCurrent(host, session.user)) {
        const opened = await openSession(world)
        if (!opened.value) return refused(world, opened.messages, performance.now() - started)
        session = opened.value
      }
      const loaded = performance.now()
      const settled = await settle(world, session, made)
      if (!settled.next) return refused(world, settled.messages, performance.now() - started)
      const { build, next, built } = settled
      if (build.status === 'published') made = next
      build.stats.phases = { load: loaded - started, build: built - loaded, write: performance.now() - built }
      return build
    },
    read: async (path) => {
      const output = made?.outputs.find((one) => one.path === path)
      return output && made?.bytes(output)
    },
    outputs: () => made?.outputs ?? [],
  }
}

/** What stays the same from build to build. */
interface World {
  options: SiteOptions
  root: string
  cache: string
  host: Host
  disk: Host
  store: NonNullable<SiteOptions['store']>
  inlineHash: string
}

/** Brings the site up to date and publishes it; again from the start if a file changed under way. */
async function settle(world: World, session: Session, last: Made | undefined) {
  for (let attempt = 1; ; attempt++) {
    try {
      const next = await make(makeOptions(world, session.code))
      const built = performance.now()
      return { next, built, build: await finish(world, session, next, last) }
    } catch (error) {
      if (error instanceof CycleError) return { messages: [...session.messages, taskCycle(error.keys)] }
      if (!(error instanceof InputChanged) || attempt === attempts) throw error
    }
  }
}

function makeOptions({ host, store, root, options }: World, code: LoadedCode): MakeOptions {
  const now = options.asOf === undefined ? host.now() : instantOf(options.asOf)
  let done = 0
  const onRun = () => options.onProgress?.({ phase: 'build', done: ++done, total: 0 })
  const reads = options.host || !code.isForeign ? {} : { recordReads: recordBelow(root) }
  return { host, root, store, code, now, onRun, ...reads }
}

function instantOf(asOf: string): number {
  const instant = Date.parse(asOf)
  if (!Number.isNaN(instant)) return instant
  throw new RangeError(`\`asOf\` is \`${asOf}\`, expected an instant such as 2024-01-31T10:00:00Z.`)
}

/** Tells reads of the disk by the path that tasks use: from the root where they lie below it. */
function recordBelow(root: string): RecordReads {
  const within = (path: string) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path)
  return (onRead, run) => recordReads((_kind, path) => onRead(within(path)), run)
}

/** Publishes what may be published, and tells how it went. */
async function finish(world: World, session: Session, next: Made, last: Made | undefined): Promise<Build> {
  const { options, host, root } = world
  const { config } = session.code
  const folder = posix.resolve(root, config.out)
  const out = options.host ? folder : resolvePath(folder)
  const stops = (message: Message) =>
    message.severity === 'error' || (options.strict === true && message.severity === 'warning')
  const build: Build = {
    status: 'content',
    outputs: next.outputs,
    messages: sortMessages([...session.messages, ...next.messages]),
    changed: { added: [], changed: [], removed: [] },
    ...(next.nextDue === undefined ? {} : { nextDue: next.nextDue }),
    stats: statsOf(next, session.code),
    out,
  }
  if (build.messages.some(stops)) return build
  if (options.write !== false) {
    options.onProgress?.({ phase: 'write', done: 0, total: next.outputs.length })
    const published = await publish({
      host,
      root,
      out,
      manifestPath: manifestPath(root, out),
      outputs: next.outputs,
      bytes: next.bytes,
      adopt: options.adopt ?? false,
    })
    build.messages = sortMessages([...build.messages, ...published.messages])
    if (published.messages.some(stops)) return build
    const { changed, ...counts } = published.value
    build.changed = changed
    Object.assign(build.stats, counts)
  } else build.changed = compare(last?.outputs ?? [], next.outputs)
  build.status = 'published'
  const listening = session.code.plugins.map(({ plugin }) => plugin).filter((plugin) => plugin.end)
  // Each gets a copy: what a plugin does to it changes no result, and no exit code.
  const told = await parallel(listening, { hook: 'end' }, (plugin) => plugin.end?.(structuredClone(build)))
  build.messages = sortMessages([...build.messages, ...told])
  return build
}

function statsOf(next: Made, { markdown }: LoadedCode): BuildStats {
  const { parser: name, fallback } = markdown.value
  return {
    pages: next.pages,
    written: 0,
    unchanged: 0,
    removed: 0,
    tasksRun: next.tasksRun,
    tasksReused: next.tasksReused,
    phases: { load: 0, build: 0, write: 0 },
    parser: { name, ...(fallback === undefined ? {} : { fallback }) },
  }
}

/** A build that did not come to a site. */
function refused({ root, options }: World, messages: Message[], load: number): Build {
  return {
    status: 'config',
    outputs: [],
    messages: sortMessages(messages),
    changed: { added: [], changed: [], removed: [] },
    stats: {
      pages: 0,
      written: 0,
      unchanged: 0,
      removed: 0,
      tasksRun: 0,
      tasksReused: 0,
      phases: { load, build: 0, write: 0 },
      parser: { name: '' },
    },
    out: posix.resolve(root, options.out ?? 'dist'),
  }
}

/** Addresses that came, changed and went. */
function compare(before: readonly Output[], after: readonly Output[]): Build['changed'] {
  const old = new Map(before.map(({ url, hash }) => [url, hash]))
  const now = new Map(after.map(({ url, hash }) => [url, hash]))
  const sorted = (urls: Permalink[]) => urls.sort()
  return {
    added: sorted([...now.keys()].filter((url) => !old.has(url))),
    changed: sorted([...now.keys()].filter((url) => old.has(url) && old.get(url) !== now.get(url))),
    removed: sorted([...old.keys()].filter((url) => !now.has(url))),
  }
}
