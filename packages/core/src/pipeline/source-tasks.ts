/** From files to records: what there is, and which entries it makes. */
import { collect, first } from '../hooks/driver.js'
import type { Loaded, VirtualSource } from '../hooks/hook.js'
import { saidBy } from '../hooks/said.js'
import { entryDuplicateId } from '../messages/entry.js'
import { sourceOutside } from '../messages/link.js'
import { sourceFormat, sourceNoFile, sourceUnreadable } from '../messages/source.js'
import type { EntryId, FolderItem, Message, Result, Source, Trust } from '../model.js'
import { idOf, isSourcePath } from './collection.js'
import type { BuildContext, BuildTask } from './context.js'
import { bodyOf } from './frontmatter.js'
import { filesBelow, isHidden, type ListFolder } from './glob.js'
import { hookContext } from './hook-context.js'
import { keepable } from './keepable.js'
import { type KeptRecord, toRecords } from './record.js'
import { toForeignSource, toSource } from './source.js'

/** A path that may hold entries; `optional` if only a plugin could load it. */
interface SourcePath {
  path: string
  virtual?: true
  optional?: true
}

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

/** The folder that holds the content: `content`, or the root itself. */
function contentRoot(context: BuildContext): string {
  return context.folder('content') ? 'content' : ''
}

const virtualSources: BuildTask<null, VirtualSource[]> = {
  name: 'virtual-sources',
  async run(context) {
    const { value, messages } = await collect(context.plugins('sources'), { hook: 'sources' }, (plugin) =>
      plugin.sources?.(hookContext(context, plugin)),
    )
    const kept = value.map(({ plugin, answer }) =>
      keepable(plugin, { hook: 'sources' }, { value: answer ?? [], messages: [] }, []),
    )
    return {
      value: kept.flatMap((one) => one.value),
      messages: [...messages, ...kept.flatMap((one) => one.messages)],
    }
  },
}

const sources: BuildTask<null, SourcePath[]> = {
  name: 'sources',
  isOwn: true,
  async run(context) {
    const root = contentRoot(context)
    const messages: Message[] = []
    const found = filesBelow(root, listerOf(context, messages), skipIn(context, root))
    for (const { path, item } of found) {
      if (item.kind === 'outside') messages.push(sourceOutside(path, item.target))
      if (item.kind === 'other' && isLost(path, item)) messages.push(sourceNoFile(path, item))
    }
    const files = found.filter(({ item }) => item.kind === 'file').map(({ path }) => path)
    const isLoaded = context.plugins('load').length > 0
    const paths: SourcePath[] = files.filter(isSourcePath).map((path) => ({ path }))
    const others = isLoaded ? files.filter((path) => !isSourcePath(path)) : []
    const made = await context.get(virtualSources, null)
    const all = [
      ...withoutReadme(paths, root),
      ...others.map((path) => ({ path, optional: true as const })),
      ...made.map(({ path }) => ({ path, virtual: true as const })),
    ]
    return { value: all.sort((a, b) => (a.path < b.path ? -1 : 1)), messages }
  },
}

/** A link or a name that leads to nothing may have been a whole folder of content. */
function isLost(path: string, item: FolderItem): boolean {
  return isSourcePath(path) || item.target !== undefined || item.misnamed === true
}

/** Lists folders for `filesBelow`; one that can't be read is told, not taken for empty. */
export function listerOf(context: BuildContext, messages: Message[]): ListFolder {
  return (folder) => {
    const items = context.folder(folder)
    const problem = items === undefined ? context.folderProblem(folder) : undefined
    if (problem !== undefined) messages.push(sourceUnreadable(folder || '.', problem, 'folder'))
    return items
  }
}

/** In a bare folder the project's own files lie beside the content. */
function skipIn(context: BuildContext, root: string): (path: string, name: string) => boolean {
  if (root !== '') return isHidden
  const own = new Set(['layouts', 'styles', 'public', context.config('out')])
  return (path, name) => isHidden(path, name) || own.has(path)
}

/** `README.md` speaks of a folder to its visitors; it is content only where there is nothing else. */
function withoutReadme(paths: SourcePath[], root: string): SourcePath[] {
  const isReadme = (path: string) => /^readme\.(md|markdown)$/i.test(path)
  const others = paths.filter(({ path }) => !isReadme(path))
  // A `package.json` beside it is no content.
  return root !== '' || !others.some(({ path }) => idOf(path, root)) ? paths : others
}

const records: BuildTask<string, KeptRecord[]> = {
  name: 'records',
  async run(context, path) {
    const { value: source, messages } = await readSource(context, path)
    if (!source) return { value: [], messages }
    // What one plugin does to it must not reach the next.
    Object.freeze(source)
    const loaded = await first(context.plugins('load'), { hook: 'load', path }, (plugin) =>
      plugin.load?.(hookContext(context, plugin), source),
    )
    if (loaded.value) {
      const { plugin, answer } = loaded.value
      const own = toLoaded(answer, plugin, path)
      return keepable(
        plugin,
        { hook: 'load', path },
        { ...own, messages: [...messages, ...loaded.messages, ...own.messages] },
        [],
      )
    }
    const own = isSourcePath(path) ? toRecords(source) : { value: [], messages: unknownFormat(source) }
    const kept = isMarkdown(path) ? own.value.map(withoutBody) : own.value
    return { value: kept, messages: [...messages, ...loaded.messages, ...own.messages] }
  },
}

/** Records and messages of either form of an answer. */
function toLoaded(answer: Loaded, plugin: string, path: string): Result<KeptRecord[]> {
  if (Array.isArray(answer)) return { value: answer, messages: [] }
  return {
    value: answer.records,
    messages: answer.messages.map((one) => saidBy(plugin, one, one.path ?? path)),
  }
}

function withoutBody({ body: _, ...kept }: KeptRecord): KeptRecord {
  return kept
}

/** A file of a kind that nobody loads may lie beside the content; a source that a plugin made should not. */
function unknownFormat({ path, trust }: Source): Message[] {
  return trust === 'data' ? [sourceFormat({ path })] : []
}

async function readSource(context: BuildContext, path: string): Promise<Result<Source | undefined>> {
  const { bytes, problem } = context.file(path)
  if (problem !== undefined) return { value: undefined, messages: [sourceUnreadable(path, problem)] }
  if (bytes) {
    return isSourcePath(path) ? toSource(path, bytes) : { value: toForeignSource(path, bytes), messages: [] }
  }
  const made = (await context.get(virtualSources, null)).find((one) => one.path === path)
  return { value: made && { path, text: made.text, trust: 'data' }, messages: [] }
}

/** The keys of a source's records: what the index needs of a data file. */
const keys: BuildTask<string, (string | null)[]> = {
  name: 'keys',
  isOwn: true,
  async run(context, path) {
    const found = await context.get(records, path)
    return { value: found.map(({ key }) => key ?? null), messages: [] }
  },
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
        idsAt.set(form, [...(idsAt.get(form) ?? []), id])
      }
    }
    const collections = [...new Set(Object.values(byId).map(({ collection }) => collection))].sort()
    return { value: { byId, byPath: Object.fromEntries(idsAt), collections }, messages }
  },
}

function isMarkdown(path: string): boolean {
  return /\.(md|markdown)$/i.test(path)
}

export const located: BuildTask<EntryId, Located | undefined> = {
  name: 'located',
  isOwn: true,
  async run(context, id) {
    const { byId } = await context.get(index, null)
    return { value: Object.hasOwn(byId, id) ? byId[id] : undefined, messages: [] }
  },
}

/** The record that an entry was made of. */
export async function recordOf(
  context: BuildContext,
  { path, key }: Located,
): Promise<KeptRecord | undefined> {
  const found = await context.get(records, path)
  return found.find((record) => record.key === key)
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

export const sourceTasks = [virtualSources, sources, records, keys, index, located, body] as const
