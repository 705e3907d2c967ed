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
  const lines = text.split('\n')
  const first = (lines[0] ?? '').trimEnd()
  const fence = opening.exec(first)
  if (fence === null) return { value: withoutFrontmatter(text), messages: [] }
  const place = lineOf(1, first)
  if (!first.startsWith('---') || !languages.has((fence[1] ?? '').toLowerCase())) {
    return { value: undefined, messages: [frontmatterLanguage({ path, place }, first)] }
  }
  const last = lines.findIndex((line, index) => index > 0 && closing.test(line))
  if (last === -1) return { value: undefined, messages: [frontmatterUnclosed({ path, place })] }

  const start = (lines[0] ?? '').length + 1
  const end = lines.slice(0, last).reduce((sum, line) => sum + line.length + 1, 0)
  const yaml = toYaml(source, start, end)
  if (yaml.value === undefined) return { value: undefined, messages: yaml.messages }
  const block: Place = { start: { line: 1, column: 1 }, end: { line: last + 1, column: 4 } }
  // Fences with nothing, or only comments, between them are an empty mapping.
  const data = yaml.value.data ?? {}
  if (!isMapping(data)) {
    const inner = yaml.value.places[''] ?? block
    return { value: undefined, messages: [frontmatterNotMapping({ path, place: inner }, describe(data))] }
  }
  const body = '\n'.repeat(last) + text.slice(end + (lines[last] ?? '').length)
  return { value: { data, body, places: { ...yaml.value.places, '': block } }, messages: yaml.messages }
}

/** A text that is all body. */
function withoutFrontmatter(text: string): SourceRecord {
  return { data: {}, body: text, places: { '': { start: { line: 1, column: 1 } } } }
}

/** The place of one line. */
function lineOf(line: number, text: string): Place {
  return { start: { line, column: 1 }, end: { line, column: text.length + 1 } }
}
