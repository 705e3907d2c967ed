import { location } from 'vfile-location'
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import {
  yamlAlias,
  yamlAliasLimit,
  yamlDuplicateKey,
  yamlKey,
  yamlMergeKey,
  yamlNesting,
  yamlNumber,
} from '../messages/frontmatter.js'
import type { Message, Place, Result, Source } from '../model.js'
import { maxDepth, parseYaml } from './yaml-parse.js'

/** Plain data, and where each value stands. */
export interface Yaml {
  /** JSON data; `null` for an empty text. */
  data: unknown
  /** By dotted path; `''` is the whole. */
  places: Record<string, Place>
}

/** Values that aliases may repeat in one file: enough for people, too few to hurt. */
const maxAliased = 10_000

/**
 * In these fields a number that would print otherwise than it was written (`1.10`, `007`) stays a text,
 * because the author meant one.
 */
const textFields =
  /^(?:\d+\.)?(?:id|slug|title|summary|description|excerpt|author|(?:tags|authors)(?:\.\d+)?)$/

/**
 * Reads a part of a source as YAML 1.2, core schema: dates and `no` are texts, nothing is ever run.
 * Duplicate keys, merge keys, unknown tags, endless aliases and deep nesting are errors at their place,
 * in the file's own lines and columns; with an error there is no value.
 *
 * @param start Offset in the source's text at which the YAML begins, `end` that after it.
 */
export function toYaml(source: Source, start = 0, end = source.text.length): Result<Yaml | undefined> {
  const points = location(source.text)
  const placeAt = (from: number, to: number): Place => {
    const first = points.toPoint(start + from) ?? { line: 1, column: 1 }
    const last = points.toPoint(start + to) ?? first
    const end = { line: last.line, column: last.column }
    return { start: { line: first.line, column: first.column }, end }
  }
  const parsed = parseYaml(source.text.slice(start, end), source.path, placeAt)
  if (parsed.messages.length > 0) return { value: undefined, messages: parsed.messages }
  const reading: Reading = {
    path: source.path,
    placeAt,
    places: Object.create(null),
    anchors: new Map(),
    read: 0,
    aliased: 0,
    messages: [],
  }
  const data = readNode(reading, parsed.value, '', 1)
  if (reading.messages.length > 0) return { value: undefined, messages: reading.messages }
  return { value: { data, places: reading.places }, messages: [] }
}

/** Whether a value is a mapping: an object that is no list, date or the like. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A value in words, for messages: `text "no"`, `number 3`, `a list`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string')
    return `text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)}`
  if (typeof value === 'number') return `number ${value}`
  if (typeof value === 'boolean') return `${value}`
  if (typeof value === 'object')
    return isMapping(value) ? 'a mapping' : `a ${value.constructor?.name ?? 'mapping'}`
  return `a ${typeof value}`
}

/** What one reading gathers. Anchors hold finished values; `undefined` marks one that is still open. */
interface Reading {
  path: string
  placeAt: (from: number, to: number) => Place
  places: Record<string, Place>
  anchors: Map<string, { data: unknown; size: number } | undefined>
  /** Nodes read so far, those that aliases repeat included. */
  read: number
  aliased: number
  messages: Message[]
}

function readNode(reading: Reading, node: Node | null, path: string, depth: number): unknown {
  if (node === null) return null
  if (isAlias(node)) return readAlias(reading, node, path, depth)
  const place = placeOfNode(reading, node)
  // An empty value (`date:`) has no extent; the place of its key, set before, says more.
  if (place !== undefined && !(isScalar(node) && isEmpty(node) && path !== '')) reading.places[path] = place
  const before = reading.read
  reading.read += 1
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined
  if (anchor !== undefined) reading.anchors.set(anchor, undefined)
  const data = isMap(node)
    ? readMap(reading, node, path, depth)
    : isSeq(node)
      ? readSeq(reading, node, path, depth)
      : readScalar(reading, node as Scalar, path, place)
  if (anchor !== undefined) reading.anchors.set(anchor, { data, size: reading.read - before })
  return data
}

function readMap(reading: Reading, map: YAMLMap, path: string, depth: number): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  const seen = new Map<string, Place>()
  for (const { key, value } of map.items) {
    const place = placeOfNode(reading, key as Node | null) ?? placeOfNode(reading, map)
    const where = { path: reading.path, place }
    if (key !== null && !isScalar(key)) {
      reading.messages.push(yamlKey(where))
      continue
    }
    const name = key === null ? '' : (key.source ?? String(key.value ?? ''))
    const first = seen.get(name)
    if (name === '<<' && key?.type === 'PLAIN') reading.messages.push(yamlMergeKey(where))
    else if (first !== undefined) reading.messages.push(yamlDuplicateKey(where, name, first.start))
    if (place !== undefined) seen.set(name, place)
    const child = path === '' ? name : `${path}.${name}`
    if (place !== undefined && child !== '') reading.places[child] = place
    setOwn(data, name, readNode(reading, value as Node | null, child, depth + 1))
  }
  return data
}

function readSeq(reading: Reading, seq: YAMLSeq, path: string, depth: number): unknown[] {
  return seq.items.map((item, index) =>
    readNode(reading, item as Node | null, path === '' ? `${index}` : `${path}.${index}`, depth + 1),
  )
}

function readScalar(reading: Reading, scalar: Scalar, path: string, place: Place | undefined): unknown {
  const { value, source } = scalar
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      reading.messages.push(yamlNumber({ path: reading.path, place }, source ?? String(value)))
      return null
    }
    if (source !== undefined && source !== String(value) && textFields.test(path)) return source
    return value === 0 ? 0 : value
  }
  return value ?? null
}

/** Repeats a finished value, within bounds: an alias costs as much as what it stands for. */
function readAlias(reading: Reading, alias: Alias, path: string, depth: number): unknown {
  const place = placeOfNode(reading, alias)
  const where = { path: reading.path, place }
  if (place !== undefined) reading.places[path] = place
  const anchor = reading.anchors.get(alias.source)
  if (anchor === undefined) {
    const reason = reading.anchors.has(alias.source) ? 'recursive' : 'unknown'
    reading.messages.push(yamlAlias(where, alias.source, reason))
    return null
  }
  if (reading.aliased + anchor.size > maxAliased) {
    // Said once: every further alias of a bomb would say the same.
    if (reading.aliased <= maxAliased) reading.messages.push(yamlAliasLimit(where, maxAliased))
    reading.aliased = maxAliased + 1
    return null
  }
  reading.aliased += anchor.size
  reading.read += anchor.size
  if (depth + heightOf(anchor.data) > maxDepth + 1) {
    reading.messages.push(yamlNesting(where, maxDepth))
    return null
  }
  return structuredClone(anchor.data)
}

/** Levels of lists and mappings; values are at most `maxDepth` high, so recursion is safe. */
function heightOf(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0
  return 1 + Object.values(data).reduce<number>((most, item) => Math.max(most, heightOf(item)), 0)
}

function placeOfNode(reading: Reading, node: Node | null): Place | undefined {
  return node?.range ? reading.placeAt(node.range[0], node.range[1]) : undefined
}

function isEmpty(scalar: Scalar): boolean {
  return scalar.range !== undefined && scalar.range !== null && scalar.range[0] === scalar.range[1]
}

/** Sets an own property even for `__proto__`, which assignment would not. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}
