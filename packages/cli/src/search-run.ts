/** What the commands that search have in common: options, the streams, how it is said that there is nothing to search. */
import type { Message, SiteOptions } from '@blog-build/core'
import { type Colors, colorsFor } from './colors.js'
import { errorText } from './failure-text.js'
import { usualTimeout } from './option-values.js'
import { type ProgressLine, progressLine } from './progress.js'
import { type ReportOptions, reportMessages } from './reporter.js'
import type { Refusal, SiteIndex, WithIndex } from './site-index.js'
import { sourcesIn } from './source-text.js'
import { type Stream, type Streams, takeStreams } from './streams.js'
import { visibleLine } from './visible.js'

/** What decides which site is searched. */
export interface SearchedSite {
  config?: string
  out?: string
  base?: string
  drafts?: boolean
  /** An instant in its full form. */
  asOf?: string
  /** Seconds. */
  timeout?: number
  json?: boolean
}

/** The part of `process` that the commands use. */
export interface SearchWorld {
  stdout: Stream
  stderr: Stream
  env: NodeJS.ProcessEnv
  pid: number
  kill(pid: number, signal: 'SIGKILL'): unknown
  exitCode?: number | string | null | undefined
}

/** What is wrong, and what to do. */
export interface Problem {
  text: string
  remedy: string
}

/** One run of a command. */
export interface SearchRun {
  root: string
  options: SearchedSite
  world: SearchWorld
  streams: Streams
  progress: ProgressLine
  colors: Colors
  /** Columns to fill. */
  width: number
}

/** What a command came to: its exit code, and the document of `--json`, whose `messages` are shown to people. */
export interface Outcome {
  code: 0 | 1 | 2
  document: { status: string; messages: Message[] }
  /** For people, to stdout. */
  text?: string
  /** To stderr, where something is not as it should be. */
  problem?: Problem
  urlOf?: ReportOptions['urlOf']
  isHeld?: boolean
}

/** Runs one command, says what it came to, and sets the exit code: 3 if it broke off. */
export async function runSearch(
  root: string,
  options: SearchedSite,
  world: SearchWorld,
  work: (run: SearchRun) => Promise<Outcome>,
): Promise<void> {
  const run = start(root, options, world)
  const { streams, progress } = run
  try {
    const outcome = await work(run)
    progress.clear()
    report(run, outcome)
    world.exitCode = outcome.code
    if (!outcome.isHeld) return
    // The thread waits in a call of the system: this process can't end in order.
    await streams.flushed()
    world.kill(world.pid, 'SIGKILL')
  } catch (error) {
    progress.clear()
    const text = `blog-build broke off while it searched:\n\n${errorText(error)}`
    streams.err(`${text}\n`)
    if (options.json) writeDocument(streams, { status: 'internal', messages: [], error: text })
    world.exitCode = 3
  }
}

/** Opens the index for a command; where there is none, the outcome says why. */
export async function usingIndex(
  { root, options, world, progress }: SearchRun,
  open: WithIndex,
  use: (index: SiteIndex) => Promise<Outcome>,
): Promise<Outcome> {
  const found = await open(
    {
      site: siteOptions(root, options),
      timeout: options.timeout ?? usualTimeout,
      onProgress: progress.show,
      onPrint: (stream, text) => void world[stream].write(text),
    },
    use,
  )
  return 'used' in found ? found.used : refused(found.refusal)
}

/** The outcome of a command that can't do what it is asked for. */
export function problemOf(problem: Problem): Outcome {
  return { code: 2, document: { status: 'config', messages: [] }, problem }
}

function refused({ status, messages, urlOf, problem, isHeld = false }: Refusal): Outcome {
  const code = status === 'config' ? 2 : 1
  return { code, document: { status, messages }, urlOf, isHeld, ...(problem && { problem }) }
}

function start(root: string, options: SearchedSite, world: SearchWorld): SearchRun {
  const { stdout, stderr, env } = world
  const write = stderr.write.bind(stderr)
  const screen = { write: (text: string) => write(text), isTTY: stderr.isTTY, columns: stderr.columns }
  const progress = progressLine(screen, () => performance.now())
  const streams = takeStreams(stdout, stderr, { reserved: options.json === true, clear: progress.clear })
  const width = stdout.isTTY ? Math.min(Math.max(stdout.columns || 80, 40), 160) : 100
  return { root, options, world, streams, progress, colors: colorsFor(stdout, env), width }
}

function siteOptions(root: string, { config, out, base, drafts, asOf }: SearchedSite): SiteOptions {
  return {
    root,
    ...(config === undefined ? {} : { configFile: config }),
    ...(out === undefined ? {} : { out }),
    ...(base === undefined ? {} : { base }),
    ...(drafts === undefined ? {} : { drafts }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

/** People read what was found on stdout, and all else on stderr. */
function report(run: SearchRun, { document, text, problem, urlOf = () => undefined }: Outcome): void {
  const { root, options, world, streams, width } = run
  if (options.json) {
    const error = problem && { error: `${problem.text} ${problem.remedy}` }
    writeDocument(streams, { ...document, ...error })
  } else if (text !== undefined) streams.out(text)
  const colors = colorsFor(world.stderr, world.env)
  streams.err(reportMessages(document.messages, { colors, width, sourceOf: sourcesIn(root), urlOf }))
  if (!problem) return
  streams.err(
    `${colors.red('error:')} ${visibleLine(problem.text)}\n${colors.cyan('→')} ${visibleLine(problem.remedy)}\n`,
  )
}

function writeDocument(streams: Streams, document: object): void {
  streams.out(`${JSON.stringify(document, undefined, 2)}\n`)
}
