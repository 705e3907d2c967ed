/** Reads `search.queries.yml`. Each mistake is told at its place; one hides no other. */
import { nearest, type Place, type PluginMessage } from '@blog-build/core/plugin'
import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import { type Answer, addressOf, type Grade, type JudgedQuery } from './judged-query.js'
import {
  queriesAddress,
  queriesGrade,
  queriesInvalid,
  queriesKey,
  queriesShape,
  queriesTwice,
} from './query-messages.js'

/** The name of the file, in the root of a project. */
export const queriesPath = 'search.queries.yml'

/** The queries of a file, and what is wrong with it: with an error, they are not all. */
export interface QueryFile {
  queries: JudgedQuery[]
  messages: PluginMessage[]
}

const rootKeys = ['queries']
const queryKeys = ['query', 'need', 'held', 'answers']

/** @param text Without byte order mark. @param path For messages, relative to the root. */
export function readQueries(text: string, path: string): QueryFile {
  const reading = createReading(text, path)
  const root = parse(reading, text)
  if (root !== undefined) readRoot(reading, root)
  const { queries, messages } = reading
  return { queries, messages }
}

/**
 * Warns of answers that the site does not have.
 *
 * @param addresses Of all pages of the site: see `addressOf`.
 */
export function missingAnswers(
  queries: readonly JudgedQuery[],
  addresses: ReadonlySet<string>,
  path: string,
): PluginMessage[] {
  const all = [...addresses].sort()
  return queries.flatMap(({ answers }) =>
    answers
      .filter(({ address }) => !addresses.has(address))
      .map(({ address, place }) => queriesAddress({ path, place }, address, nearestAddress(address, all))),
  )
}

/** A page that was moved has kept its last part, more often than not. */
function nearestAddress(address: string, all: readonly string[]): string | undefined {
  const slug = slugOf(address)
  return nearest(address, all, 3) ?? (slug === '' ? undefined : all.find((one) => slugOf(one) === slug))
}

function slugOf(address: string): string {
  return address.replace(/\/$/, '').split('/').at(-1) ?? ''
}

/** What one reading gathers. */
interface Reading {
  path: string
  placeOf(node: unknown): Place | undefined
  queries: JudgedQuery[]
  messages: PluginMessage[]
  counter: LineCounter
}

function createReading(text: string, path: string): Reading {
  const counter = new LineCounter()
  const pointAt = (offset: number) => {
    const { line, col: column } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(column, 1) }
  }
  return {
    path,
    counter,
    queries: [],
    messages: [],
    placeOf(node) {
      const range = (node as { range?: [number, number, number] | null } | null)?.range
      return range ? { start: pointAt(range[0]), end: pointAt(Math.min(range[1], text.length)) } : undefined
    },
  }
}

function parse(reading: Reading, text: string): unknown {
  const { path, counter, placeOf, messages } = reading
  try {
    const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, prettyErrors: false })
    for (const error of document.errors) {
      messages.push(queriesInvalid({ path, place: placeOf({ range: [...error.pos, 0] }) }, error.message))
    }
    return document.errors.length > 0 ? undefined : (document.contents ?? null)
  } catch (error) {
    // Nesting that is deeper than the stack.
    messages.push(queriesInvalid({ path }, error instanceof Error ? error.message : String(error)))
    return undefined
  }
}

function readRoot(reading: Reading, root: unknown): void {
  const fields = fieldsOf(reading, root, rootKeys, 'a mapping with the key `queries`')
  if (fields === undefined) return
  const list = fields.get('queries')?.value
  if (!isSeq(list) || list.items.length === 0) {
    say(reading, list ?? root, 'a list of queries under `queries`')
    return
  }
  const seen = new Map<string, Place | undefined>()
  for (const item of list.items) readQuery(reading, item, seen)
}

function readQuery(reading: Reading, item: unknown, seen: Map<string, Place | undefined>): void {
  const fields = fieldsOf(reading, item, queryKeys, 'a mapping with `query` and `answers`')
  if (fields === undefined) return
  const query = textOf(reading, fields.get('query') ?? item, 'a query: a text that is not empty')
  const need = fields.has('need') ? textOf(reading, fields.get('need'), 'a need: a sentence') : undefined
  const held = fields.get('held')
  const isHeld = held !== undefined && scalarOf(held.value)
  if (typeof isHeld !== 'boolean') say(reading, held?.value, '`true` or `false`')
  const answers = readAnswers(reading, fields.get('answers')?.value, item)
  if (query === undefined) return
  const place = reading.placeOf(fields.get('query')?.value)
  if (seen.has(query)) {
    reading.messages.push(queriesTwice({ path: reading.path, place }, 'query', query, seen.get(query)))
    return
  }
  seen.set(query, place)
  reading.queries.push({ query, ...(need === undefined ? {} : { need }), held: isHeld === true, answers })
}

/** An empty mapping is one: nothing on the site answers the query. */
function readAnswers(reading: Reading, map: unknown, item: unknown): Answer[] {
  if (!isMap(map)) {
    say(reading, map ?? item, 'answers: lines `/address/: grade`, or `{}` if no page answers')
    return []
  }
  const answers = new Map<string, Answer>()
  for (const { key, value } of map.items) {
    const where = { path: reading.path, place: reading.placeOf(key) }
    const written = scalarOf(key)
    if (typeof written !== 'string' || !written.startsWith('/')) {
      say(reading, key, 'an address that begins with `/`, such as `/posts/hello/`')
      continue
    }
    const address = addressOf(written)
    const grade = scalarOf(value)
    const first = answers.get(address)
    if (first) reading.messages.push(queriesTwice(where, 'address', written, first.place))
    else if (!isGrade(grade)) {
      const place = reading.placeOf(value) ?? where.place
      reading.messages.push(queriesGrade({ path: reading.path, place }, seenOf(value)))
    } else answers.set(address, { address, grade, ...(where.place && { place: where.place }) })
  }
  return [...answers.values()]
}

/** The fields of a mapping by key; says what is none, and which keys are not known. */
function fieldsOf(
  reading: Reading,
  node: unknown,
  known: readonly string[],
  expected: string,
): Map<string, Pair> | undefined {
  if (!isMap(node)) {
    say(reading, node, expected)
    return undefined
  }
  const fields = new Map<string, Pair>()
  for (const pair of node.items) {
    const key = String(scalarOf(pair.key) ?? '')
    const where = { path: reading.path, place: reading.placeOf(pair.key) }
    const first = fields.get(key)
    if (!known.includes(key)) reading.messages.push(queriesKey(where, key, known, nearest(key, known)))
    else if (first) reading.messages.push(queriesTwice(where, 'key', key, reading.placeOf(first.key)))
    else fields.set(key, pair)
  }
  return fields
}

/** The text of a field; says if it has none. Numbers are what people search for, too. */
function textOf(reading: Reading, field: unknown, expected: string): string | undefined {
  const node = isPair(field) ? field.value : undefined
  const value = scalarOf(node)
  const text = typeof value === 'number' ? (node as { source?: string }).source : value
  if (typeof text === 'string' && text.trim() !== '') return text
  say(reading, node ?? (isPair(field) ? field.key : field), expected, node)
  return undefined
}

function isPair(value: unknown): value is Pair {
  return typeof value === 'object' && value !== null && 'key' in value && 'value' in value
}

function say(reading: Reading, at: unknown, expected: string, seen: unknown = at): void {
  const place = reading.placeOf(at)
  reading.messages.push(queriesShape({ path: reading.path, place }, expected, seenOf(seen)))
}

function scalarOf(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined
}

function isGrade(value: unknown): value is Grade {
  return value === 0 || value === 1 || value === 2 || value === 3
}

/** What stands there, in words. */
function seenOf(node: unknown): string {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return node.items.length === 0 ? 'a list of nothing' : 'a list'
  const value = scalarOf(node)
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 60))}`
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${value}\``
  return isScalar(node) || node === null || node === undefined ? 'nothing' : 'an alias'
}
