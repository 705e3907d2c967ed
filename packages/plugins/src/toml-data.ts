/** TOML as plain data, and where each value stands. */
import type { Place, PluginMessage } from '@blog-build/core/plugin'
import type { AST, ParseError } from 'toml-eslint-parser'
import { tomlInvalid, tomlNesting, tomlNumber } from './messages/toml.js'

type Table = Record<string, unknown>

/** What a text holds; the data is what could be made of it where there are messages. */
export interface TomlData {
  data: Table
  /** By dotted path; tables have the place of their heading. */
  places: Record<string, Place>
  messages: PluginMessage[]
}

/** Levels of lists and tables, as core has them for YAML. */
const maxDepth = 100

/**
 * Reads TOML 1.1. Dates and times are texts, as they are written; nothing in them depends on a time zone.
 *
 * @param text Line ends as `\n`; places count from its beginning.
 */
export async function toTomlData(text: string): Promise<TomlData> {
  const reading: TomlData = { data: {}, places: Object.create(null), messages: [] }
  // A start of the command reads this file, and most sites have no TOML.
  const { parseTOML } = await import('toml-eslint-parser')
  try {
    const [program] = parseTOML(text, { tomlVersion: '1.1' }).body
    for (const item of program.body) {
      if (item.type === 'TOMLTable') readTable(reading, item)
      else readPair(reading, reading.data, '', item, 1)
    }
  } catch (error) {
    reading.messages.push(messageOf(error))
  }
  return reading
}

/** The parser calls itself for each level, and so ends where there are too many. */
function messageOf(error: unknown): PluginMessage {
  if (error instanceof RangeError) return tomlNesting(undefined, maxDepth)
  if (!(error instanceof Error) || !('lineNumber' in error)) throw error
  const { message, lineNumber, column } = error as ParseError
  return tomlInvalid(message, { start: { line: lineNumber, column: column + 1 } })
}

function readTable(reading: TomlData, { resolvedKey, key, body }: AST.TOMLTable): void {
  const place = placeOf(key)
  if (resolvedKey.length > maxDepth) {
    reading.messages.push(tomlNesting(place, maxDepth))
    return
  }
  let path = ''
  let table: Table | unknown[] = reading.data
  for (const [index, name] of resolvedKey.entries()) {
    path = below(path, name)
    // An item of an array of tables, or a table that keys below it have made already.
    table = childOf(table, name, typeof resolvedKey[index + 1] === 'number')
    if (index === resolvedKey.length - 1 || !Object.hasOwn(reading.places, path)) reading.places[path] = place
  }
  for (const pair of body) readPair(reading, table as Table, path, pair, resolvedKey.length + 1)
}

/** `a.b = 1` is a table `a` with the key `b`. */
function readPair(
  reading: TomlData,
  target: Table,
  prefix: string,
  { key, value }: AST.TOMLKeyValue,
  depth: number,
): void {
  const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value))
  const last = names.pop() ?? ''
  if (depth + names.length > maxDepth) {
    reading.messages.push(tomlNesting(placeOf(key), maxDepth))
    return
  }
  let [table, path] = [target, prefix]
  for (const name of names) {
    path = below(path, name)
    table = childOf(table, name, false) as Table
    reading.places[path] ??= placeOf(key)
  }
  setOwn(table, last, readValue(reading, value, below(path, last), depth + names.length))
}

function readValue(reading: TomlData, node: AST.TOMLContentNode, path: string, depth: number): unknown {
  const place = placeOf(node)
  reading.places[path] = place
  if (node.type === 'TOMLValue') return readScalar(reading, node, place)
  if (depth >= maxDepth) {
    reading.messages.push(tomlNesting(place, maxDepth))
    return null
  }
  if (node.type === 'TOMLArray') {
    return node.elements.map((one, index) => readValue(reading, one, below(path, index), depth + 1))
  }
  const table: Table = {}
  for (const pair of node.body) readPair(reading, table, path, pair, depth + 1)
  return table
}

function readScalar(reading: TomlData, node: AST.TOMLValue, place: Place): unknown {
  if ('datetime' in node) return node.datetime.replace(/[ t]/, 'T').replace(/z$/, 'Z')
  if (node.kind !== 'integer' && node.kind !== 'float') return node.value
  const isExact = node.kind === 'integer' ? Number.isSafeInteger(node.value) : Number.isFinite(node.value)
  if (!isExact) reading.messages.push(tomlNumber(node.number, place))
  return isExact ? node.value + 0 : null
}

/** The table, or the list, under a name; made where there is none. */
function childOf(parent: Table | unknown[], name: string | number, isList: boolean): Table | unknown[] {
  if (!Object.hasOwn(parent, name)) setOwn(parent, name, isList ? [] : {})
  return (parent as Table)[name] as Table | unknown[]
}

/** Sets an own property even for `__proto__`, which assignment would not. */
function setOwn(target: object, name: string | number, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}

function below(path: string, name: string | number): string {
  return path === '' ? `${name}` : `${path}.${name}`
}

/** The parser counts columns from 0. */
function placeOf({ loc: { start, end } }: { loc: AST.SourceLocation }): Place {
  return {
    start: { line: start.line, column: start.column + 1 },
    end: { line: end.line, column: end.column + 1 },
  }
}
