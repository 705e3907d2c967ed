import { dataDuplicateKey, dataKey, dataShape } from '../messages/frontmatter.js'
import { sourceFormat } from '../messages/source.js'
import type { Message, Place, Result, Source, SourceRecord } from '../model.js'
import { isSourcePath } from './collection.js'
import { toFrontmatter } from './frontmatter.js'
import { describe, isMapping, toYaml } from './yaml.js'

/** A record as it is kept: without where it stands, and without the body of a Markdown file, which that file has. */
export type KeptRecord = Omit<SourceRecord, 'body' | 'places' | 'file'> & { body?: string }

/** The same, and where its fields stand. */
export type PlacedRecord = KeptRecord & Pick<SourceRecord, 'places' | 'file'>

/**
 * The default loader. Markdown yields one record; a YAML or JSON file yields one if it is a mapping, and
 * one for each item if it is a list of mappings, told apart by the item's `id`, else its `slug`.
 * One broken item hides no other's record. Other kinds of files yield nothing, and a warning.
 */
export function toRecords(source: Source): Result<SourceRecord[]> {
  if (!isSourcePath(source.path)) return { value: [], messages: [sourceFormat({ path: source.path })] }
  if (!/\.(?:md|markdown)$/i.test(source.path)) return toRows(source)
  const { value, messages } = toFrontmatter(source)
  return { value: value === undefined ? [] : [value], messages }
}

/** Records of a data file; an empty file has none. */
function toRows(source: Source): Result<SourceRecord[]> {
  const { value: yaml, messages } = toYaml(source)
  if (yaml === undefined || yaml.data === null) return { value: [], messages }
  const { data, places } = yaml
  if (isMapping(data)) return { value: [{ data, body: '', places }], messages }
  if (Array.isArray(data)) return toItems(source.path, data, places)
  const shape = dataShape({ path: source.path, place: places[''] }, 'file', describe(data))
  return { value: [], messages: [shape] }
}

function toItems(
  path: string,
  items: readonly unknown[],
  places: Record<string, Place>,
): Result<SourceRecord[]> {
  const ownPlaces = placesByItem(places, items.length)
  const value: SourceRecord[] = []
  const messages: Message[] = []
  const seen = new Map<string, Place | undefined>()
  for (const [index, data] of items.entries()) {
    const own = ownPlaces[index] ?? {}
    const where = { path, place: own[''] }
    if (!isMapping(data)) {
      messages.push(dataShape(where, 'item', describe(data)))
      continue
    }
    const key = keyOf(data)
    if (key === undefined) messages.push(dataKey(where))
    else if (seen.has(key)) messages.push(dataDuplicateKey(where, key, seen.get(key)?.start))
    else {
      seen.set(key, own[''])
      value.push({ key, data, body: '', places: own })
    }
  }
  return { value, messages }
}

/** `id`, else `slug`; numbers serve too. */
function keyOf(data: Record<string, unknown>): string | undefined {
  for (const field of ['id', 'slug']) {
    const value = Object.hasOwn(data, field) ? data[field] : undefined
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const key = String(value).trim()
    if (key !== '') return key
  }
  return undefined
}

/** Deals the places of a list out to its items: `3.tags.0` is `tags.0` of item 3, `3` is its `''`. */
function placesByItem(places: Record<string, Place>, count: number): Record<string, Place>[] {
  const dealt = Array.from({ length: count }, (): Record<string, Place> => Object.create(null))
  for (const [path, place] of Object.entries(places)) {
    const dot = path.indexOf('.')
    const own = dealt[Number(dot === -1 ? path : path.slice(0, dot))]
    if (path !== '' && own !== undefined) own[dot === -1 ? '' : path.slice(dot + 1)] = place
  }
  return dealt
}
