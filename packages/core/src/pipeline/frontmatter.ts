import { frontmatterLanguage, frontmatterNotMapping, frontmatterUnclosed } from '../messages/frontmatter.js'
import type { Place, Result, Source, SourceRecord } from '../model.js'
import { describe, isMapping, toYaml } from './yaml.js'

/** `---`, maybe with a language behind it, or the fences of TOML and of old JSON. */
const opening = /^(?:---[ \t]*([A-Za-z][\w+#.-]*)?|(?:\+\+\+|;;;)[ \t]*\w*)[ \t]*$/
const closing = /^---[ \t]*$/
/** JSON is read as the YAML that it also is, which gives it places. */
const languages = new Set(['', 'yaml', 'yml', 'json'])

/**
 * Splits a Markdown source into its frontmatter and its body. A fence counts on the first line only.
 * The frontmatter's lines stay in the body, emptied, so that every position in it is true in the file.
 * Without frontmatter the data is empty; with a broken one there is no value.
 */
export function toFrontmatter(source: Source): Result<SourceRecord | undefined> {
  const { path, text } = source
  const first = firstLine(text)
  const fence = opening.exec(first)
  if (fence === null) return { value: withoutFrontmatter(text), messages: [] }
  const place = lineOf(1, first)
  if (!first.startsWith('---') || !languages.has((fence[1] ?? '').toLowerCase())) {
    return { value: undefined, messages: [frontmatterLanguage({ path, place }, first)] }
  }
  const close = closingFence(text)
  if (close === undefined) return { value: undefined, messages: [frontmatterUnclosed({ path, place })] }

  const yaml = toYaml(source, text.indexOf('\n') + 1, close.start)
  if (yaml.value === undefined) return { value: undefined, messages: yaml.messages }
  const block: Place = { start: { line: 1, column: 1 }, end: { line: close.line + 1, column: 4 } }
  // Fences with nothing, or only comments, between them are an empty mapping.
  const data = yaml.value.data ?? {}
  if (!isMapping(data)) {
    const inner = yaml.value.places[''] ?? block
    return { value: undefined, messages: [frontmatterNotMapping({ path, place: inner }, describe(data))] }
  }
  return {
    value: { data, body: bodyOf(text), places: { ...yaml.value.places, '': block } },
    messages: yaml.messages,
  }
}

/** The body of a Markdown source whose frontmatter, if it has one, is sound: all lines of that are emptied. */
export function bodyOf(text: string): string {
  const close = opening.test(firstLine(text)) ? closingFence(text) : undefined
  return close === undefined ? text : '\n'.repeat(close.line) + text.slice(close.end)
}

/** The fence that closes a frontmatter: its line, from 0, and where in the text that begins and ends. */
function closingFence(text: string): { line: number; start: number; end: number } | undefined {
  let line = 1
  for (let start = text.indexOf('\n') + 1; start > 0; line++) {
    const next = text.indexOf('\n', start)
    const end = next === -1 ? text.length : next
    if (closing.test(text.slice(start, end))) return { line, start, end }
    start = next + 1
  }
  return undefined
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return (end === -1 ? text : text.slice(0, end)).trimEnd()
}

/** A text that is all body. */
function withoutFrontmatter(text: string): SourceRecord {
  return { data: {}, body: text, places: { '': { start: { line: 1, column: 1 } } } }
}

/** The place of one line. */
function lineOf(line: number, text: string): Place {
  return { start: { line, column: 1 }, end: { line, column: text.length + 1 } }
}
