/** What a search found, as text for people. */
import type { Found, Hit, Marked } from '@blog-build/plugin-search/query'
import type { Colors } from './colors.js'
import { counted } from './reporter.js'
import { visibleLine, widthOf } from './visible.js'

/** What the text needs beside what was found. */
export interface FoundTextOptions {
  colors: Colors
  /** Columns to fill. */
  width: number
}

/** Each hit on a few lines, numbered by rank, then how many there are. */
export function foundText(found: Found, options: FoundTextOptions): string {
  const { hits, total, isAtLeast } = found
  const digits = String(hits.length).length
  const blocks = hits.map((hit, at) => hitText(hit, String(at + 1).padStart(digits), options))
  const shown = hits.length < total ? `, ${hits.length} shown` : ''
  const count = `${isAtLeast ? 'At least ' : ''}${counted(total, 'page')}${shown}.`
  const notes = [...wordNotes(found), count].map((line) => options.colors.dim(line))
  return `${[...blocks, notes.join('\n')].join('\n\n')}\n`
}

/** Words that stand nowhere, and what was searched instead: a line each. */
export function wordNotes({ corrections, missing }: Pick<Found, 'corrections' | 'missing'>): string[] {
  const quoted = (words: readonly string[]) => words.map((word) => `"${visibleLine(word)}"`).join(', ')
  return [
    ...corrections.map(({ word, used }) => `No page has ${quoted([word])}: searched for ${quoted(used)}.`),
    ...(missing.length === 0 ? [] : [`No page has ${quoted(missing)}, nor a word like it.`]),
  ]
}

function hitText(hit: Hit, rank: string, { colors, width }: FoundTextOptions): string {
  const indent = rank.length + 1
  const date = hit.date === undefined ? '' : `  ${colors.dim(visibleLine(hit.date.slice(0, 10)))}`
  const lines = [
    colors.cyan(visibleLine(hit.url)) + date,
    ...wrapped(hit.excerpt, width - indent, colors),
    ...hit.sections.map(
      ({ url, heading }) => `${colors.dim('§')} ${marked(heading, colors)}  ${colors.dim(visibleLine(url))}`,
    ),
  ]
  const head = `${colors.dim(rank)} ${marked(hit.title, colors)}`
  return [head, ...lines.map((line) => ' '.repeat(indent) + line)].join('\n')
}

/** Matches in bold; a terminal without colours gets the text alone. */
function marked(pieces: Marked, colors: Colors): string {
  return pieces.map(({ text, isMatch }) => shown(visibleLine(text), isMatch, colors)).join('')
}

function shown(text: string, isMatch: boolean, colors: Colors): string {
  return isMatch ? colors.bold(text) : text
}

/** On as many lines as it takes; a match may be a part of a word. */
function wrapped(pieces: Marked, width: number, colors: Colors): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of wordsOf(pieces)) {
    const own = word.reduce((sum, { text }) => sum + widthOf(text), 0)
    if (used > 0 && used + 1 + own > width) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += (used > 0 ? ' ' : '') + word.map(({ text, isMatch }) => shown(text, isMatch, colors)).join('')
    used += (used > 0 ? 1 : 0) + own
  }
  return line === '' ? lines : [...lines, line]
}

/** The pieces, cut at spaces. */
function wordsOf(pieces: Marked): Marked[] {
  const words: { text: string; isMatch: boolean }[][] = [[]]
  for (const { text, isMatch } of pieces) {
    for (const [at, part] of visibleLine(text).split(/\s+/).entries()) {
      if (at > 0) words.push([])
      if (part !== '') words.at(-1)?.push({ text: part, isMatch })
    }
  }
  return words.filter(({ length }) => length > 0)
}
