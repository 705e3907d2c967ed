/** One request, from the guard to the answer. */
import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { headersOfAll, send, sendText } from './answer.js'
import { contentTypeOf } from './content-type.js'
import type { CurrentSite, FoundFile } from './current-site.js'
import { overlay, plainPage } from './documents.js'
import { type IsOwnHost, refusalFor } from './guard.js'
import { getsScript, readPage, scriptTag, stateOfPage, withTag } from './page.js'
import type { OwnName } from './resolve.js'

/** What requests are answered from. */
export interface Answering {
  site: CurrentSite
  isOwnHost: IsOwnHost
  /** Address of what is the server's own, under `watch`. */
  prefix: string | undefined
  /** Bytes of a file that browsers get from us. */
  ownFile(name: OwnName): Promise<Buffer>
  /** The problems, as JSON. */
  problems(): string
  /** Takes over a request for events. */
  listen(query: string, response: ServerResponse): void
  /** Called before an address is looked up. */
  onRequest(): void
}

/** Answers a request, whatever it is; never throws. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  world: Answering,
): Promise<void> {
  try {
    const refusal = refusalFor({ method: request.method, headers: request.headersDistinct }, world.isOwnHost)
    if (refusal) refuse(response, refusal.status, refusal.text)
    else if (!request.url?.startsWith('/')) refuse(response, 400, 'An address starts with a slash.')
    else await answerPath(request, response, request.url, world)
  } catch (error) {
    // No more than a code: what failed may name folders of this machine.
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (response.headersSent) response.destroy()
    else sendText(response, 500, `This could not be read (${code}).`)
  }
}

/** What a refused request had to say is not read: its connection ends. */
function refuse(response: ServerResponse, status: number, text: string): void {
  sendText(response, status, text, { Connection: 'close', ...(status === 405 && { Allow: 'GET, HEAD' }) })
}

async function answerPath(request: IncomingMessage, response: ServerResponse, raw: string, world: Answering) {
  world.onRequest()
  const found = await world.site.find(raw)
  switch (found.kind) {
    case 'file':
      return sendFound(request, response, found, world).finally(() => found.opened.handle.close())
    case 'redirect':
      return sendText(response, found.status, found.location, { Location: found.location })
    case 'own':
      return answerOwn(request, response, found, world)
    case 'late':
      return sendText(response, 503, 'The site is being written; try again.', { 'Retry-After': 1 })
    case 'none':
      return sendPlain(request, response, 503, nothingYet, world)
    case 'missing':
      return sendPlain(request, response, 404, nothingHere, world)
  }
}

const nothingYet = ['Not built yet', 'The site appears here as soon as its first build is done.'] as const
const nothingHere = ['Not found', 'The site has nothing at this address.'] as const

async function sendFound(
  request: IncomingMessage,
  response: ServerResponse,
  found: FoundFile,
  world: Answering,
) {
  const { file, opened, isListed, status } = found
  const type = contentTypeOf(file.path)
  if (world.prefix !== undefined && getsScript(found)) {
    const html = await readPage(found)
    const tag = scriptTag(world.prefix, stateOfPage(found, html), found.snapshot.number)
    const body = withTag(html, tag)
    return send(request, response, { status, type, body, etag: etagOf(status, body) })
  }
  // What is not as it was listed, somebody else wrote: its hash is not known.
  const other = `W/"${opened.size.toString(36)}-${opened.mtime.toString(36)}"`
  const etag = status === 200 ? (isListed ? `"${file.hash}"` : other) : undefined
  return send(request, response, { status, type, body: opened, etag })
}

function etagOf(status: number, body: Buffer): string | undefined {
  return status === 200 ? `"${hash('sha256', body, 'base64url').slice(0, 22)}"` : undefined
}

function sendPlain(
  request: IncomingMessage,
  response: ServerResponse,
  status: 404 | 503,
  [title, text]: readonly [string, string],
  { prefix, site }: Answering,
): Promise<void> {
  const state = { identity: status === 404 ? 'missing' : 'none', styles: [] }
  const tag = prefix === undefined ? '' : scriptTag(prefix, state, site.snapshot()?.number ?? 0)
  const { html, policy } = plainPage(title, text, tag)
  const headers = { 'Content-Security-Policy': policy, ...(status === 503 && { 'Retry-After': 1 }) }
  return send(request, response, { status, type: contentTypeOf('.html'), body: Buffer.from(html), headers })
}

async function answerOwn(
  request: IncomingMessage,
  response: ServerResponse,
  { name, query }: { name: OwnName; query: string },
  world: Answering,
): Promise<void> {
  if (name === 'events' && request.method === 'GET') return world.listen(query, response)
  if (name === 'events')
    return void response.writeHead(200, { ...headersOfAll, 'Content-Type': 'text/event-stream' }).end()
  const body = await ownBody(name, world)
  const policy = name === 'overlay.html' ? { 'Content-Security-Policy': overlay.policy } : {}
  const headers = { 'Referrer-Policy': 'no-referrer', ...policy }
  await send(request, response, {
    status: 200,
    type: contentTypeOf(name),
    body,
    etag: etagOf(200, body),
    headers,
  })
}

async function ownBody(name: OwnName, world: Answering): Promise<Buffer> {
  if (name === 'overlay.html') return Buffer.from(overlay.html)
  if (name === 'problems.json') return Buffer.from(world.problems())
  return world.ownFile(name)
}
