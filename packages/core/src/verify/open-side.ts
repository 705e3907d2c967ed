/** A side in this process. */
import { isDeepStrictEqual } from 'node:util'
import { CodeRefused, createCode } from '../code.js'
import { CycleError } from '../engine/cycle.js'
import { InputChanged, Unrepeatable } from '../engine/error.js'
import { keyOf, parseKey } from '../engine/task.js'
import { phraseOf } from '../explain/noun.js'
import { emittedKeys } from '../explain/outputs.js'
import { hashOf } from '../hash.js'
import { acquireLock } from '../host/lock.js'
import { type Made, make } from '../made.js'
import { taskCycle } from '../messages/plugin.js'
import { sortMessages } from '../messages.js'
import type { Message, Output, OwnedPage, Store } from '../model.js'
import type { OnRead } from '../pipeline/context.js'
import { createInputs } from '../pipeline/inputs.js'
import { createSiteWorld, makeOptions, noteOf, type SiteWorld } from '../site-world.js'
import { createMemoryStore } from '../store/memory.js'
import { blockHashes, blockOf } from './difference.js'
import { compareFolder } from './folder.js'
import type { Fingerprint, Side, SideFile, SideNode, SideOptions } from './side.js'
import { createTrace, type Trace } from './trace.js'

/** How often a side starts again because a file changed while it was being read. */
const attempts = 5

/** Opens a side; nothing is read before `make()`. */
export function openSide({ site, from, order, inlineHash, standIn }: SideOptions): Side {
  const trace = createTrace()
  const store = from === 'nothing' ? { store: createMemoryStore() } : {}
  // One side without threads: what they make is compared too.
  const alone = order === 'backward' ? { workers: 0 } : {}
  const world = createSiteWorld({ ...site, ...store, ...alone, write: false }, inlineHash)
  const code = createCode({ ...world, standIn, onStep: trace.onStep })
  const opened: Opened = { world, code, trace, from, order }
  let made: Made | undefined
  let last: { path: string; bytes: Uint8Array } | undefined
  const outputAt = async (path: string) => (await made?.outputs())?.find((one) => one.path === path)
  const bytesAt = async (path: string): Promise<Uint8Array | undefined> => {
    if (last?.path === path) return last.bytes
    const output = await outputAt(path)
    if (!made || !output) return undefined
    last = { path, bytes: await made.bytes(output) }
    return last.bytes
  }
  return {
    async make() {
      const isShared = from === 'store' && !site.host
      const { lock, messages } = isShared ? await acquireLock(world.cache) : { lock: free, messages: [] }
      if (!lock) return nothingMade('content', messages)
      try {
        const found = await attemptAll(opened, lock.readOnly, (one) => {
          made = one
        })
        return { ...found, said: messages }
      } finally {
        lock.release()
        trace.rest()
        await code.rest()
      }
    },
    node: async (key) => nodeIn(opened, key),
    async maker(path) {
      const output = await outputAt(path)
      return output && makerOf(world.store, output)
    },
    speaker: async (message) => speakerOf(world.store, message),
    async blocks(path) {
      const bytes = await bytesAt(path)
      return bytes && blockHashes(bytes)
    },
    async block(path, at) {
      const bytes = await bytesAt(path)
      return bytes && blockOf(bytes, at)
    },
  }
}

const free = { readOnly: false, release: () => {} }

interface Opened {
  world: SiteWorld
  code: ReturnType<typeof createCode>
  trace: Trace
  from: SideOptions['from']
  order: SideOptions['order']
}

/** Makes the site, again from the start if a file changed under way. Unlike a build it never empties a store on disk. */
async function attemptAll(
  opened: Opened,
  readOnly: boolean,
  onMade: (made: Made) => void,
): Promise<Fingerprint> {
  const { world, code, from } = opened
  const { store } = world
  const started = performance.now()
  const at = () => ({ milliseconds: Math.round(performance.now() - started) })
  store.refresh()
  for (let attempt = 1; ; attempt++) {
    try {
      await code.open({ last: noteOf(store)?.code })
      return { ...(await makeOnce(opened, readOnly, onMade)), ...at() }
    } catch (error) {
      if (error instanceof CodeRefused) return { ...nothingMade('config', error.messages), ...at() }
      if (error instanceof CycleError) {
        return {
          ...nothingMade('config', [...code.record().messages, taskCycle(error.keys.map(phraseOf))]),
          ...at(),
        }
      }
      if (error instanceof Unrepeatable)
        return { ...nothingMade('made', []), unrepeatable: error.key, ...at() }
      if (!(error instanceof InputChanged) || attempt === attempts) throw error
      if (from === 'nothing') store.clear()
    }
  }
}

function nothingMade(status: Fingerprint['status'], messages: readonly Message[]): Fingerprint {
  const counts = { pages: 0, tasksRun: 0, tasksReused: 0, milliseconds: 0 }
  return { status, files: [], messages: sortMessages(messages), said: [], reads: [], ...counts }
}

async function makeOnce(
  opened: Opened,
  readOnly: boolean,
  onMade: (made: Made) => void,
): Promise<Fingerprint> {
  const { world, code, trace, from } = opened
  const rendered = new Map<string, { output: string; bytes: string }>()
  const made = await make({
    ...watchedOptions(opened),
    onPage: ({ permalink }: OwnedPage, html, output) =>
      void rendered.set(permalink, { output, bytes: hashOf(html) }),
  })
  onMade(made)
  const messages = sortMessages([...code.record().messages, ...made.messages])
  const { pages } = made
  const { tasksRun, tasksReused } = made.counts()
  const counts = { pages, tasksRun, tasksReused, milliseconds: 0 }
  const found = { messages, said: [], reads: trace.reads(), ...counts }
  if (messages.some(({ severity }) => severity === 'error')) return { status: 'content', files: [], ...found }
  const files: SideFile[] = []
  for (const output of await made.outputs()) {
    const page = rendered.get(output.url)
    const hash = page?.output === output.hash ? page.bytes : hashOf(await made.bytes(output))
    files.push({ path: output.path, owner: output.owner, url: output.url, hash })
  }
  const folder = from === 'store' ? await compareFolder({ world, code, made, files, readOnly }) : undefined
  return { status: 'made', files, ...found, reads: trace.reads(), ...(folder && { folder }) }
}

function watchedOptions({ world, code, trace, order }: Opened) {
  const { recordReads, ...options } = makeOptions(world, code)
  return {
    ...options,
    code: trace.watch(code),
    around: trace.around,
    ...(order && { order }),
    ...(recordReads && {
      recordReads: <T>(onRead: OnRead, run: () => T) =>
        recordReads((read) => {
          if ('path' in read) trace.onRead(read.path)
          onRead(read)
        }, run),
    }),
  }
}

function nodeIn({ world, code, trace }: Opened, key: string): SideNode | undefined {
  const { store, host, root } = world
  const id = store.find(key)
  if (id < 0 || !store.isAlive(id)) return undefined
  const read = Array.from(store.reads(id), (one) => (one < 0 ? ~one : one))
  return {
    hash: store.hash(id),
    reads: read.map((one) => ({ key: store.key(one), hash: store.hash(one) })),
    isInput: Object.hasOwn(createInputs(host, root, code, 0), parseKey(key).name),
    steps: trace.steps(key),
  }
}

function makerOf(store: Store, { path, owner, url }: Output): string {
  if (owner === 'public') return keyOf('file', `public/${path}`)
  if (owner === 'styles') return keyOf('styles', null)
  if (owner === 'client') return keyOf('clients', null)
  // Which file an asset was made of is known by nobody but those who asked for it.
  if (owner === 'asset') return keyOf('site', null)
  const isPage = (key: string) => (parseKey(key).argument as OwnedPage).permalink === url
  const page = store.named('html').find((id) => isPage(store.key(id)))
  return page === undefined ? emittedKeys(store)(owner, path) : store.key(page)
}

function speakerOf(store: Store, message: Message): string | undefined {
  const says = (id: number) => store.messages(id).some((one) => isDeepStrictEqual({ ...one }, message))
  const found = store.withMessages().find(says)
  return found === undefined ? undefined : store.key(found)
}
