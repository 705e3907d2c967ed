/** From sources to records. Those of one source are told apart by key, so that one that changes reaches its own readers. */
import { first } from '../hooks/driver.js'
import type { Loaded } from '../hooks/hook.js'
import { saidBy } from '../hooks/said.js'
import { recordDuplicateKey } from '../messages/frontmatter.js'
import { sourceFormat } from '../messages/source.js'
import type { Message, Place, Point, Result, Source, SourceRecord } from '../model.js'
import { isSourcePath } from './collection.js'
import type { BuildContext, BuildTask } from './context.js'
import { hookContext } from './hook-context.js'
import { keepable } from './keepable.js'
import { type KeptRecord, type PlacedRecord, toRecords } from './record.js'
import { readSource } from './source-tasks.js'

/** Where the fields of a record stand, and in which file if that is not its source. */
type Standing = Pick<SourceRecord, 'places' | 'file'>

/** A record of a source; without a key if that has a single one. */
interface RecordAt {
  path: string
  key?: string
}

/** What a source holds. A row that moves is the same row: where it stands lies beside it. */
interface RecordTable {
  /** In the order of the source; nothing for a record without key. */
  keys: (string | null)[]
  /** By name, as is where they stand. */
  records: Record<string, KeptRecord>
  standing: Record<string, Standing>
}

const records: BuildTask<string, RecordTable> = {
  name: 'records',
  async run(context, path) {
    const { value: source, messages } = await readSource(context, path)
    if (!source) return { value: toTable([]), messages }
    // What one plugin does to it must not reach the next.
    Object.freeze(source)
    const loaded = await first(context.plugins('load'), { hook: 'load', path }, (plugin) =>
      plugin.load?.(hookContext(context, plugin), source),
    )
    const own = loaded.value
      ? fromPlugin(loaded.value.answer, loaded.value.plugin, path)
      : fromCore(source, isMarkdown(path))
    return { value: toTable(own.value), messages: [...messages, ...loaded.messages, ...own.messages] }
  },
}

/** Records and messages of either form of an answer; none of them if one can't be kept. */
function fromPlugin(answer: Loaded, plugin: string, path: string): Result<SourceRecord[]> {
  const call = { hook: 'load', path } as const
  const { records, messages } = Array.isArray(answer) ? { records: answer, messages: [] } : answer
  const said = messages.map((one) => saidBy(plugin, one, one.path ?? path))
  const kept = keepable(plugin, call, { value: records, messages: said }, [])
  const own = withoutTwins(kept.value, plugin, path)
  return { value: own.value, messages: [...kept.messages, ...own.messages] }
}

/** Of two records with one key the first counts. */
function withoutTwins(list: readonly SourceRecord[], plugin: string, path: string): Result<SourceRecord[]> {
  const first = new Map<string | undefined, Point | undefined>()
  const messages: Message[] = []
  const value = list.filter(({ key, places, file = path }) => {
    const place = places['']
    const isTwin = first.has(key)
    if (isTwin) messages.push(recordDuplicateKey({ path: file, place }, plugin, key, first.get(key)))
    else first.set(key, place?.start)
    return !isTwin
  })
  return { value, messages }
}

function fromCore(source: Source, isOfMarkdown: boolean): Result<PlacedRecord[]> {
  if (!isSourcePath(source.path)) return { value: [], messages: unknownFormat(source) }
  const { value, messages } = toRecords(source)
  return { value: isOfMarkdown ? value.map(({ body: _, ...kept }) => kept) : value, messages }
}

/** A file of a kind that nobody loads may lie beside the content; a source that a plugin made should not. */
function unknownFormat({ path, trust }: Source): Message[] {
  return trust === 'data' ? [sourceFormat({ path })] : []
}

/** By name; each record has its own. */
function toTable(list: readonly PlacedRecord[]): RecordTable {
  const kept = new Map<string, KeptRecord>()
  const standing = new Map<string, Standing>()
  for (const { places, file, ...one } of list) {
    const name = nameOf(one)
    kept.set(name, one)
    standing.set(name, file === undefined ? { places } : { places, file })
  }
  return {
    keys: list.map(({ key }) => key ?? null),
    records: Object.fromEntries(kept),
    standing: Object.fromEntries(standing),
  }
}

/** No name of what all objects have, whatever the key. */
function nameOf({ key }: { key?: string }): string {
  return key === undefined ? '' : `=${key}`
}

/** The keys of a source's records: what the index needs of a data file. */
export const keys: BuildTask<string, (string | null)[]> = {
  name: 'keys',
  isOwn: true,
  async run(context, path) {
    return { value: (await context.get(records, path)).keys, messages: [] }
  },
}

/** A firewall between a row and the others of its source. */
const record: BuildTask<RecordAt, KeptRecord | undefined> = {
  name: 'record',
  keep: 'hash',
  async run(context, at) {
    return { value: (await context.get(records, at.path)).records[nameOf(at)], messages: [] }
  },
}

/** The record that an entry was made of. */
export async function recordOf(
  context: BuildContext,
  { path, key }: RecordAt,
): Promise<KeptRecord | undefined> {
  // A source of one record needs no firewall: that is one task less for each post.
  return key === undefined
    ? (await context.get(records, path)).records[nameOf({})]
    : context.get(record, { path, key })
}

/** Where an entry stands, and its fields. Whoever asks runs again when the record moves. */
export async function standingOf(
  context: BuildContext,
  at: RecordAt,
): Promise<{ path: string; places: Record<string, Place> }> {
  const { standing } = await context.get(records, at.path)
  const { file = at.path, places = {} } = standing[nameOf(at)] ?? {}
  return { path: file, places }
}

/** What is made of a record, with places for what there is to tell; most have nothing to tell, and may move freely. */
export async function withPlaces<V>(
  context: BuildContext,
  at: RecordAt,
  make: (places: Record<string, Place>) => Result<V> | Promise<Result<V>>,
): Promise<Result<V>> {
  const made = await make({})
  if (made.messages.length === 0) return made
  const { path, places } = await standingOf(context, at)
  const { value, messages } = await make(places)
  return { value, messages: messages.map((one) => (one.path === at.path ? { ...one, path } : one)) }
}

/** Whether a source is Markdown, by its name. */
export function isMarkdown(path: string): boolean {
  return /\.(md|markdown)$/i.test(path)
}

export const recordTasks = [records, keys, record] as const
