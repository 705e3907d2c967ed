/** Connections: how many, how long, and what becomes of those that do not speak as they should. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'

/** The connections of all servers of a site. */
export interface Connections {
  /** Makes a server answer, and survive whatever is sent to it. */
  guard(server: Server): Server
}

/** Browsers hold six to one origin; a few of them may be open. */
const most = 200

/** A connection on which nothing moved for so long is ended, in milliseconds. */
const idle = 120_000

/** @param answer Never throws. */
export function createConnections(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Connections {
  const queues = new WeakMap<Duplex, { last: Promise<void>; length: number }>()

  /** One after the other on each connection: who sends a thousand requests at once holds one file open, not a thousand. */
  const queue = (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request
    const line = queues.get(socket) ?? { last: Promise.resolve(), length: 0 }
    queues.set(socket, line)
    line.length += 1
    line.last = line.last.then(async () => {
      if (!socket.destroyed) {
        await answer(request, response)
        await finished(response).catch(() => {})
      }
      line.length -= 1
    })
  }

  return {
    guard(server) {
      server.maxConnections = most
      server.maxHeadersCount = 100
      server.setTimeout(idle)
      server.on('request', queue)
      server.on('connection', (socket) => socket.on('error', () => socket.destroy()))
      server.on('connect', (_, socket) => refuse(socket, '405 Method Not Allowed', 'Allow: GET, HEAD\r\n'))
      server.on('upgrade', (_, socket) => refuse(socket, '400 Bad Request'))
      server.on('checkContinue', (_, response) => expectationFailed(response))
      server.on('checkExpectation', (_, response) => expectationFailed(response))
      server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
        // Between answers to earlier requests another one would be taken for one of these.
        if ((queues.get(socket)?.length ?? 0) > 0) socket.destroy()
        else refuse(socket, statusOf(error))
      })
      return server
    },
  }
}

function statusOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
}

function refuse(socket: Duplex, status: string, headers = ''): void {
  socket.on('error', () => socket.destroy())
  if (!socket.writable) return void socket.destroy()
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`, () =>
    socket.destroy(),
  )
}

function expectationFailed(response: ServerResponse): void {
  response.writeHead(417, { 'Content-Length': 0, Connection: 'close' }).end()
}
