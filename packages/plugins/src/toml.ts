import {
  definePlugin,
  type Loaded,
  type Place,
  type Source,
  type SourceRecord,
} from '@blog-build/core/plugin'
import { tomlDuplicateKey, tomlEncoding, tomlKey, tomlUnclosed } from './messages/toml.js'
import { optionsOf, optionsSchema } from './options.js'
import { toTomlData } from './toml-data.js'
import { version } from './version.js'

/** Options of `toml`: it has none. */
export type TomlOptions = Record<never, never>

const defaults = {}

const schema = optionsSchema<TomlOptions, typeof defaults>(defaults, () => optionsOf({}))

type Report = Exclude<Loaded, SourceRecord[]>

/**
 * TOML: frontmatter between two lines `+++` (or `---toml` and `---`), and data files, `content/authors.toml`.
 *
 * ```ts
 * plugins: [toml()]
 * ```
 */
export const toml = (options: TomlOptions = {}) =>
  definePlugin({
    name: 'toml',
    version,
    options: { schema, given: options },
    load: (_, source) => loadToml(source),
  })

async function loadToml({ path, text, isLossy }: Source): Promise<Loaded | undefined> {
  if (/\.toml$/i.test(path)) return isLossy ? { records: [], messages: [tomlEncoding()] } : toRows(text)
  if (!/\.(?:md|markdown)$/i.test(path)) return undefined
  const opening = /^(?:(\+\+\+)[ \t]*(?:toml)?|---[ \t]*toml)[ \t]*(?:\n|$)/i.exec(text)
  return opening === null ? undefined : toPost(text, opening[0].length, opening[1] ?? '---')
}

/** One record of Markdown: its frontmatter lines are emptied, so that places below them are true in the file. */
async function toPost(text: string, start: number, fence: string): Promise<Report> {
  const closing = fence === '---' ? /^---[ \t]*$/m : /^\+\+\+[ \t]*$/m
  const close = closing.exec(text.slice(start))
  if (close === null) {
    const end = { line: 1, column: text.slice(0, start).trimEnd().length + 1 }
    return { records: [], messages: [tomlUnclosed(fence, { start: { line: 1, column: 1 }, end })] }
  }
  const before = text.slice(0, start + close.index)
  const { data, places, messages } = await toTomlData(`\n${before.slice(start)}`)
  if (messages.length > 0) return { records: [], messages }
  const lines = before.split('\n').length
  const whole: Place = { start: { line: 1, column: 1 }, end: { line: lines, column: 4 } }
  const body = '\n'.repeat(lines - 1) + text.slice(before.length + close[0].length)
  return { records: [{ data, body, places: { ...places, '': whole } }], messages }
}

/**
 * A data file has one record, or several: one for each table if there is nothing else in it, or the items of its only
 * array of tables, told apart by `id`, else `slug`.
 */
async function toRows(text: string): Promise<Report> {
  const { data, places, messages } = await toTomlData(text)
  if (messages.length > 0) return { records: [], messages }
  const [only, ...others] = Object.entries(data)
  if (only === undefined) return { records: [], messages: [] }
  const [name, value] = only
  if (others.length === 0 && isTables(value)) return toItems(value, dealt(dealt(places).get(name) ?? {}))
  if (!Object.values(data).every(isTable)) return { records: [{ data, body: '', places }], messages: [] }
  const byName = dealt(places)
  const records = Object.entries(data).map(([key, own]) => {
    return { key, data: own as Record<string, unknown>, body: '', places: byName.get(key) ?? {} }
  })
  return { records, messages: [] }
}

function toItems(items: readonly Record<string, unknown>[], places: ReturnType<typeof dealt>): Report {
  const report: Report = { records: [], messages: [] }
  const seen = new Map<string, Place | undefined>()
  for (const [index, data] of items.entries()) {
    const own = places.get(`${index}`) ?? {}
    const key = [data.id, data.slug].find((one) => typeof one === 'string' || typeof one === 'number')
    const text = `${key ?? ''}`.trim()
    if (text === '') report.messages.push(tomlKey(own['']))
    else if (seen.has(text)) report.messages.push(tomlDuplicateKey(text, own[''], seen.get(text)?.start))
    else report.records.push({ key: text, data, body: '', places: own })
    if (text !== '' && !seen.has(text)) seen.set(text, own[''])
  }
  return report
}

/** Deals places out by the first part of their paths: `jane.name` is `name` of the record `jane`, `jane` is its `''`. */
function dealt(places: SourceRecord['places']): Map<string, SourceRecord['places']> {
  const byName = new Map<string, SourceRecord['places']>()
  for (const [path, place] of Object.entries(places)) {
    const dot = path.indexOf('.')
    const name = dot === -1 ? path : path.slice(0, dot)
    const own: SourceRecord['places'] = byName.get(name) ?? Object.create(null)
    own[dot === -1 ? '' : path.slice(dot + 1)] = place
    byName.set(name, own)
  }
  return byName
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTables(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable)
}
