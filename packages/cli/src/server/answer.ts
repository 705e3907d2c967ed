/** Answers as they go out: headers, conditions, ranges. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { OpenFile } from './disk.js'
import { type Range, toRange } from './range.js'

/** What is answered, in whole or in part. */
export interface Answer {
  status: number
  type: string
  body: Buffer | OpenFile
  /** Changes whenever the body does. */
  etag?: string | undefined
  headers?: OutgoingHttpHeaders | undefined
}

/** On each answer. There is none of CORS, so that pages of other origins can read nothing. */
export const headersOfAll: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-cache',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

/** Sends an answer, or the part of it that was asked for. A file is left open. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const { status, type, body, etag } = answer
  const size = Buffer.isBuffer(body) ? body.length : body.size
  const headers = { ...headersOfAll, 'Content-Type': type, ...(etag && { ETag: etag }), ...answer.headers }
  if (status === 200 && etag && isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, { ...headersOfAll, ETag: etag }).end()
    return
  }
  const range = status === 200 && etag ? rangeOf(request, size, etag) : undefined
  if (range === 'none') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
    return
  }
  const part = range ?? { start: 0, end: size - 1 }
  response.writeHead(range ? 206 : status, {
    ...headers,
    ...(status === 200 && etag && { 'Accept-Ranges': 'bytes' }),
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` }),
    'Content-Length': part.end - part.start + 1,
  })
  if (request.method === 'HEAD') response.end()
  else if (Buffer.isBuffer(body)) response.end(body.subarray(part.start, part.end + 1))
  else await stream(body, part, response)
}

/** Sends a sentence, as text. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = Buffer.from(`${text}\n`)
  const own = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length }
  response.writeHead(status, { ...headersOfAll, ...own, ...headers }).end(body)
}

/** Whether the browser has what this tag stands for. Weak or strong makes no difference here. */
function isKnown(header: string | undefined, etag: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, '')
  return header?.trim() === '*' || header?.split(',').some((tag) => plain(tag) === plain(etag)) === true
}

/** A part goes only with the bytes that the browser has the rest of. */
function rangeOf({ method, headers }: IncomingMessage, size: number, etag: string): Range | undefined {
  const condition = headers['if-range']
  const holds = condition === undefined || (condition === etag && !etag.startsWith('W/'))
  return method === 'GET' && holds ? toRange(headers.range, size) : undefined
}

async function stream(file: OpenFile, { start, end }: Exclude<Range, 'none'>, response: ServerResponse) {
  if (end < start) return void response.end()
  const source = file.handle.createReadStream({ start, end, autoClose: false })
  try {
    await pipeline(source, response, { end: false })
    // A file that became shorter: only a broken connection says that the rest will not come.
    if (source.bytesRead === end - start + 1) response.end()
    else response.destroy()
  } catch {
    response.destroy()
  }
}
