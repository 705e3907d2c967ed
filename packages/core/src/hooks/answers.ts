/** Whether a hook gave what it should: plugins need not be TypeScript, and types do not hold at run time. */
import * as z from 'zod/mini'
import { assertEncodable, CodecError } from '../engine/codec.js'
import type { Call } from './attempt.js'

/** What is wrong with an answer: where (`[0].path`), what stands there, and what should. */
export interface AnswerProblem {
  field: string
  found: string
  expected: string
}

/**
 * The first problem of a hook's answer; nothing if it is as the hook's type says.
 * No answer at all (`undefined`, `null`) is none: the hook has nothing to give, unless it is asked yes or no.
 *
 * @param given What a sequential hook was called with.
 */
export function problemOf(hook: Call['hook'], answer: unknown, given?: unknown): AnswerProblem | undefined {
  if ((answer === undefined || answer === null) && !isAsked(hook)) return undefined
  if (Array.isArray(answer) && answer.length > mostItems) {
    return { field: 'length', found: `${answer.length}`, expected: `a list of at most ${mostItems} items` }
  }
  const schema = shapeOf(hook, answer)
  if (schema === undefined) return undefined
  const issue = schema.safeParse(answer).error?.issues[0]
  if (issue !== undefined) {
    const found = inWords(valueAt(answer, issue.path))
    return { field: fieldOf(issue.path), found, expected: issue.message }
  }
  if (hook === 'head') return problemOfHead(answer)
  if (hook === 'emit') return problemOfEmit(answer)
  if (hook === 'load') return problemOfLoad(answer)
  return hook === 'entry' ? problemOfEntry(answer, given) : undefined
}

/** What gives nothing must not be taken for one that says no. */
const isAsked = (hook: Call['hook']) => hook === 'client.when'

/** Nobody has a longer list; one that only says so would be looked through for hours. */
const mostItems = 10_000_000

const aText = 'text'
const aBody = 'text or a Uint8Array'
const text = z.string({ error: aText })
const optional = z.optional(text)
const flag = z.optional(z.boolean({ error: '`true` or `false`' }))
const mapping = z.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'an object' },
)
const texts = z.array(text, { error: 'a list of texts' })
const instant = z.string({ error: 'an instant' }).check(
  z.refine((value) => !Number.isNaN(Date.parse(value)), {
    error: 'an instant such as 2024-01-31T10:00:00Z',
  }),
)
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1
const count = z.custom<number>(isCount, { error: 'a whole number from 1' })
const point = z.looseObject({ line: count, column: count }, { error: 'a point: `{ line, column }`' })

/** Records come alone, or in an object with messages; each form has its own words for what is wrong. */
function shapeOf(hook: Call['hook'], answer: unknown): z.ZodMiniType | undefined {
  if (hook === 'load' && !Array.isArray(answer)) return loaded
  return Object.hasOwn(shapes, hook) ? shapes[hook as keyof typeof shapes] : undefined
}

function listOf(what: string, shape: Record<string, z.ZodMiniType>): z.ZodMiniType {
  return z.array(z.looseObject(shape, { error: what }), { error: `a list; each item is ${what}` })
}

const records = listOf('a record: `{ data, body, places }`', {
  key: optional,
  data: mapping,
  body: text,
  places: mapping,
  file: optional,
})
const messages = listOf('a message: `{ rule, severity, text }`', {
  rule: text,
  severity: z.enum(['error', 'warning', 'info'], { error: 'error, warning or info' }),
  text,
  remedy: optional,
  path: optional,
  place: z.optional(
    z.looseObject({ start: point, end: z.optional(point) }, { error: 'a place: `{ start, end }`' }),
  ),
})
const loaded = z.looseObject(
  { records, messages },
  { error: 'a list of records, or `{ records, messages }`' },
)

const shapes = {
  pages: listOf('a page: `{ permalink, layout, params }`', {
    permalink: text,
    layout: text,
    params: z.optional(mapping),
    title: optional,
    description: optional,
    entry: optional,
    unlisted: flag,
    navigation: optional,
  }),
  head: listOf('a head element: `{ tag, attributes, text }`', {
    tag: z.enum(['meta', 'link', 'title', 'script', 'style'], {
      error: 'meta, link, title, script or style',
    }),
    attributes: z.optional(
      z.record(z.string(), z.union([z.string(), z.boolean()], { error: 'text, `true` or `false`' }), {
        error: 'an object',
      }),
    ),
    text: optional,
  }),
  emit: listOf('a file: `{ path, body }`, or `{ path, task, argument }`', {
    path: text,
    body: z.optional(z.union([z.string(), z.instanceof(Uint8Array)], { error: aBody })),
    task: optional,
  }),
  check: messages,
  sources: listOf('a source: `{ path, text }`', { path: text, text }),
  load: records,
  entry: z.looseObject(
    {
      data: mapping,
      title: optional,
      date: z.optional(instant),
      updated: z.optional(instant),
      summary: optional,
      tags: texts,
      authors: texts,
      order: z.optional(z.number({ error: 'a number' })),
      draft: z.boolean({ error: '`true` or `false`' }),
      unlisted: z.boolean({ error: '`true` or `false`' }),
      publishAt: z.optional(instant),
      expiresAt: z.optional(instant),
      permalink: optional,
      slug: optional,
      layout: optional,
      aliases: texts,
    },
    { error: 'the entry' },
  ),
  'client.when': z.boolean({ error: '`true` or `false`' }),
} satisfies Partial<Record<Call['hook'], z.ZodMiniType>>

/** Lists, links and caches know the entry by these. */
const fixed = ['id', 'collection', 'path', 'key']

/** Scripts that run are no business of the head: a page of ours has none unless a layout brings it. */
function problemOfHead(elements: unknown): AnswerProblem | undefined {
  const list = elements as { tag: string; attributes?: Record<string, unknown> }[]
  const index = list.findIndex(({ tag, attributes }) => tag === 'script' && !isDataType(attributes?.type))
  if (index < 0) return undefined
  const found = inWords(list[index]?.attributes?.type)
  return { field: `[${index}].attributes.type`, found, expected: 'a data type such as `application/ld+json`' }
}

/** A file has a body, or a task that gives it. */
function problemOfEmit(files: unknown): AnswerProblem | undefined {
  const list = files as { body?: unknown; task?: unknown }[]
  const index = list.findIndex(({ body, task }) => (body === undefined) === (task === undefined))
  if (index < 0) return undefined
  const expected = list[index]?.task === undefined ? aBody : 'nothing, as its task gives it'
  return { field: `[${index}].body`, found: inWords(list[index]?.body), expected }
}

/** Plain loops: large tables have millions of places. */
function problemOfLoad(answer: unknown): AnswerProblem | undefined {
  const isList = Array.isArray(answer)
  const list = (isList ? answer : (answer as { records: unknown }).records) as Standing[]
  for (const [index, { file, places }] of list.entries()) {
    const at = `${isList ? '' : 'records'}[${index}]`
    if (file !== undefined && !isInside(file)) {
      return { field: `${at}.file`, found: inWords(file), expected: 'a path from the root of the project' }
    }
    for (const [field, place] of Object.entries(places)) {
      if (place === undefined || isPlace(place)) continue
      const expected = 'a place: `{ start: { line, column } }`, both whole numbers from 1'
      return { field: `${at}.places.${field}`, found: inWords(place), expected }
    }
  }
  return undefined
}

/** As much of a record as says where it stands. */
interface Standing {
  file?: string
  places: Record<string, unknown>
}

/** A path as all paths of the project are written. */
function isInside(path: string): boolean {
  return !/^(?:$|\/|[a-z]:)|\\/i.test(path) && !path.split('/').some((name) => /^\.{0,2}$/.test(name))
}

function isPlace(value: unknown): boolean {
  const { start, end } = (value ?? {}) as { start?: unknown; end?: unknown }
  return isPoint(start) && (end === undefined || isPoint(end))
}

function isPoint(value: unknown): boolean {
  const { line, column } = (value ?? {}) as { line?: unknown; column?: unknown }
  return isCount(line) && isCount(column)
}

function isDataType(type: unknown): boolean {
  return typeof type === 'string' && /^(?:application|text)\/(?:[\w.-]+\+)?json$/i.test(type)
}

function problemOfEntry(answer: unknown, given: unknown): AnswerProblem | undefined {
  const [now, before] = [answer as Record<string, unknown>, (given ?? answer) as Record<string, unknown>]
  const changed = fixed.find((field) => now[field] !== before[field])
  if (changed !== undefined) {
    return {
      field: changed,
      found: inWords(now[changed]),
      expected: `${inWords(before[changed])}, as it was`,
    }
  }
  try {
    assertEncodable(answer)
    return undefined
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return { field: error.field, found: error.found, expected: 'plain data: JSON, Date and Uint8Array' }
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value)
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}

/** What a value is, such as `the text "a"`, `a list` or `nothing`. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`
  if (typeof value === 'object') return 'an object'
  return typeof value === 'function' ? 'a function' : `${String(value)}`
}
