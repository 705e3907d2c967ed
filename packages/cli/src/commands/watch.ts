/** `blog-build watch`: builds a folder again with each change, shows it, and goes on until it is told to end. */
import { type Build, messageUrl, type SiteOptions, type Watch } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { awaitEnd, type EndingProcess } from '../ending.js'
import { failureText } from '../failure-text.js'
import { type Lifetime, type ProcessLike, watchOver } from '../lifetime.js'
import { usualTimeout } from '../option-values.js'
import { problemsOf } from '../problems.js'
import { defaultPort } from '../server/listen-text.js'
import type { ShownSite, SiteServer } from '../server/server.js'
import { siteToShow } from '../shown-site.js'
import { sourcesIn } from '../source-text.js'
import { type Stream, type Streams, screenOf, takeStreams } from '../streams.js'
import { addressTeller } from '../terminal/addresses.js'
import { buildEvent, jsonLine, type WatchEvent } from '../terminal/json-lines.js'
import { createWatchTerminal, type WatchTerminal } from '../terminal/watch-terminal.js'
import type { WatchParts } from '../watch-parts.js'

/** The options of the command line, checked. */
export interface WatchCommandOptions {
  config?: string
  out?: string
  base?: string
  drafts?: boolean
  /** An instant in its full form. */
  asOf?: string
  adopt?: boolean
  /** Absent: the usual one, or the next that is free. */
  port?: number
  /** An address to listen at; `true` for all. @default this machine only */
  host?: string | true
  open?: boolean
  /** `false` serves nothing. */
  server?: boolean
  poll?: boolean
  /** Seconds. */
  timeout?: number
  json?: boolean
  verbose?: boolean
  quiet?: boolean
}

/** A terminal that may change its width. */
interface WatchStream extends Stream {
  on(event: 'error' | 'resize', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** The part of `process` that the command uses. */
export type WatchWorld = ProcessLike &
  EndingProcess & { stdout: WatchStream; stderr: WatchStream; env: NodeJS.ProcessEnv }

/** Whatever is under way at the end, this long is waited for it, in milliseconds. */
const grace = 850

/** One run of the command. */
interface Run {
  root: string
  options: WatchCommandOptions
  world: WatchWorld
  parts: WatchParts
  streams: Streams
  terminal: WatchTerminal
  lifetime: Lifetime
  say(event: WatchEvent): void
  /** What the server was given last. */
  shown?: ShownSite | undefined
}

/**
 * Resolves when the watch has ended.
 *
 * @param root Absolute path of the project's folder.
 * @param given Other parts, for tests. @default the real ones, loaded when they are needed
 */
export async function watch(
  root: string,
  options: WatchCommandOptions,
  world: WatchWorld = process as WatchWorld,
  given?: WatchParts,
): Promise<void> {
  const ending = awaitEnd(world)
  const run = start({ root, options, world, parts: given ?? (await loadParts()) }, ending.closed)
  const opened: Opened = { server: openServer(run, () => opened.watching?.look()) }
  const urls = await listen(run, opened.server)
  if (urls === undefined) return
  begin(run, opened, urls)
  const reason = await ending.reason
  await closeAll(opened)
  run.terminal.close()
  run.lifetime.end(0)
  ending.leave(reason)
}

/** What has to be closed in the end. */
interface Opened {
  server: SiteServer | undefined
  session?: ReturnType<WatchParts['openSession']>
  watching?: Watch
}

function start(
  { root, options, world, parts }: Pick<Run, 'root' | 'options' | 'world' | 'parts'>,
  onClosed: () => void,
): Run {
  const { stdout, stderr, env } = world
  const isJson = options.json === true
  const stream = isJson ? stderr : stdout
  const terminal = createWatchTerminal({
    screen: screenOf(stream),
    errors: screenOf(stderr),
    colors: colorsFor(stream, env),
    sourceOf: sourcesIn(root),
    urlOf: messageUrl,
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    now: () => performance.now(),
    date: () => new Date(),
  })
  const { clear } = terminal
  const streams = takeStreams(stdout, stderr, { reserved: isJson, clear, onClosed })
  const say = (event: WatchEvent) => {
    if (isJson) streams.out(jsonLine(event))
  }
  const lifetime = watchOver(world, (failure) => {
    terminal.close()
    const error = failureText(failure, 'watch')
    streams.err(`${error}\n`)
    say({ event: 'failure', error })
  })
  stream.on('resize', () => terminal.resized())
  return { root, options, world, parts, streams, terminal, lifetime, say }
}

function openServer({ parts, options }: Run, onVisit: () => void): SiteServer | undefined {
  if (options.server === false) return undefined
  const { port, host } = options
  return parts.createSiteServer({
    port: port ?? defaultPort,
    isPortFixed: port !== undefined,
    host: host === true ? '0.0.0.0' : (host ?? '127.0.0.1'),
    mode: 'watch',
    onVisit,
  })
}

/** The addresses of the site; nothing if it can't be served, which is said, with code 2. */
async function listen(run: Run, server: SiteServer | undefined): Promise<string[] | undefined> {
  if (server === undefined) return []
  try {
    const { urls } = await server.listen()
    return urls
  } catch (error) {
    run.terminal.close()
    const { message, remedy = '' } = error as Error & { remedy?: string }
    run.streams.err(`${`error: ${message}\n${remedy}`.trim()}\n`)
    run.lifetime.end(2)
    await run.streams.flushed()
    run.world.exit(2)
    return undefined
  }
}

function begin(run: Run, opened: Opened, urls: readonly string[]): void {
  const { root, options, parts, terminal, lifetime, world } = run
  const { server } = opened
  const serving = addressTeller(run, urls)
  let url = serving(options.base ?? '/')
  const session = parts.openSession({
    site: siteOptions(root, options),
    timeout: options.timeout ?? usualTimeout,
    onPublish: () => server?.begin(),
    onProgress: terminal.progress,
    onPrint: terminal.printed,
  })
  opened.session = session
  opened.watching = parts.watchSite({
    root,
    session,
    ...(options.poll === undefined ? {} : { poll: options.poll }),
    onStart: () => terminal.started(),
    onBuild(build) {
      if (build.status !== 'config') url = serving(build.base)
      show(run, server, build)
    },
    onFailure(error) {
      const text = failureText({ kind: 'thrown', error }, 'watch')
      terminal.notice(text)
      run.say({ event: 'notice', text })
    },
    onNotice({ text, remedy }) {
      const whole = remedy === undefined ? text : `${text} ${remedy}`
      terminal.notice(whole)
      run.say({ event: 'notice', text: whole })
    },
  })
  opened.watching.ready.then(
    () => void (options.open && url !== undefined && openIn(run, url)),
    (error: unknown) => {
      lifetime.fail({ kind: 'thrown', error })
      world.exit(3)
    },
  )
}

function show(run: Run, server: SiteServer | undefined, build: Build): void {
  const { root, terminal } = run
  run.shown = siteToShow(build, run.shown, siteOptions(root, run.options))
  if (run.shown) server?.show(run.shown)
  server?.tell(problemsOf(build.messages, { root, sourceOf: sourcesIn(root), urlOf: messageUrl }))
  terminal.built(build)
  run.say(buildEvent(build))
}

async function openIn({ parts, terminal }: Run, url: string): Promise<void> {
  if (!(await parts.openBrowser(url))) terminal.notice(`No browser could be started; open ${url} yourself.`)
}

/** Only what can be cloned: the site is opened in another thread. */
function siteOptions(root: string, options: WatchCommandOptions): SiteOptions {
  const { config, out, base, drafts, asOf, adopt } = options
  return {
    root,
    ...(config === undefined ? {} : { configFile: config }),
    ...(out === undefined ? {} : { out }),
    ...(base === undefined ? {} : { base }),
    ...(drafts === undefined ? {} : { drafts }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(adopt === undefined ? {} : { adopt }),
  }
}

/** Whatever does not close in time is ended with the process; what was being published, the next build completes. */
async function closeAll({ server, session, watching }: Opened): Promise<void> {
  // The session first: a thread that does not answer must not hold up the rest.
  const closing = [session, watching, server].map((one) => one?.close())
  await Promise.race([Promise.allSettled(closing), new Promise((resolve) => setTimeout(resolve, grace))])
}

async function loadParts(): Promise<WatchParts> {
  return (await import('../watch-wiring.js')).parts
}
