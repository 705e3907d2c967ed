/** `blog-build build`: builds a folder once, says what came of it, and sets the exit code. */
import { relative } from 'node:path'
import type { Activity, Build, Handover, Message, Progress, SiteOptions } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { failureText, type Moment } from '../failure-text.js'
import { failureReport, type Report, reportOf } from '../json.js'
import { type Failure, type Lifetime, type ProcessLike, watchOver } from '../lifetime.js'
import { usualTimeout } from '../option-values.js'
import { hasMemory, hasOwnCode } from '../own-code.js'
import { type ProgressLine, progressLine } from '../progress.js'
import { type ReportOptions, reportMessages } from '../reporter.js'
import type { Alive } from '../session/protocol.js'
import type { SingleBuild } from '../session/single-build.js'
import type { ThreadFailed } from '../session/thread-failure.js'
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
  /** Seconds. */
  timeout?: number
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
  pid: number
  kill(pid: number, signal: 'SIGKILL'): unknown
}

/** Builds a site once; whatever that needs is loaded only when it is called. */
export type BuildSite = (
  site: SiteOptions,
  how: {
    /** How long code of the project may be at one thing, in seconds. */
    timeout: number
    /** Whether somebody will look at the outputs. */
    withOutputs: boolean
    /** Told what code of the project prints, where it can't do so by itself. */
    onPrint(stream: 'stdout' | 'stderr', text: string): void
    /** Told when nothing is left to do but to wait for what was left running. */
    onBuilt(): void
  },
) => Promise<SingleBuild>

/** How long something may run on after the build before it is ended all the same, in milliseconds. */
const grace = 2000

/** Code of the project runs in a thread of its own. Where none has to run, the build is done here, which is quicker. */
const buildSite: BuildSite = async (site, how) => {
  const hasCode = hasOwnCode(site.root, site.configFile)
  let handover: Handover | undefined
  if (!hasCode || hasMemory(site.root)) {
    const { openSite } = await import('../compose.js')
    const opened = openSite(site)
    const build = await opened.site.build({ withoutCode: hasCode })
    if (build.status !== 'unloaded') return { build, urlOf: opened.urlOf }
    handover = opened.site.handOver()
  }
  const { onProgress, ...options } = site
  const { buildOnce } = await import('../session/single-build.js')
  const found = handover && { handover }
  return await buildOnce({ site: options, ...found, ...(onProgress && { onProgress }), grace, ...how })
}

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
  make: BuildSite = buildSite,
): Promise<void> {
  const run = start(root, options, world)
  const made = await attempt(run, make)
  if (made === undefined) return
  run.progress.clear()
  run.moment = 'done'
  // Success is the last thing said: what a plugin left running may still fail.
  const alive = await run.lifetime.drained(grace)
  if (run.lifetime.failed()) return
  const code = exitCode(made.build, options)
  report(run, made.build, made.urlOf)
  run.lifetime.end(code)
  if (made.alive) tellEnded(run, made.alive)
  if (made.isHeld) await breakLoose(run)
  if (alive) await stop(run, { resources: alive, origins: [] }, code)
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

async function attempt(run: Run, make: BuildSite): Promise<SingleBuild | undefined> {
  const { options, world } = run
  try {
    return await make(siteOptions(run), {
      timeout: options.timeout ?? usualTimeout,
      withOutputs: options.json === true,
      onPrint: (stream, text) => void world[stream].write(text),
      onBuilt() {
        run.progress.clear()
        run.moment = 'done'
      },
    })
  } catch (error) {
    run.lifetime.fail(failureOf(error))
    if (isThreadFailed(error) && error.failure.isHeld) await breakLoose(run)
    return undefined
  }
}

/** A thread that failed has said itself what was thrown in it. */
function failureOf(error: unknown): Failure {
  if (!isThreadFailed(error)) return { kind: 'thrown', error }
  const { kind, text } = error.failure
  if (kind === 'stuck') return { kind, text: error.message }
  if (kind === 'exit') return { kind }
  return { kind: 'thrown', error: Object.assign(new Error(error.message), { stack: text }) }
}

/** By name: its module is loaded only where there is a thread. */
function isThreadFailed(error: unknown): error is ThreadFailed {
  return error instanceof Error && error.name === 'ThreadFailed'
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
async function stop(run: Run, alive: Alive, code: number): Promise<void> {
  tellEnded(run, alive)
  await run.streams.flushed()
  run.world.exit(code)
}

/** Ends a process that waits for a thread which the system does not let go of: it can't end in order. */
async function breakLoose({ streams, world }: Run): Promise<void> {
  await streams.flushed()
  world.kill(world.pid, 'SIGKILL')
}

function tellEnded({ streams }: Run, { resources, origins }: Alive): void {
  const sorted = (names: string[]) => [...new Set(names)].sort().join(', ')
  const what = resources.length === 0 ? '' : ` (${sorted(resources)})`
  const who = sorted(origins.map(whoseText)) || 'the configuration or a plugin'
  streams.err(`Something that ${who} left running was ended${what}.\n`)
}

function whoseText({ code, name }: Activity): string {
  return code === 'configuration' ? 'the configuration' : `${code} \`${name}\``
}
