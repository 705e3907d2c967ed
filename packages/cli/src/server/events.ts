/** Pages that are open in browsers, and what they are told: server-sent events. */
import type { ServerResponse } from 'node:http'
import { headersOfAll, sendText } from './answer.js'

/** A page that is open in a browser. */
export interface Visitor {
  /** Its path as the browser has it. */
  address: string
  /** What it was when it was loaded. */
  identity: string
  /** Number of the snapshot of which everything in it is. */
  seen: number
}

/** What a page is told. It holds addresses and counts, and no text of the site. */
export interface News {
  /** The page is not what it was. */
  reload?: true
  seen: number
  /** Addresses of its style sheets, in the order of the page. */
  styles: readonly string[]
  /** Addresses that got other bytes since the page saw them. */
  changed: readonly string[]
  /** How much is wrong, and the number of the report about it. */
  problems: { count: number; report: number }
}

/** The pages that are open. */
export interface Visitors {
  /** Answers a request for events. @param query Of the request, with its `?`. */
  add(query: string, response: ServerResponse): void
  /** Tells all of them how things stand. */
  tell(): void
  close(): void
}

/** Browsers ask again by themselves if there are more; nobody reads that many pages. */
const most = 60

/** Something goes over each connection at least so often, so that a dead one is found out. */
const beat = 20_000

/** More than a slow reader may leave unread. */
const backlog = 1_000_000

/** @param newsFor How things stand for a page; nothing if that can't be said now. */
export function createVisitors(newsFor: (visitor: Visitor) => Promise<News | undefined>): Visitors {
  const open = new Map<ServerResponse, () => void>()
  const pulse = setInterval(() => {
    for (const response of open.keys()) push(response, ':\n\n')
  }, beat).unref()
  return {
    add(query, response) {
      const visitor = visitorOf(query)
      if (visitor === undefined)
        return sendText(response, 400, 'Events are for pages that say which they are.')
      if (open.size >= most) return sendText(response, 503, 'Too many pages are open.', { 'Retry-After': 5 })
      response.writeHead(200, {
        ...headersOfAll,
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
      })
      response.flushHeaders()
      const tell = teller(visitor, newsFor, response)
      open.set(response, tell)
      response.once('close', () => open.delete(response))
      tell()
    },
    tell() {
      for (const tell of open.values()) tell()
    },
    close() {
      clearInterval(pulse)
      for (const response of open.keys()) response.destroy()
      open.clear()
    },
  }
}

function visitorOf(query: string): Visitor | undefined {
  const given = new URLSearchParams(query)
  const [address, identity, seen] = ['page', 'identity', 'seen'].map((name) => given.get(name))
  if (!address?.startsWith('/') || !identity || !/^\d{1,9}$/.test(seen ?? '')) return undefined
  return { address, identity, seen: Number(seen) }
}

/** Tells one page, one thing after another: what came up in between is told once, as it is then. */
function teller(
  visitor: Visitor,
  newsFor: (visitor: Visitor) => Promise<News | undefined>,
  response: ServerResponse,
) {
  let [isBusy, isStale] = [false, false]
  const run = async () => {
    isBusy = true
    do {
      isStale = false
      const news = await newsFor(visitor).catch(() => undefined)
      if (response.destroyed) return
      if (news === undefined) continue
      visitor.seen = news.seen
      push(response, `data: ${JSON.stringify(news)}\n\n`)
    } while (isStale)
    isBusy = false
  }
  return () => {
    isStale = true
    if (!isBusy) void run()
  }
}

function push(response: ServerResponse, text: string): void {
  if (response.writableLength > backlog) response.destroy()
  else response.write(text)
}
