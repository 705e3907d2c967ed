import { z } from 'zod'
import { frontmatterField } from '../messages/entry.js'
import type { Message, Place, Result } from '../model.js'
import { readDate } from './date.js'
import { normaliseAlias } from './permalink.js'
import { placeOf } from './place.js'
import { describe } from './yaml.js'

const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .transform((value) => (value === '' ? undefined : value))

/** Dates in normal form, see `readDate`; loaders of other formats may give a `Date`. */
const date = z.union([z.string(), z.date()]).transform((value, context) => {
  const reading = readDate(typeof value === 'string' ? value : value.toISOString())
  if ('date' in reading) return reading.date
  context.addIssue({ code: 'custom', message: reading.problem })
  return z.NEVER
})

const words = z
  .array(z.union([z.string(), z.number()]))
  .transform((list) => [...new Set(list.map((item) => String(item).normalize('NFC').trim()))].filter(Boolean))

const alias = z.string().transform((value, context) => {
  const reading = normaliseAlias(value)
  if ('permalink' in reading) return reading.permalink
  context.addIssue({ code: 'custom', message: reading.problem })
  return z.NEVER
})

const aDate = 'a date such as 2024-01-31 or 2024-01-31T10:00+01:00'

/** A well-known field: its schema, what it wants in words, and other names that it goes by. */
interface Field {
  schema: z.ZodType
  expected: string
  aliases?: readonly string[]
}

/** The fields that every entry may have. A layout's name leads to a file, so it has no `.` and no `\`. */
const fields = {
  title: { schema: text, expected: 'a text' },
  date: { schema: date, expected: aDate },
  updated: { schema: date, expected: aDate, aliases: ['lastmod'] },
  summary: { schema: text, expected: 'a text', aliases: ['description', 'excerpt'] },
  tags: { schema: z.preprocess(splitAtCommas, words), expected: 'a list of texts' },
  authors: { schema: z.preprocess(toList, words), expected: 'a list of names', aliases: ['author'] },
  order: { schema: z.number(), expected: 'a number' },
  draft: { schema: z.boolean(), expected: 'true or false' },
  unlisted: { schema: z.boolean(), expected: 'true or false' },
  publishAt: { schema: date, expected: aDate },
  expiresAt: { schema: date, expected: aDate },
  permalink: { schema: z.string().trim(), expected: 'an address such as /about/' },
  slug: { schema: text, expected: 'a text' },
  layout: {
    schema: z.string().regex(/^[\w-]+(?:\/[\w-]+)*$/),
    expected: 'the name of a layout such as post',
  },
  aliases: { schema: z.preprocess(toList, z.array(alias)), expected: 'a list of addresses such as /old/' },
} as const satisfies Record<string, Field>

/** What the well-known fields say, checked; a field that is absent, empty or wrong is absent here. */
export type Fields = {
  [Name in keyof typeof fields]?: Exclude<z.output<(typeof fields)[Name]['schema']>, undefined>
}

/** All names by which a well-known field can be written. */
export const fieldNames: readonly string[] = Object.entries(fields).flatMap(([name, field]) => [
  name,
  ...('aliases' in field ? field.aliases : []),
])

/** Fields that are right, messages about the rest, and the names (as written) of those that are wrong. */
export interface FieldsResult extends Result<Fields> {
  refused: string[]
}

/**
 * Checks the well-known fields of a record, each by itself: one wrong field hides no other. Empty fields
 * (`date:`) count as absent. Where a field is given by several of its names, its own name wins.
 *
 * @param path File named in messages.
 */
export function toFields(
  data: Record<string, unknown>,
  places: Record<string, Place>,
  path: string,
): FieldsResult {
  const value: Record<string, unknown> = {}
  const messages: Message[] = []
  const refused: string[] = []
  for (const [name, field] of Object.entries<Field>(fields)) {
    const written = [name, ...(field.aliases ?? [])].find((key) => isGiven(data, key))
    if (written === undefined) continue
    const answer = field.schema.safeParse(data[written])
    if (answer.success) {
      if (answer.data !== undefined) value[name] = answer.data
      continue
    }
    refused.push(written)
    for (const issue of answer.error.issues) {
      const at = [written, ...issue.path.map(String)].join('.')
      const seen = describe(valueAt(data[written], issue.path))
      const problem = issue.code === 'custom' ? issue.message : undefined
      messages.push(frontmatterField({ path, place: placeOf(places, at) }, at, seen, field.expected, problem))
    }
  }
  return { value: value as Fields, messages, refused }
}

/** Whether a value would do for a well-known field. */
export function fitsField(name: string, value: unknown): boolean {
  const field = Object.entries<Field>(fields).find(
    ([own, { aliases }]) => own === name || aliases?.includes(name),
  )
  return field?.[1].schema.safeParse(value).success ?? false
}

function isGiven(data: Record<string, unknown>, key: string): boolean {
  return Object.hasOwn(data, key) && data[key] !== null && data[key] !== undefined
}

/** The author's own value at the path of an issue; a text that was made a list is its own only item. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  const [index] = path
  return Array.isArray(value) && typeof index === 'number' ? value[index] : value
}

function splitAtCommas(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',') : toList(value)
}

/** One text or number is a list of one. */
function toList(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'number' ? [value] : value
}
