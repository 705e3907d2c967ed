import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ResolvedCollection } from '../hooks/config.js'
import {
  entryDataKind,
  entryNeverPublic,
  frontmatterSchema,
  frontmatterUnknownField,
  schemaThrew,
} from '../messages/entry.js'
import type { Entry, EntryData, EntryId, Message, Result, Trust } from '../model.js'
import { nearest } from '../nearest.js'
import { datePrefix, toInstant, withZone } from './date.js'
import { type Fields, fieldNames, fitsField, toFields } from './fields.js'
import { placeOf } from './place.js'
import { unkeepable } from './plain-data.js'
import type { PlacedRecord } from './record.js'
import { describe } from './yaml.js'

/** What an entry needs to know beside its record. */
export interface EntryOptions {
  id: EntryId
  collection: string
  /** Path of the source, relative to the project root. */
  path: string
  trust: Trust
  config: ResolvedCollection
  /** IANA zone in which dates without a zone begin. */
  timeZone: string
}

/**
 * Makes an entry of a record: checks the well-known fields, then the whole data by the collection's schema.
 * With a schema the entry's `data` is the schema's output, without one the record's data. The date may also
 * come from the file's name (`2024-01-31-title.md`). All problems are reported at once, each at its field;
 * with an error there is no entry, so that a misspelt `draft` or `publishAt` never publishes anything.
 */
export async function toEntry(
  record: PlacedRecord,
  options: EntryOptions,
): Promise<Result<Entry | undefined>> {
  const fields = toFields(record.data, record.places, options.path)
  const data = await toData(record, options, new Set(fields.refused))
  const messages = [
    ...fields.messages,
    ...data.messages,
    ...(options.config.schema === undefined ? nearMisses(record, options.path) : []),
  ]
  if (messages.some(({ severity }) => severity === 'error')) return { value: undefined, messages }
  const entry = assemble(record, options, fields.value, data.value)
  const { publishAt, expiresAt } = entry
  if (publishAt !== undefined && expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(publishAt)) {
    const where = { path: options.path, place: placeOf(record.places, 'expiresAt') }
    messages.push(entryNeverPublic(where, publishAt, expiresAt))
  }
  return { value: entry, messages }
}

/** All is valid here; what is left is dates and defaults. */
function assemble(record: PlacedRecord, options: EntryOptions, fields: Fields, data: EntryData): Entry {
  const { id, collection, path, trust, timeZone } = options
  const { date: written, updated, publishAt, expiresAt, ...rest } = fields
  const named = record.key === undefined ? datePrefix(id.slice(id.lastIndexOf('/') + 1))?.date : undefined
  const given = written ?? named
  const date = given === undefined ? undefined : withZone(given, timeZone)
  const publicFrom = publishAt ?? date
  return {
    id,
    collection,
    path,
    ...(record.key === undefined ? {} : { key: record.key }),
    trust,
    data,
    tags: [],
    authors: [],
    draft: false,
    unlisted: false,
    aliases: [],
    ...rest,
    ...(date === undefined ? {} : { date }),
    ...(updated === undefined ? {} : { updated: withZone(updated, timeZone) }),
    ...(publicFrom === undefined ? {} : { publishAt: toInstant(publicFrom, timeZone) }),
    ...(expiresAt === undefined ? {} : { expiresAt: toInstant(expiresAt, timeZone) }),
  }
}

/**
 * The data as the schema makes it, or as it is; checked to be data that can be kept. Of the `refused` fields
 * all has been said: a schema often repeats it.
 */
async function toData(
  record: PlacedRecord,
  options: EntryOptions,
  refused: ReadonlySet<string>,
): Promise<Result<EntryData>> {
  const { config, collection, path } = options
  const where = (field: string) => ({ path, place: placeOf(record.places, field) })
  let value: unknown = record.data
  if (config.schema !== undefined) {
    const answer = await validate(config.schema, record.data)
    if ('threw' in answer) return { value: {}, messages: [schemaThrew(where(''), collection, answer.threw)] }
    if (answer.issues !== undefined) {
      const messages = answer.issues.flatMap((issue): Message[] => {
        const [first = '', ...rest] = [...(issue.path ?? []).map(keyOf), ...unknownKey(issue)]
        const field = [first, ...rest].join('.')
        return refused.has(first) ? [] : [frontmatterSchema(where(field), collection, field, issue.message)]
      })
      return { value: {}, messages }
    }
    value = answer.value
  }
  const bad = unkeepable(value)
  if (bad === undefined) return { value: value as EntryData, messages: [] }
  return { value: {}, messages: [entryDataKind(where(bad.path), bad.path, describe(bad.value))] }
}

/** Schemas are the user's code: they may be slow, may change what they get, and may throw. */
async function validate(
  schema: StandardSchemaV1,
  data: Record<string, unknown>,
): Promise<StandardSchemaV1.Result<unknown> | { threw: string }> {
  try {
    const answer: unknown = await schema['~standard'].validate(structuredClone(data))
    if (typeof answer !== 'object' || answer === null) return { threw: `its answer is ${describe(answer)}` }
    return answer as StandardSchemaV1.Result<unknown>
  } catch (error) {
    return { threw: error instanceof Error ? error.message : String(error) }
  }
}

/** Zod says of unknown fields which object they are in, and beside it their names. */
function unknownKey(issue: object): string[] {
  const [key] = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys : []
  return typeof key === 'string' ? [key] : []
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof segment === 'object' ? segment.key : segment)
}

/** Names that other generators give to our fields; `published: false`, unread, would publish a draft. */
const foreignNames: ReadonlyMap<string, string> = new Map([
  ['pubDate', 'date'],
  ['publishDate', 'publishAt'],
  ['published', 'draft'],
  ['expiryDate', 'expiresAt'],
  ['lastModified', 'updated'],
  ['modified', 'updated'],
  ['redirect_from', 'aliases'],
])

/** Warns of fields that nothing reads and that are a slip away from a field that the record lacks. */
function nearMisses(record: PlacedRecord, path: string): Message[] {
  const { data, places } = record
  const free = fieldNames.filter((name) => !Object.hasOwn(data, name))
  return Object.entries(data).flatMap(([key, value]) => {
    if (fieldNames.includes(key)) return []
    // In a short word two edits lead anywhere (`name` to `date`), in any word the value must fit as well.
    const meant = foreignNames.get(key) ?? nearest(key, free, key.length <= 5 ? 1 : 2)
    if (meant === undefined || !free.includes(meant) || !fitsField(meant, value)) return []
    return [frontmatterUnknownField({ path, place: placeOf(places, key) }, key, meant)]
  })
}
