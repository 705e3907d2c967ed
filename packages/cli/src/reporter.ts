/** Messages as text for people: grouped by file, in the order of lines, each with its place and remedy. */
import type { Message } from '@blog-build/core'
import type { Colors } from './colors.js'
import { frame } from './frame.js'
import { visible, visibleLine } from './visible.js'

/** What the report needs beside the messages. */
export interface ReportOptions {
  colors: Colors
  /** Columns to fill. */
  width: number
  /** Text of a source with `\n` line ends, by its path from the project root; nothing if it can't be shown. */
  sourceOf(path: string): string | undefined
  /** Where a rule is documented; nothing of a rule that is documented elsewhere. */
  urlOf(rule: string): string | undefined
}

type Severity = Message['severity']

/** How a severity is called. */
export const severityNames: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

/** All messages of a run and a line that counts them; `''` if there are none. */
export function reportMessages(messages: readonly Message[], options: ReportOptions): string {
  if (messages.length === 0) return ''
  return `${messageBlocks(messages, options).join('\n\n')}\n\n${countLine(messages, options.colors)}\n`
}

/** Each message as text of some lines, in the order in which they are read. */
export function messageBlocks(messages: readonly Message[], options: ReportOptions): string[] {
  const sources = lastSource(options.sourceOf)
  return sorted(messages).map((message) => block(message, options, sources))
}

/** Such as `2 errors and 1 warning in 2 files.` */
export function countLine(messages: readonly Message[], colors: Colors): string {
  const files = new Set(messages.flatMap(({ path }) => (path === undefined ? [] : [path]))).size
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = messages.filter((message) => message.severity === severity).length
    return count === 0 ? [] : [colorOf(severity, colors)(counted(count, severityNames[severity]))]
  })
  const list = parts.length === 3 ? `${parts[0]}, ${parts[1]} and ${parts[2]}` : parts.join(' and ')
  return files === 0 ? `${list}.` : `${list} in ${counted(files, 'file')}.`
}

/** `1 page`, `2 pages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** By file, then by place; what speaks of no file comes first. Equal places keep their order. */
function sorted(messages: readonly Message[]): Message[] {
  const start = (message: Message) => message.place?.start ?? { line: 0, column: 0 }
  return [...messages].sort((left, right) => {
    const [a, b] = [left.path ?? '', right.path ?? '']
    if (a !== b) return a < b ? -1 : 1
    return start(left).line - start(right).line || start(left).column - start(right).column
  })
}

function block(
  message: Message,
  options: ReportOptions,
  linesOf: (path: string) => string[] | undefined,
): string {
  const { colors } = options
  const { path, place, severity } = message
  const color = colorOf(severity, colors)
  const where = path === undefined ? '' : `${colors.bold(placeText(path, place))} `
  const lines = [`${where}${color(`${severityNames[severity]}:`)} ${paragraphs(message.text)}`]
  const source = path === undefined || place === undefined ? undefined : linesOf(path)
  if (source !== undefined && place !== undefined) {
    lines.push(...frame(source, place, { width: options.width, mark: color, dim: colors.dim }))
  }
  if (message.remedy !== undefined) lines.push(`  ${colors.cyan('→')} ${paragraphs(message.remedy)}`)
  const plugin = message.plugin === undefined ? '' : `  (plugin ${visibleLine(message.plugin)})`
  const url = options.urlOf(message.rule)
  const rule = visibleLine(url === undefined ? message.rule : `${message.rule}  ${url}`)
  lines.push(`  ${colors.dim(`${rule}${plugin}`)}`)
  return lines.join('\n')
}

/** `posts/a.md:3:7`, which terminals and editors open. */
function placeText(path: string, place: Message['place']): string {
  const at = place === undefined ? '' : `:${place.start.line}:${place.start.column}`
  return `${visibleLine(path)}${at}`
}

/** Keeps the lines that a text has, up to twenty, indented under its first one. */
function paragraphs(text: string): string {
  const lines = visible(text.replace(/\r\n?/g, '\n').replace(/\t/g, '    ').trim()).split('\n')
  const more = lines.length > 20 ? [`… and ${counted(lines.length - 20, 'line')} more`] : []
  return [...lines.slice(0, 20), ...more].join('\n    ')
}

function colorOf(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue }[severity]
}

/** Remembers the lines of the last file only: messages come file by file. */
function lastSource(sourceOf: ReportOptions['sourceOf']): (path: string) => string[] | undefined {
  let last: { path: string; lines: string[] | undefined } | undefined
  return (path) => {
    if (last?.path !== path) last = { path, lines: sourceOf(path)?.split('\n') }
    return last.lines
  }
}
