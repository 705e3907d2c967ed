/** A site brought up to date: all its outputs and messages, nothing published yet. */
import { posix } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Counts, createTally, type Tally, taskCount } from './counts.js'
import { hashOf } from './engine/codec.js'
import { createRevision, type Order, type Revision } from './engine/engine.js'
import { InputChanged } from './engine/error.js'
import { type Input, parseKey, refer } from './engine/task.js'
import type { Values } from './engine/values.js'
import { createListing, type Listed, type Listing } from './listing.js'
import { sortMessages } from './messages.js'
import type { Emitted, Host, Message, Output, OwnedPage, Store } from './model.js'
import { type BuildContext, extendContext, type RecordReads, watched } from './pipeline/context.js'
import type { EmittedBody, EmittedFile } from './pipeline/file-tasks.js'
import type { EntryIndex } from './pipeline/index-tasks.js'
import { type CodeSource, createInputs } from './pipeline/inputs.js'
import { checkOutputs, lieSideBySide, withSources } from './pipeline/output.js'
import type { SiteParts } from './pipeline/output-tasks.js'
import type { PluginTaskCall } from './pipeline/plugin-tasks.js'
import { publicPath } from './pipeline/public-file.js'
import { ahead, pathInputs, type Suspicion, suspectsIn } from './suspects.js'

/** Tasks by name: where nothing changed, they are not even loaded. */
const site = refer<null, SiteParts>('site')
const pages = refer<null, OwnedPage[]>('pages')
const html = refer<OwnedPage, string | undefined>('html')
const emitted = refer<string, EmittedFile[]>('emitted')
const emittedBody = refer<EmittedBody, string | Uint8Array | undefined>('emitted-body')
const publicFiles = refer<null, string[]>('public-files')
const index = refer<null, EntryIndex>('index')
const pluginTask = refer<PluginTaskCall, unknown>('plugin-task')

/** What a site is made from. */
export interface MakeOptions extends Suspicion {
  host: Host
  root: string
  store: Store
  code: CodeSource
  /** Loads the code, before the first task runs. */
  loadCode?(): Promise<void>
  /** The instant that counts as now, in milliseconds since 1970. */
  now: number
  /** Reports reads behind the engine's back, where the host is the real disk and code of others runs. */
  recordReads?: RecordReads
  /** Wraps the run of each task, to see what it does. */
  around?<T>(key: string, run: () => T): T
  /** See `Search`. */
  onLooked?(suspects: readonly string[]): void
  /** Asked before each task: once it says yes, making ends with `Superseded`. */
  isSuperseded?: (() => boolean) | undefined
  /** Told each file and folder that is looked at, by its path as tasks know it. */
  onLook?(path: string): void
  /** Of the last builds of the same site. @default none: everything is listed */
  listing?: Listing
  /** Likewise. @default none is in memory */
  values?: Values
  /** In which order the work is done, as far as the tasks leave it open. @default many tasks at once */
  order?: Order
  /** What to keep beside the graph, once the site is made. */
  note?(): unknown
  /** Told the key of each task that runs. */
  onRun?(key: string): void
  /** Told each page as it is rendered, with the hash that its output will have. */
  onPage?(page: OwnedPage, html: string, hash: string): void
  /** Told each file of a plugin whose body a task gives, likewise. */
  onFile?(path: string, body: string | Uint8Array, hash: string): void
}

/** A site brought up to date. */
export interface Made {
  /** A hash of all outputs: equal ones have an equal hash. */
  generation: string
  /** Sorted by path. */
  outputs(): Promise<readonly Output[]>
  /** Those of the clashes among them. */
  messages: Message[]
  /** Outputs that can't lie side by side. */
  clashes: Message[]
  nextDue?: string
  /** Number of pages. */
  pages: number
  /** What it took so far: asking for bytes may take more. */
  counts(): Counts
  /** What was kept beside the graph. */
  note: unknown
  bytes(output: Output): Promise<Uint8Array>
}

/** What lies beside the graph. */
interface Meta {
  generation: string
  /** Number of pages, and the hash of their list. */
  pages: number
  planned: string
  /** Hash of the paths of all outputs, and of whose they are. */
  paths: string
  /** Outputs that clash: found when all are known, so they belong to no task. */
  clashes: Message[]
  note: unknown
}

/**
 * Brings the site up to date.
 *
 * @throws {InputChanged} if a file changed while it was being read: make it again.
 */
export async function make(options: MakeOptions): Promise<Made> {
  const { store, listing = createListing() } = options
  const tally = createTally()
  const inputs = createInputs(options.host, options.root, options.code, options.now)
  const revision = await revise(options, inputs, tally)
  await revision.hash(site, null)
  const changed = revision.commit(site, null)
  const last = store.last()?.meta as Meta | undefined
  const listed = changed === 'some' || last === undefined ? await listing.list(store, revision) : undefined
  const described = listed ? await describe(revision, listed, last) : (last as Meta)
  const meta: Meta = { ...described, note: options.note?.() ?? last?.note ?? null }
  // Values that were lost were made again only when the outputs were listed.
  const isNew = revision.commit(site, null) !== 'none' || changed !== 'none'
  if (isNew || last === undefined || !isDeepStrictEqual(meta.note, last.note)) store.save(meta)
  const later = async () => {
    if (listed) return listed
    const found = await listing.list(store, revision)
    if (revision.commit(site, null) !== 'none') store.save(meta)
    return found
  }
  const nextDue = nextDueIn(store)
  const told = store.withMessages().flatMap((id) => store.messages(id))
  return {
    ...meta,
    outputs: async () => (await later()).outputs,
    messages: sortMessages([...told, ...meta.clashes]),
    ...(nextDue === undefined ? {} : { nextDue }),
    counts: () => tally.counts(taskCount(store, inputs)),
    bytes: bytesOf(options, revision, later),
  }
}

function revise(options: MakeOptions, inputs: Record<string, Input>, tally: Tally): Promise<Revision> {
  const { store, code, recordReads, loadCode, isSuperseded, onRun, onLook, onLooked, order } = options
  const suspects = suspectsIn(options, options)
  const { around = (_key, run) => run() } = options
  return createRevision<BuildContext>({
    store,
    tasks: async () => (await import('./pipeline/tasks.js')).tasks,
    inputs: onLook ? lookedAt(inputs, onLook) : inputs,
    extend: extendContext,
    order,
    ...(suspects && { suspects }),
    ...(onLooked && !suspects && { onLooked }),
    values: options.values,
    ...(isSuperseded && { isSuperseded }),
    ...((recordReads || options.around) && {
      around: (context, run, key) =>
        around(key, () => (recordReads && code.get().isForeign ? watched(context, recordReads, run) : run())),
    }),
    ...(loadCode && { prepare: loadCode }),
    onRun: (key) => {
      tally.onRun(key)
      onRun?.(key)
    },
    onRead: tally.onRead,
    onValue: (name, argument, value, hash) => {
      if (value === undefined) return
      if (name === html.name) options.onPage?.(argument as OwnedPage, value as string, hash)
      if (name === emittedBody.name) {
        options.onFile?.((argument as EmittedBody).path, value as string | Uint8Array, hash)
      }
    },
  })
}

/** The same inputs; each path that is looked at is told. */
function lookedAt(inputs: Record<string, Input>, onLook: (path: string) => void): Record<string, Input> {
  const told = pathInputs.flatMap((name): [string, Input][] => {
    const input = inputs[name]
    if (!input) return []
    const observe: Input['observe'] = (argument) => {
      onLook(String(argument))
      return input.observe(argument)
    }
    return [[name, { ...input, observe }]]
  })
  return { ...inputs, ...Object.fromEntries(told) }
}

/** What need not be found out again, as only bytes changed, is taken from the last build. */
async function describe(
  revision: Revision,
  { outputs, generation, paths }: Listed,
  last: Meta | undefined,
): Promise<Omit<Meta, 'note'>> {
  const planned = await revision.hash(pages, null)
  const count = last?.planned === planned ? last.pages : (await revision.get(pages, null)).length
  const areSound = (last?.paths === paths && last.clashes.length === 0) || lieSideBySide(outputs)
  const clashes = areSound ? [] : await clashesAmong(revision, outputs)
  return { generation, pages: count, planned, paths, clashes }
}

/** What is wrong with the paths of outputs, with the sources of these. */
async function clashesAmong(revision: Revision, outputs: readonly Output[]): Promise<Message[]> {
  const list = await revision.get(pages, null)
  const { byId } = await revision.get(index, null)
  const files = await revision.get(publicFiles, null)
  return checkOutputs(withSources(outputs, list, byId, files))
}

/** Where the bytes of an output come from, by its owner. What a file held when it was planned is what counts. */
function bytesOf(
  { host, root, code, loadCode }: MakeOptions,
  revision: Revision,
  later: () => Promise<Listed>,
): Made['bytes'] {
  let pageAt: Map<string, OwnedPage> | undefined
  let publicAt: Map<string, string> | undefined
  const emittedAt = new Map<string, Map<string, PluginTaskCall>>()
  return async (output) => {
    switch (output.owner) {
      case 'asset': {
        const source = (await later()).sources.get(output.path) ?? ''
        if (typeof source !== 'string')
          return bytesOfGiven((await revision.get(pluginTask, source)) as Emitted)
        const bytes = host.read(posix.resolve(root, source))
        const { toAsset } = await import('./pipeline/asset.js')
        return bytes && toAsset(source, bytes).path === output.path ? bytes : gone(output)
      }
      case 'public': {
        publicAt ??= new Map((await revision.get(publicFiles, null)).map((file) => [publicPath(file), file]))
        const bytes = host.read(`${root}/public/${publicAt.get(output.path)}`)
        return bytes && hashOf(bytes) === output.hash ? bytes : gone(output)
      }
      case 'client':
      case 'styles': {
        await loadCode?.()
        const { styles, clients } = code.get()
        const files = [styles, ...clients.values()].flatMap((one) => one?.files ?? [])
        return files.find(({ path }) => path === output.path)?.bytes ?? gone(output)
      }
    }
    pageAt ??= new Map((await revision.get(pages, null)).map((page) => [page.permalink, page]))
    const page = pageAt.get(output.url)
    if (page) return new TextEncoder().encode((await revision.get(html, page)) ?? '')
    const calls = emittedAt.get(output.owner) ?? callsIn(await revision.get(emitted, output.owner))
    emittedAt.set(output.owner, calls)
    const call = calls.get(output.path)
    // What it gives was looked at when the output was planned. Where it is kept, no code need be loaded for it.
    if (call)
      return bytesOfGiven({
        body: ((await revision.get(pluginTask, call)) ?? gone(output)) as Emitted['body'],
      })
    const file = (await revision.get(emitted, output.owner)).find(({ path }) => path === output.path)
    const { bytesOfEmitted } = await import('./pipeline/file-tasks.js')
    return file ? bytesOfEmitted(file) : gone(output)
  }
}

/** The tasks that give the bodies of files, by the paths of these. */
function callsIn(files: readonly EmittedFile[]): Map<string, PluginTaskCall> {
  return new Map(files.flatMap(({ path, call }) => (call ? [[path, call]] : [])))
}

function bytesOfGiven({ body }: Pick<Emitted, 'body'>): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

/** A file is not what it was a moment ago: the revision that planned it is no longer true. */
function gone(output: Output): never {
  throw new InputChanged(output.path)
}

/** The nearest instant that was asked for and has not passed. */
function nextDueIn(store: Store): string | undefined {
  const instants = ahead(store).map((key) => String(parseKey(key).argument))
  // By time, not by text: the years of an instant may have more than four digits.
  return instants.sort((a, b) => Date.parse(a) - Date.parse(b))[0]
}
