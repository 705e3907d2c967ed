/** `blog-build build`: builds a folder once, says what came of it, and sets the exit code. */
import { relative } from 'node:path'
import type { Build, Message, Progress, Site, SiteOptions } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import type { OpenedSite } from '../compose.js'
import { failureText, type Moment } from '../failure-text.js'
import { failureReport, type Report, reportOf } from '../json.js'
import { type Lifetime, type ProcessLike, watchOver } from '../lifetime.js'
import { type ProgressLine, progressLine } from '../progress.js'
import { type ReportOptions, reportMessages } from '../reporter.js'
import { sourcesIn } from '../source-text.js'
import { type Stream, type Streams, takeStreams } from '../streams.js'
import { summarize } from '../summary.js'

/** The options of the command line, checked. */
export interface BuildOptions {
  config?: string
  out?: string
  base?: string
  drafts?: boolean
  /** An instant in its full form. */
  asOf?: string
  strict?: boolean
  adopt?: boolean
  swap?: boolean
  durable?: boolean
  workers?: number
  json?: boolean
  verbose?: boolean
  quiet?: boolean
}

/** The part of `process` that the command uses. */
export interface World extends ProcessLike {
  stdout: Stream
  stderr: Stream
  env: NodeJS.ProcessEnv
  cwd(): string
  resourceUsage(): { maxRSS: number }
}

/** Makes the site; the composition is loaded only when it is called. */
export type OpenSite = (
  options: SiteOptions,
) => Promise<{ site: Pick<Site, 'build'>; urlOf: OpenedSite['urlOf'] }>

/** How long something may run on after the build before the process is ended all the same. */
const grace = 2000

const open: OpenSite = async (options) => (await import('../compose.js')).openSite(options)

/** One run of the command. */
interface Run {
  root: string
  options: BuildOptions
  world: World
  streams: Streams
  progress: ProgressLine
  lifetime: Lifetime
  /** What the run is at, for the report of a failure. */
  moment: Moment
}

/** @param root Absolute path of the project's folder. */
export async function build(
  root: string,
  options: BuildOptions,
  world: World = process,
  openSite: OpenSite = open,
): Promise<void> {
  const run = start(root, options, world)
  const outcome = await attempt(run, openSite)
  if (outcome === undefined) return
  run.progress.clear()
  run.moment = 'done'
  // Success is the last thing said: what a plugin left running may still fail.
  const alive = await run.lifetime.drained(grace)
  if (run.lifetime.failed()) return
  const code = exitCode(outcome.build, options)
  report(run, outcome.build, outcome.urlOf)
  run.lifetime.end(code)
  if (alive !== undefined) await stop(run, alive, code)
}

/** 0 published; 1 content; 2 configuration. An error never ends in 0, whatever the build says of itself. */
export function exitCode({ status, messages }: Build, { strict }: BuildOptions): number {
  if (status === 'config') return 2
  return status === 'content' || messages.some(stopsUnder(strict)) ? 1 : 0
}

function stopsUnder(strict: boolean | undefined): (message: Message) => boolean {
  return ({ severity }) => severity === 'error' || (strict === true && severity === 'warning')
}

function start(root: string, options: BuildOptions, world: World): Run {
  const { stdout, stderr } = world
  const write = stderr.write.bind(stderr)
  const screen = { write: (text: string) => write(text), isTTY: stderr.isTTY, columns: stderr.columns }
  const progress = progressLine(screen, () => performance.now())
  const streams = takeStreams(stdout, stderr, { reserved: options.json === true, clear: progress.clear })
  const lifetime = watchOver(world, (failure) => {
    progress.clear()
    const text = failureText(failure, run.moment)
    streams.err(`${text}\n`)
    if (options.json) writeReport(streams, failureReport(text))
  })
  const run: Run = { root, options, world, streams, progress, lifetime, moment: 'load' }
  return run
}

async function attempt(
  run: Run,
  openSite: OpenSite,
): Promise<{ build: Build; urlOf: ReportOptions['urlOf'] } | undefined> {
  try {
    const { site, urlOf } = await openSite(siteOptions(run))
    return { build: await site.build(), urlOf }
  } catch (error) {
    run.lifetime.fail({ kind: 'thrown', error })
    return undefined
  }
}

function siteOptions(run: Run): SiteOptions {
  const { config, out, base, drafts, asOf, strict, adopt, swap, durable, workers, quiet } = run.options
  const onProgress = (progress: Progress) => {
    run.moment = progress.phase
    if (!quiet) run.progress.show(progress)
  }
  return {
    root: run.root,
    ...(config === undefined ? {} : { configFile: config }),
    ...(out === undefined ? {} : { out }),
    ...(base === undefined ? {} : { base }),
    ...(drafts === undefined ? {} : { drafts }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(strict === undefined ? {} : { strict }),
    ...(adopt === undefined ? {} : { adopt }),
    ...(swap === undefined ? {} : { swap }),
    ...(durable === undefined ? {} : { durable }),
    ...(workers === undefined ? {} : { workers }),
    onProgress,
  }
}

/** People read stdout, unless that is reserved for the document of `--json`. */
function report(run: Run, built: Build, urlOf: ReportOptions['urlOf']): void {
  const { options, world, streams } = run
  const stream = options.json ? world.stderr : world.stdout
  const colors = colorsFor(stream, world.env)
  const width = stream.isTTY ? Math.min(Math.max(stream.columns || 80, 40), 160) : 100
  const messages = options.quiet ? built.messages.filter(stopsUnder(options.strict)) : built.messages
  const text = reportMessages(messages, { colors, width, sourceOf: sourcesIn(run.root), urlOf })
  const summary = summarize(built, {
    colors,
    elapsed: performance.now(),
    memory: world.resourceUsage().maxRSS * 1024,
    out: shownPath(world.cwd(), built.out),
    verbose: options.verbose === true,
  })
  const parts = options.quiet ? [text] : [text, summary]
  const whole = parts.filter((part) => part !== '').join('\n')
  if (whole !== '') (options.json ? streams.err : streams.out)(whole)
  if (options.json) writeReport(streams, reportOf(built))
}

function writeReport(streams: Streams, document: Report): void {
  streams.out(`${JSON.stringify(document, undefined, 2)}\n`)
}

/** As the user would write it: relative if it lies below the current folder. */
function shownPath(cwd: string, path: string): string {
  const short = relative(cwd, path).replaceAll('\\', '/')
  return short === '' ? '.' : short.startsWith('../') || short === '..' ? path : short
}

/** Ends a process that something keeps alive. */
async function stop({ streams, world }: Run, alive: string[], code: number): Promise<void> {
  const what = alive.length === 0 ? '' : ` (${[...new Set(alive)].sort().join(', ')})`
  streams.err(`Something that the configuration or a plugin left running was ended${what}.\n`)
  await streams.flushed()
  world.exit(code)
}
