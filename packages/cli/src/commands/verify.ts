/** `blog-build verify`: is what is remembered what a clean build gives? Says so, and sets the exit code. */
import { randomUUID } from 'node:crypto'
import {
  type Message,
  messageUrl,
  type SideOptions,
  type SiteOptions,
  type Verification,
  verifySides,
} from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { errorText } from '../failure-text.js'
import { usualTimeout } from '../option-values.js'
import { type ProgressLine, progressLine } from '../progress.js'
import { reportMessages } from '../reporter.js'
import { statusOf } from '../session/thread-failure.js'
import { openSideProcess, SideFailed, type SideProcess } from '../side-process.js'
import { sourcesIn } from '../source-text.js'
import { type Streams, takeStreams } from '../streams.js'
import { summarizeVerification } from '../verify-summary.js'
import type { World } from './build.js'

/** The options of the command line, checked. */
export interface VerifyOptions {
  config?: string
  out?: string
  base?: string
  drafts?: boolean
  /** An instant in its full form. */
  asOf?: string
  /** Seconds. */
  timeout?: number
  json?: boolean
  quiet?: boolean
}

/** What `--json` writes to stdout. */
export type VerifyReport = Verification | BrokenOff

/** There was nothing to compare: code of the project did not come to its end, or blog-build itself failed. */
interface BrokenOff {
  status: 'content' | 'config' | 'internal'
  differences: []
  reads: []
  messages: Message[]
  compared: null
  sides: null
  /** What went wrong. */
  error: string
}

/** Opens a side; the composition is loaded in its process. */
export type OpenSideProcess = typeof openSideProcess

const exitCodes: Record<VerifyReport['status'], number> = {
  equal: 0,
  different: 1,
  content: 1,
  config: 2,
  internal: 3,
}

/** @param root Absolute path of the project's folder. */
export async function verify(
  root: string,
  options: VerifyOptions,
  world: World = process,
  open: OpenSideProcess = openSideProcess,
): Promise<void> {
  const { stdout, stderr } = world
  const write = stderr.write.bind(stderr)
  const screen = { write: (text: string) => write(text), isTTY: stderr.isTTY, columns: stderr.columns }
  const progress = progressLine(screen, () => performance.now())
  const streams = takeStreams(stdout, stderr, { reserved: options.json === true, clear: progress.clear })
  const { quiet, timeout = usualTimeout } = options
  const found = await attempt(siteOptions(root, options), {
    open,
    timeout,
    ...(!quiet && { progress }),
  })
  progress.clear()
  report(root, found, { options, world, streams })
  if (options.json) streams.out(`${JSON.stringify(found, undefined, 2)}\n`)
  world.exitCode = exitCodes[found.status]
}

/** All sides take the same instant for now: what changes with time is no difference. */
function siteOptions(root: string, { config, out, base, drafts, asOf }: VerifyOptions): SiteOptions {
  return {
    root,
    ...(config === undefined ? {} : { configFile: config }),
    ...(out === undefined ? {} : { out }),
    ...(base === undefined ? {} : { base }),
    ...(drafts === undefined ? {} : { drafts }),
    asOf: asOf ?? new Date().toISOString(),
  }
}

interface How {
  open: OpenSideProcess
  timeout: number
  progress?: ProgressLine
}

async function attempt(site: SiteOptions, { open, timeout, progress }: How): Promise<VerifyReport> {
  const done = new Map<string, number>()
  const opened: SideProcess[] = []
  const openOne = (name: string, options: Pick<SideOptions, 'from' | 'order'>) => {
    const one = open(name, { site, inlineHash, ...options }, timeout, (count) => {
      done.set(name, count)
      const sum = [...done.values()].reduce((all, each) => all + each, 0)
      progress?.show({ phase: 'build', done: sum, total: 0 })
    })
    opened.push(one)
    return one
  }
  const inlineHash = randomUUID()
  progress?.show({ phase: 'load', done: 0, total: 0 })
  try {
    const sides = {
      incremental: openOne('incremental', { from: 'store' }),
      clean: openOne('clean', { from: 'nothing', order: 'forward' }),
      backward: openOne('second clean', { from: 'nothing', order: 'backward' }),
    }
    return await verifySides(sides, { together: true })
  } catch (error) {
    return failed(error)
  } finally {
    for (const one of opened) one.close()
  }
}

/** A side that broke off has said itself why, and whose code it was, where that is known. */
function failed(error: unknown): BrokenOff {
  const nothing = { differences: [], reads: [], compared: null, sides: null } satisfies Partial<BrokenOff>
  if (!(error instanceof SideFailed)) {
    const text = `blog-build could not verify, by an error that nothing caught:\n\n${errorText(error)}`
    return { status: 'internal', messages: [], ...nothing, error: text }
  }
  const { failure, said, message } = error
  if (!failure?.work) {
    const text = `blog-build could not verify: ${message}\n\n${failure?.said.text ?? ''}\n${said}`.trim()
    return { status: 'internal', messages: [], ...nothing, error: text }
  }
  return { status: statusOf(failure.work), messages: [failure.said], ...nothing, error: message }
}

interface Shown {
  options: VerifyOptions
  world: World
  streams: Streams
}

/** People read stdout, unless that is reserved for the document of `--json`. */
function report(root: string, found: VerifyReport, { options, world, streams }: Shown): void {
  const stream = options.json ? world.stderr : world.stdout
  const colors = colorsFor(stream, world.env)
  const width = stream.isTTY ? Math.min(Math.max(stream.columns || 80, 40), 160) : 100
  const messages = found.messages.filter(({ severity }) => !options.quiet || severity === 'error')
  const text = reportMessages(messages, { colors, width, sourceOf: sourcesIn(root), urlOf: messageUrl })
  if (found.status === 'internal') {
    streams.err(`${found.error}\n`)
    return
  }
  const summary = options.quiet
    ? ''
    : 'error' in found
      ? `${colors.red('Nothing was compared.')} ${found.error}\n`
      : summarizeVerification(found, performance.now(), colors)
  const whole = [text, summary].filter((part) => part !== '').join('\n')
  if (whole !== '') (options.json ? streams.err : streams.out)(whole)
}
