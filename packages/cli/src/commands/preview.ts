/** `blog-build preview`: serves what was built, as a host would. */
import type { Message, PublishedSite } from '@blog-build/core'
import { openInBrowser } from '../browser.js'
import { colorsFor } from '../colors.js'
import { failureText } from '../failure-text.js'
import { reportMessages } from '../reporter.js'
import { defaultPort, openWarning } from '../server/listen-text.js'
import { createSiteServer, ListenError } from '../server/server.js'
import { sourcesIn } from '../source-text.js'
import { type Stream, type Streams, takeStreams } from '../streams.js'
import { visibleLine } from '../visible.js'

/** The options of the command line, checked. */
export interface PreviewOptions {
  out?: string
  base?: string
  port?: number
  host?: string
  open?: boolean
}

/** The part of `process` that the command uses. */
export interface PreviewWorld {
  stdout: Stream
  stderr: Stream
  env: NodeJS.ProcessEnv
  exitCode?: number | string | null | undefined
}

/**
 * Serves until the process is ended. Exit codes: 2 if nothing was built, or the port can't be had; 3 for a fault of the
 * program.
 */
export async function preview(
  root: string,
  options: PreviewOptions,
  world: PreviewWorld = process,
): Promise<void> {
  const streams = takeStreams(world.stdout, world.stderr, { reserved: false, clear() {} })
  try {
    await serve(root, options, world, streams)
  } catch (error) {
    const isOurs = error instanceof ListenError
    streams.err(
      isOurs
        ? `error: ${visibleLine(error.message)}\n  → ${error.remedy}\n`
        : `${failureText({ kind: 'thrown', error }, 'done')}\n`,
    )
    world.exitCode = isOurs ? 2 : 3
  }
}

async function serve(
  root: string,
  { out, base, port, host, open }: PreviewOptions,
  world: PreviewWorld,
  streams: Streams,
): Promise<void> {
  const { messageUrl, readPublished } = await import('@blog-build/core')
  const read = () =>
    readPublished({ root, ...(out === undefined ? {} : { out }), ...(base === undefined ? {} : { base }) })
  const first = read()
  if (isMessage(first)) {
    const colors = colorsFor(world.stderr, world.env)
    streams.err(reportMessages([first], { colors, width: 100, sourceOf: sourcesIn(root), urlOf: messageUrl }))
    world.exitCode = 2
    return
  }
  const server = createSiteServer({
    port: port ?? defaultPort,
    isPortFixed: port !== undefined,
    ...(host === undefined ? {} : { host }),
    mode: 'preview',
    onRequest: followBuilds(first, read, (site) => server.show(shown(site))),
  })
  server.show(shown(first))
  const { urls } = await server.listen()
  tell(first, urls, host, streams)
  const address = new URL(first.base, urls[0]).href
  if (open && !(await openInBrowser(address))) streams.err(`No program was found that opens ${address}\n`)
}

/** A build that is done while the server runs is served from the next request on. */
function followBuilds(
  first: PublishedSite,
  read: () => PublishedSite | Message,
  show: (site: PublishedSite) => void,
): () => void {
  let site = first
  return () => {
    if (site.isCurrent()) return
    const next = read()
    // Whatever took its place is no site: the last one is served as long as its files are there.
    if (isMessage(next)) return
    site = next
    show(site)
  }
}

function shown({ folder, base, files }: PublishedSite) {
  return { folder, base, files: { isWhole: true, set: files, removed: [] } }
}

function tell(
  { folder, base }: PublishedSite,
  urls: readonly string[],
  host: string | undefined,
  streams: Streams,
) {
  const addresses = urls.map((url) => `  ${new URL(base, url).href}\n`).join('')
  streams.out(`Serving ${visibleLine(folder)} as it was built. Ctrl-C ends it.\n\n${addresses}`)
  const warning = openWarning(host)
  if (warning !== undefined) streams.err(`\nwarning: ${warning}\n`)
}

function isMessage(read: PublishedSite | Message): read is Message {
  return 'rule' in read
}
