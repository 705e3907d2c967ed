/** Finds where a field stands in the text of a configuration file, without running a parser. */
import type { Place } from '../model.js'

interface Key {
  name: string
  index: number
  depth: number
}

/**
 * Place of a field, or of the nearest field around it; nothing if none of them stands in the text.
 * Indexes of lists are passed over.
 *
 * @param path For example `['markdown', 'limits', 'size']`.
 */
export function placeOfField(text: string, path: readonly PropertyKey[]): Place | undefined {
  const keys = keysOf(text)
  // What stands before the configuration itself comes second.
  const start = text.search(/\bdefineConfig\s*\(|\bexport\s+default\s*[({]/)
  const own = keys.filter(({ index }) => index >= start)
  return placeIn(text, own, path) ?? placeIn(text, keys, path)
}

function placeIn(text: string, keys: Key[], path: readonly PropertyKey[]): Place | undefined {
  let found: Key | undefined
  for (const name of path.filter((part) => typeof part !== 'number')) {
    const next = best(inside(keys, found), String(name))
    if (next === undefined) break
    found = next
  }
  return found && placeAt(text, found.index, found.name.length)
}

/**
 * Place of a field inside one item of a list, of the item, or of the list: as near as it can be told.
 *
 * @param list Name of a field of the configuration, for example `plugins`.
 * @param index Position of the item; of a list with spread items only those before them are told apart.
 * @param path Of the field, inside the item, which may be a call: `['limit']` in `feed({ limit: 'x' })`.
 */
export function placeOfItem(
  text: string,
  list: string,
  index: number,
  path: readonly PropertyKey[],
): Place | undefined {
  const whole = placeOfField(text, [list])
  if (whole === undefined) return undefined
  const range = itemIn(text, offsetOf(text, whole.start), index)
  if (range === undefined) return whole
  const [from, to] = range
  const inner = placeIn(
    text,
    keysOf(text).filter(({ index: at }) => at >= from && at < to),
    path,
  )
  const name = /^[\w$.]+/.exec(text.slice(from, to))?.[0] ?? text.slice(from, to)
  return inner ?? placeAt(text, from, name.split('\n')[0]?.length ?? 1)
}

/** Where an item of the first list after `offset` begins and ends. */
function itemIn(text: string, offset: number, index: number): [from: number, to: number] | undefined {
  let [depth, count, from] = [0, 0, -1]
  for (const match of tokensOf(text)) {
    if (match.index < offset) continue
    const [token] = match
    if (depth === 0 && token !== '[') continue
    if (depth === 1 && /^[\],]$/.test(token) && from >= 0) {
      if (count === index) return [from, match.index]
      count++
      from = -1
    } else if (depth === 1 && from < 0) {
      if (token === '.') return undefined
      from = match.index
    }
    if (/^[{[(]$/.test(token)) depth++
    else if (/^[}\])]$/.test(token) && --depth === 0) return undefined
  }
  return undefined
}

function offsetOf(text: string, { line, column }: Place['start']): number {
  const before = text.split('\n').slice(0, line - 1)
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
}

/** Place of a quoted text, for example of a package's name. */
export function placeOfText(text: string, wanted: string): Place | undefined {
  for (const quote of ["'", '"', '`']) {
    const index = text.indexOf(quote + wanted + quote)
    if (index >= 0) return placeAt(text, index, wanted.length + 2)
  }
  return undefined
}

/** Keys after `outer` that stand deeper than it, up to the end of its object. */
function inside(keys: Key[], outer: Key | undefined): Key[] {
  if (outer === undefined) return keys
  const from = keys.indexOf(outer) + 1
  const length = keys.slice(from).findIndex(({ depth }) => depth <= outer.depth)
  return length < 0 ? keys.slice(from) : keys.slice(from, from + length)
}

/** The outermost of that name, then the first. */
function best(keys: Key[], name: string): Key | undefined {
  return keys
    .filter((key) => key.name === name)
    .reduce<Key | undefined>(
      (least, key) => (least === undefined || key.depth < least.depth ? key : least),
      undefined,
    )
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|`(?:\\.|[^\\`])*`|(['"])((?:\\.|(?!\1)[^\\\n])*)\1|[\w$]+|[{}[\]()]|[^\s]/g

function tokensOf(text: string): RegExpExecArray[] {
  return [...text.matchAll(TOKEN)].filter(([token]) => !/^\/[/*]/.test(token))
}

/** Everything that looks like a key: a word or string before `:`, `(` or the end of a shorthand. */
function keysOf(text: string): Key[] {
  const keys: Key[] = []
  const tokens = tokensOf(text)
  let depth = 0
  tokens.forEach((match, position) => {
    const [token, quote, content] = match
    if (/^[{[(]$/.test(token)) depth++
    else if (/^[}\])]$/.test(token)) depth--
    else if (quote !== undefined || /^[\w$]+$/.test(token)) {
      const [before, after] = [tokens[position - 1]?.[0] ?? '', tokens[position + 1]?.[0] ?? '']
      const isFirst = before === '{' || before === ',' || before === 'async'
      const isKey = after === ':' || (isFirst && quote === undefined && /^[,}(]$/.test(after))
      if (isKey) keys.push({ name: content ?? token, index: match.index, depth })
    }
  })
  return keys
}

function placeAt(text: string, index: number, length: number): Place {
  const lines = text.slice(0, index).split('\n')
  const start = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  return { start, end: { line: start.line, column: start.column + length } }
}
