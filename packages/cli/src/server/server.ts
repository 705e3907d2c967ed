/** The server of `watch` and `preview`: where its parts are put together. */
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { hostname } from 'node:os'
import { browserFolder } from '../browser-folder.js'
import { createConnections } from './connections.js'
import { createCurrentSite } from './current-site.js'
import { readOwn } from './disk.js'
import { createVisitors } from './events.js'
import { ownHosts } from './guard.js'
import { type Listening, listen } from './listen.js'
import { newsFor } from './news.js'
import { nextReport, noReport, type Problem } from './problems.js'
import { answer } from './request.js'
import { ownPrefix } from './resolve.js'
import type { ShownSite } from './snapshot.js'

export { ListenError } from './listen.js'
export type { Problem } from './problems.js'
export type { ShownSite } from './snapshot.js'

/** How a server is made. */
export interface SiteServerOptions {
  port: number
  /** What to listen on. @default '127.0.0.1' */
  host?: string
  /** No other port will do; else the next free one is taken. */
  isPortFixed: boolean
  /** `watch`: pages follow the site. `preview`: they are served as they lie there. */
  mode: 'watch' | 'preview'
  /** A browser (re)connected: time to look at the disk. */
  onVisit?(): void
  /** Called before each look for a file: time to `show` what is new. */
  onRequest?(): void
  /** How long a file that is being replaced is waited for, in milliseconds. @default 30 seconds */
  patience?: number
}

/** A server of one site. */
export interface SiteServer {
  /** @throws ListenError */
  listen(): Promise<{ urls: string[]; port: number }>
  /** Files of the output folder are about to be replaced; `show` has to follow, also where nothing came of it. */
  begin(): void
  /** What is to be served from now on. */
  show(site: ShownSite): void
  /** What is wrong now; nothing, once it is mended. */
  tell(problems: readonly Problem[]): void
  close(): Promise<void>
}

/** Makes a server. It answers nothing before `listen`, and nothing but what was shown. */
export function createSiteServer(options: SiteServerOptions): SiteServer {
  const { port, host = '127.0.0.1', isPortFixed, mode, onVisit, onRequest, patience = 30_000 } = options
  const token = mode === 'watch' ? randomBytes(18).toString('base64url') : undefined
  const site = createCurrentSite(token, patience)
  let report = noReport
  const visitors = createVisitors((visitor) => newsFor(visitor, site, () => report))
  const connections = createConnections((request, response) =>
    answer(request, response, {
      site,
      isOwnHost: ownHosts(host, hostname()),
      prefix: token && ownPrefix(token),
      ownFile: (name) => readOwn(new URL(name, browserFolder)),
      problems: () => report.json,
      listen(query, stream) {
        onVisit?.()
        visitors.add(query, stream)
      },
      onRequest: () => onRequest?.(),
    }),
  )
  let listening: Listening | undefined

  return {
    async listen() {
      listening = await listen(() => connections.guard(createServer(limits)), { host, port, isPortFixed })
      return { urls: listening.urls, port: listening.port }
    },
    begin: site.begin,
    show(shown) {
      site.show(shown)
      visitors.tell()
    },
    tell(problems) {
      report = nextReport(report, problems)
      if (report.count > 0) site.giveUp()
      visitors.tell()
    },
    async close() {
      visitors.close()
      await Promise.all((listening?.servers ?? []).map(closed))
    },
  }
}

/** Browsers need less of each; more is somebody who means harm, or a mistake. */
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5000,
  requireHostHeader: true,
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
