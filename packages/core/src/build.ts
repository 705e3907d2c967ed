/** What happens in a build: load the code, bring the site up to date, publish. */
import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import { type Code, CodeRefused, createCode } from './code.js'
import type { CodeRecord } from './code-record.js'
import { CycleError } from './engine/cycle.js'
import { InputChanged, Unrepeatable } from './engine/error.js'
import { parallel } from './hooks/driver.js'
import { prepareRecording, recordReads } from './host/fs-reads.js'
import { createNodeHost, resolveOutput, resolvePath } from './host/node.js'
import { type Made, type MakeOptions, make } from './made.js'
import { taskCycle } from './messages/plugin.js'
import { sortMessages } from './messages.js'
import type { Host, Message, Output, Permalink, Store } from './model.js'
import type { RecordReads } from './pipeline/context.js'
import { publish } from './publish/publish.js'
import type { Build, BuildStats, Site, SiteOptions } from './site-options.js'
import { createDiskFiles } from './store/files.js'
import { createMemoryStore } from './store/memory.js'
import { openStore } from './store/open.js'
import { version } from './version.js'

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
    store:
      options.store ??
      (options.host ? createMemoryStore() : openStore(createDiskFiles(`${cache}/store`), { version })),
    inlineHash: randomUUID(),
  }
  // Code that takes functions out of `node:fs` while it loads is seen only if these are ours by then.
  if (!options.host) prepareRecording()
  const code = createCode(world)
  let made: Made | undefined
  let outputs: readonly Output[] = []

  return {
    async build() {
      const started = performance.now()
      options.onProgress?.({ phase: 'load', done: 0, total: 1 })
      world.store.refresh()
      const settled = await settle(world, code, outputs, started)
      if (!settled.made) return refused(world, settled.messages, performance.now() - started)
      if (settled.build.status === 'published') {
        made = settled.made
        outputs = settled.build.outputs
      }
      return settled.build
    },
    read: async (path) => {
      const output = outputs.find((one) => one.path === path)
      return output && made?.bytes(output)
    },
    outputs: () => outputs,
  }
}

/** What stays the same from build to build. */
interface World {
  options: SiteOptions
  root: string
  cache: string
  host: Host
  disk: Host
  store: Store
  inlineHash: string
}

/** Brings the site up to date and publishes it; again from the start if a file changed under way. */
async function settle(world: World, code: Code, before: readonly Output[], started: number) {
  const phases = { load: 0, build: 0, write: 0 }
  for (let attempt = 1; ; attempt++) {
    try {
      await code.open(noteOf(world.store)?.code)
      phases.load = performance.now() - started
      const made = await make(makeOptions(world, code))
      phases.build = performance.now() - started - phases.load
      const build = await finish(world, code, made, before)
      phases.write = performance.now() - started - phases.load - phases.build
      build.stats.phases = phases
      return { made, build }
    } catch (error) {
      if (error instanceof CodeRefused) return { messages: error.messages }
      if (error instanceof CycleError) return { messages: [...code.record().messages, taskCycle(error.keys)] }
      if (error instanceof Unrepeatable) world.store.clear()
      else if (!(error instanceof InputChanged)) throw error
      if (attempt === attempts) throw error
    }
  }
}

/** What a build keeps beside the graph. */
interface Note {
  code: CodeRecord
}

function noteOf(store: Store): Note | undefined {
  return (store.last()?.meta as { note: Note } | undefined)?.note
}

function makeOptions({ host, store, root, options }: World, code: Code): MakeOptions {
  const now = options.asOf === undefined ? host.now() : instantOf(options.asOf)
  let done = 0
  const onRun = () => options.onProgress?.({ phase: 'build', done: ++done, total: 0 })
  const note = (): Note => ({ code: code.record() })
  const reads = options.host ? {} : { recordReads: recordBelow(root) }
  return { host, root, store, code, loadCode: code.load, now, note, onRun, ...reads }
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
async function finish(world: World, code: Code, made: Made, before: readonly Output[]): Promise<Build> {
  const { options, host, root } = world
  const record = code.record()
  const folder = posix.resolve(root, record.out)
  const out = options.host ? folder : resolveOutput(folder)
  const stops = (message: Message) =>
    message.severity === 'error' || (options.strict === true && message.severity === 'warning')
  const outputs = await made.outputs()
  const build: Build = {
    status: 'content',
    outputs,
    messages: sortMessages([...record.messages, ...made.messages]),
    changed: { added: [], changed: [], removed: [] },
    ...(made.nextDue === undefined ? {} : { nextDue: made.nextDue }),
    stats: statsOf(made, record),
    out,
  }
  if (build.messages.some(stops)) return build
  if (options.write !== false) {
    options.onProgress?.({ phase: 'write', done: 0, total: outputs.length })
    const published = await publish({
      host,
      root,
      out,
      outputs,
      bytes: made.bytes,
      adopt: options.adopt ?? false,
    })
    build.messages = sortMessages([...build.messages, ...published.messages])
    if (published.messages.some(stops)) return build
    const { changed, ...counts } = published.value
    build.changed = changed
    Object.assign(build.stats, counts)
  } else build.changed = compare(before, outputs)
  build.status = 'published'
  if (record.hasEnd) build.messages = sortMessages([...build.messages, ...(await tell(build, code))])
  return build
}

/** Tells the plugins that the build has ended. */
async function tell(build: Build, code: Code): Promise<Message[]> {
  await code.load()
  const listening = code
    .get()
    .plugins.map(({ plugin }) => plugin)
    .filter((plugin) => plugin.end)
  // Each gets a copy: what a plugin does to it changes no result, and no exit code.
  return parallel(listening, { hook: 'end' }, (plugin) => plugin.end?.(structuredClone(build)))
}

function statsOf(made: Made, { parser }: CodeRecord): BuildStats {
  return {
    pages: made.pages,
    written: 0,
    unchanged: 0,
    removed: 0,
    tasksRun: made.tasksRun,
    tasksReused: made.tasksReused,
    phases: { load: 0, build: 0, write: 0 },
    parser,
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
