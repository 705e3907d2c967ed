/** Which entries there are, where each comes from, and its Markdown. */
import { entryDuplicateId } from '../messages/entry.js'
import type { EntryId, Message, Trust } from '../model.js'
import { idOf } from './collection.js'
import type { BuildTask } from './context.js'
import { bodyOf } from './frontmatter.js'
import { isMarkdown, keys, recordOf } from './record-tasks.js'
import { contentRoot, readSource, sources } from './source-tasks.js'

/** Where an entry comes from. */
export interface Located {
  path: string
  key?: string
  collection: string
  /** Its source is a data file, without Markdown. */
  isData: boolean
  /** `data` for what a plugin made up. */
  trust: Trust
}

/** Every entry by id, and the ids of every source. */
export interface EntryIndex {
  byId: Record<EntryId, Located>
  byPath: Record<string, EntryId[]>
  /** Names of collections, sorted. */
  collections: string[]
}

export const index: BuildTask<null, EntryIndex> = {
  name: 'index',
  isOwn: true,
  async run(context) {
    const root = contentRoot(context)
    const byId: EntryIndex['byId'] = Object.create(null)
    const idsAt = new Map<string, EntryId[]>()
    const messages: Message[] = []
    const isLoaded = context.plugins('load').length > 0
    for (const { path, virtual } of await context.get(sources, null)) {
      // In a bare folder the data files of other tools lie about, in forms of their own: nobody is to read them.
      if (virtual !== true && idOf(path, root) === undefined) continue
      // Markdown is one record, whatever it says: its text need not be read to know its id.
      const isLoadedElsewhere = virtual === true || isLoaded || !isMarkdown(path)
      for (const key of isLoadedElsewhere ? await context.get(keys, path) : [null]) {
        const own = idOf(path, root, key ?? undefined)
        if (!own) continue
        const other = Object.hasOwn(byId, own.id) ? byId[own.id] : undefined
        if (other) {
          messages.push(entryDuplicateId(path, other.path, own.id))
          continue
        }
        const { id, collection, isData } = own
        const trust = virtual ? 'data' : 'author'
        byId[id] = { path, collection, isData, trust, ...(key === null ? {} : { key }) }
        // Links are looked up by the composed form: macOS names files by the other one.
        const form = path.normalize('NFC')
        const known = idsAt.get(form)
        if (known) known.push(id)
        else idsAt.set(form, [id])
      }
    }
    const collections = [...new Set(Object.values(byId).map(({ collection }) => collection))].sort()
    return { value: { byId, byPath: Object.fromEntries(idsAt), collections }, messages }
  },
}

export const located: BuildTask<EntryId, Located | undefined> = {
  name: 'located',
  isOwn: true,
  async run(context, id) {
    const { byId } = await context.get(index, null)
    return { value: Object.hasOwn(byId, id) ? byId[id] : undefined, messages: [] }
  },
}

/** The Markdown of an entry; nothing if its frontmatter is broken. */
export const body: BuildTask<EntryId, string | undefined> = {
  name: 'body',
  keep: 'hash',
  isOwn: true,
  async run(context, id) {
    const at = await context.get(located, id)
    const record = at && (await recordOf(context, at))
    if (!at || !record) return { value: undefined, messages: [] }
    if (record.body !== undefined) return { value: record.body, messages: [] }
    // Of what is odd about the file its record has told.
    const { value: source } = await readSource(context, at.path)
    return { value: source && bodyOf(source.text), messages: [] }
  },
}

export const indexTasks = [index, located, body] as const
