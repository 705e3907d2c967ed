/** Mistakes in invalidation, planted between a builder and its store or its host. */
import { hashOf } from '../../src/hash.js'
import type { MemoryHost } from '../../src/host/memory.js'
import type { FileStat, Host, Store } from '../../src/model.js'
import type { Change } from '../../src/store.js'
import type { Planted } from './builders.js'

/** A planted mistake, and where it shows. */
export interface Fault extends Planted {
  shows: 'files' | 'messages'
}

/** The hash by which the engine knows the absence of a file. */
const absent = hashOf('input -')

/** By what is wrong. */
export const faults: Readonly<Record<string, Fault>> = {
  'absence is not a read': { shows: 'files', store: dropping((_key, hash) => hash === absent) },
  'listings of folders are not reads': { shows: 'files', store: dropping(named('folder')) },
  'files that plugins read are not reads': {
    shows: 'files',
    store: dropping((key) => key.startsWith('file:"data/')),
  },
  'what a query answered is not a read': {
    shows: 'files',
    store: dropping(named('query', 'count', 'terms', 'neighbours')),
  },
  'the configuration is not a read': { shows: 'files', store: dropping(named('config')) },
  'the code of a layout is not a read': { shows: 'files', store: dropping(named('layout')) },
  'the code of a plugin is not a read': { shows: 'files', store: dropping(named('hook', 'plugin')) },
  'Markdown plugins are not a read': { shows: 'files', store: dropping(named('markdown')) },
  'style sheets are not a read': { shows: 'files', store: dropping(named('styles')) },
  'the environment is not a read': { shows: 'files', store: dropping(named('env')) },
  'that an instant has passed is not a read': { shows: 'files', store: dropping(named('past')) },
  'assets are not reads': { shows: 'files', store: dropping(named('asset')) },
  'public files are not reads': {
    shows: 'files',
    store: dropping((key) => key.startsWith('file:"public/') || key === 'folder:"public"'),
  },
  'what a link leads to is not a read': {
    shows: 'files',
    store: dropping(named('target', 'permalink', 'view')),
  },
  'edges from what is read to its readers are missing': {
    shows: 'files',
    store: (store) => ({
      ...store,
      eachReader: (id, visit) => store.eachReader(id, (reader) => reader % 3 !== 0 && visit(reader)),
    }),
  },
  'all keys have one height': { shows: 'files', store: (store) => ({ ...store, height: () => 1 }) },
  'a memo forgets what it rests on': {
    shows: 'files',
    store: (store) => ({ ...store, remember: (memo) => store.remember({ ...memo, reads: [] }) }),
  },
  'a value is found by its key, not by its hash': { shows: 'files', store: firstValues },
  'a stamp says nothing of the time': { shows: 'files', host: timeless },
  'a stamp is trusted that is old': { shows: 'files', host: still },
  'files of the code are not remembered': { shows: 'files', store: withoutCode },
  'what vanished is not removed': {
    shows: 'files',
    // A file is moved out of the way before others come; a second name leaves it where it is.
    host: (host) => ({
      ...host,
      rename: (from, to) => (from.includes('/dist/') ? host.link(from, to) : host.rename(from, to)),
    }),
  },
  'a task that did not run says nothing': {
    shows: 'messages',
    store: (store) => ({ ...store, messages: () => [], withMessages: () => [] }),
  },
  'a task that gives the same value says the same': { shows: 'messages', store: oldMessages },
}

function named(...names: string[]): (key: string) => boolean {
  return (key) => names.includes(key.slice(0, key.indexOf(':')))
}

/** Some reads of each task are not recorded. */
function dropping(isDropped: (key: string, hash: string) => boolean): (store: Store) => Store {
  return (store) => ({
    ...store,
    commit(root, changes) {
      const hashes = new Map(changes.map(({ id, hash }) => [id, hash]))
      const isKept = (read: number) => {
        const id = read < 0 ? ~read : read
        return !isDropped(store.key(id), hashes.get(id) ?? store.hash(id))
      }
      const kept = changes.map((change) => ({ ...change, reads: change.reads.filter(isKept) }))
      store.commit(root, kept)
    },
  })
}

function firstValues(store: Store): Store {
  const first = new Map<number, string>()
  return {
    ...store,
    value(ref, hash, of) {
      const text = first.get(of) ?? store.value(ref, hash, of)
      if (text !== undefined) first.set(of, text)
      return text
    },
  }
}

/** What a file was like when it was first looked at is said of it for ever. */
function still(host: MemoryHost): Host {
  const first = new Map<string, FileStat>()
  const look = (path: string) => {
    const stat = first.get(path) ?? host.stat(path)
    if (stat && path.endsWith('.md')) first.set(path, stat)
    return stat
  }
  return { ...host, stat: look, stats: (folder, paths) => paths.map((path) => look(`${folder}/${path}`)) }
}

function timeless(host: MemoryHost): Host {
  return {
    ...host,
    stat: (path) => without(host.stat(path)),
    stats: (folder, paths) => host.stats(folder, paths).map(without),
  }
}

function without<T extends { mtime: number }>(stat: T | undefined): T | undefined {
  return stat && { ...stat, mtime: 1, ctime: 0 }
}

/** What a build leaves beside the graph, as far as it is changed here. */
interface Meta {
  note: { code: { inputs: unknown[] } }
}

function withoutCode(store: Store): Store {
  const forget = ({ note, ...meta }: Meta) => ({ ...meta, note: { code: { ...note.code, inputs: [] } } })
  return { ...store, save: (meta) => store.save(forget(meta as Meta)) }
}

function oldMessages(store: Store): Store {
  return {
    ...store,
    commit(root, changes) {
      const keep = (change: Change) =>
        store.isAlive(change.id) && store.hash(change.id) === change.hash
          ? { ...change, messages: store.messages(change.id) }
          : change
      store.commit(root, changes.map(keep))
    },
  }
}
