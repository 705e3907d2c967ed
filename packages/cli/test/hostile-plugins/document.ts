/** The table of what hostile plugins come to, as Markdown. */
import { messageUrl } from '@blog-build/core'

/** What one came to. */
export interface Row {
  /** Of the plugin and its file. */
  name: string
  /** The plugin itself. Its first line says what it does. */
  code: string
  messages: { rule: string; severity: string; text: string; path?: string; place?: { start: Point } }[]
  /** What was said on stderr of what it left running. */
  note?: string | undefined
  exitCode: number
  isPublished: boolean
}

interface Point {
  line: number
  column: number
}

/** Messages longer than this are cut in the table, though not in what people see. */
const most = 220

/** The whole document. @param timeout The `--timeout` that the builds had. */
export function documentOf(rows: readonly Row[], timeout: number): string {
  const cells = rows.map(({ name, code, messages, note, exitCode, isPublished }) => [
    `\`${name}\``,
    cell(/^\/\*\* (.*?) \*\/$/m.exec(code)?.[1] ?? ''),
    [...messages.map(messageOf), ...(note ? [cell(note)] : [])].join('<br>') || 'none',
    String(exitCode),
    isPublished ? 'published' : 'as it was',
  ])
  const head = ['Plugin', 'What it does', 'Messages', 'Exit code', 'The site']
  const lines = [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`)
  return `${introduction(rows.length, timeout)}\n${lines.join('\n')}\n`
}

function messageOf({ rule, text, path, place }: Row['messages'][number]): string {
  const at = place ? `:${place.start.line}:${place.start.column}` : ''
  const where = path === undefined ? '' : `${path}${at} `
  const short = text.length > most ? `${text.slice(0, most)} …` : text
  const url = messageUrl(rule)
  const named = url === undefined ? rule : `[${rule}](./${url.replace(/^docs\//, '')})`
  return `${where}${named}: ${cell(short)}`
}

/** Text of a plugin is no Markdown of ours. */
function cell(text: string): string {
  const plain = text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, visible)
  return plain.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

/** As people see it on their screens. */
function visible(control: string): string {
  return String.fromCodePoint(0x2400 + (control.codePointAt(0) as number))
}

function introduction(count: number, timeout: number): string {
  return `# When plugins fail

Plugins are trusted to run, not to be right. What a plugin does wrong is told with its name, the hook and what it was
at; where it threw, with the line of its code. The build then fails, and the site that was published before stays as it
is, unless the plugin failed when the new one had been published.

This table is made by a test: each of these ${count} plugins is put into a site that was built before, a post of which
has changed meanwhile, and \`blog-build --json --timeout ${timeout}\` is run. In each case stdout is one whole document,
no message is longer than 4 KB, and the build after it, without the plugin, is as good as new. The plugins are in
[packages/cli/test/hostile-plugins/fixtures](../packages/cli/test/hostile-plugins/fixtures).
`
}
