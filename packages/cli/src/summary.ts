/** What a build did, in a few lines. */
import type { Build } from '@blog-build/core'
import type { Colors } from './colors.js'
import { counted } from './reporter.js'
import { visibleLine } from './visible.js'

/** What the summary needs beside the build. */
export interface SummaryOptions {
  colors: Colors
  /** Milliseconds of the whole command. */
  elapsed: number
  /** Greatest memory of the process, in bytes. */
  memory: number
  /** The output folder as the user would write it. */
  out: string
  verbose: boolean
}

/** Such as `Built 214 pages in 1.2 s → dist`, then counts, times and what is worth knowing. */
export function summarize(build: Build, options: SummaryOptions): string {
  const head = headOf(build, options)
  const { colors } = options
  const details = build.status === 'published' ? publishedLines(build, options) : timeLines(build, options)
  return `${[head, ...details.map((line) => colors.dim(`  ${line}`))].join('\n')}\n`
}

function headOf({ status, stats, messages }: Build, { colors, elapsed, out }: SummaryOptions): string {
  const [time, folder] = [duration(elapsed), visibleLine(out)]
  const isFailed = messages.some(({ severity }) => severity === 'error')
  if (status === 'published' && isFailed) {
    return `${colors.red('Failed after it was published')}: ${counted(stats.pages, 'page')} → ${folder}. (${time})`
  }
  if (status === 'published') {
    return `${colors.green('Built')} ${counted(stats.pages, 'page')} in ${time} → ${folder}`
  }
  // Each file there is whole, but old ones may stand beside new ones until the next build.
  if (messages.some(({ rule }) => rule === 'output-write-failed')) {
    return `${colors.red('Publishing stopped half-way')}: the next build completes ${folder}. (${time})`
  }
  return `${colors.red('Nothing was published')}: ${folder} is left as it was. (${time})`
}

/** `640 ms`, `1.2 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds)
  if (whole < 1000) return `${whole} ms`
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`
  const seconds = Math.round(whole / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function publishedLines(build: Build, options: SummaryOptions): string[] {
  const { written, unchanged, removed } = build.stats
  const lines = [`${counted(written, 'file')} written, ${unchanged} unchanged, ${removed} removed`]
  lines.push(...timeLines(build, options))
  if (build.nextDue !== undefined) {
    lines.push(`Build again at ${visibleLine(build.nextDue)}: something appears or expires then`)
  }
  if (options.verbose) lines.push(...changedLines(build))
  return lines
}

function timeLines({ stats }: Build, { memory, verbose }: SummaryOptions): string[] {
  const { load, build, write } = stats.phases
  const times = `load ${duration(load)}, build ${duration(build)}, write ${duration(write)}`
  const lines = [`${times}; peak memory ${Math.round(memory / 1_048_576)} MB`]
  if (stats.parser.fallback !== undefined) {
    lines.push(`Parser: ${visibleLine(stats.parser.name)}, because ${visibleLine(stats.parser.fallback)}`)
  } else if (verbose) lines.push(`Parser: ${visibleLine(stats.parser.name)}`)
  if (verbose) lines.push(...workLines(stats))
  return lines
}

function workLines({ tasksRun, tasksReused, ran, valuesRead, bytesWritten }: Build['stats']): string[] {
  const kinds = Object.entries(ran).sort(([, a], [, b]) => b - a)
  const shown = kinds.slice(0, mostKinds).map(([kind, count]) => `${visibleLine(kind)} ${count}`)
  const rest = kinds.slice(mostKinds).reduce((sum, [, count]) => sum + count, 0)
  if (rest > 0) shown.push(`others ${rest}`)
  return [
    `${counted(tasksRun, 'task')} run, ${tasksReused} reused; ${counted(valuesRead, 'value')} read, ${size(bytesWritten)} written`,
    ...(shown.length === 0 ? [] : [`Run: ${shown.join(', ')}`]),
  ]
}

/** More kinds of tasks than this are more than anybody reads. */
const mostKinds = 10

/** `1 byte`, `12.3 kB`, `4.5 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte')
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** The addresses that are new, changed or gone. */
function changedLines({ changed }: Build): string[] {
  const list = (sign: string, urls: string[]) => urls.map((url) => `${sign} ${visibleLine(url)}`)
  return [...list('+', changed.added), ...list('~', changed.changed), ...list('-', changed.removed)]
}
