/** The addresses and the port that a server listens on. */
import type { Server } from 'node:http'
import { isIPv6 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isLoopback } from './guard.js'

/** Why a server can't listen: something to be told to the user. */
export class ListenError extends Error {
  override name = 'ListenError'
  constructor(
    message: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(message)
  }
}

/** Where to listen. */
export interface Place {
  host: string
  port: number
  /** No other port will do. */
  isPortFixed: boolean
}

/** Servers that listen, all on one port. */
export interface Listening {
  servers: Server[]
  port: number
  /** Addresses to open; the first is for this machine. */
  urls: string[]
}

/** How many ports are tried. */
const tries = 20

/** @param make Called for each address that is listened on. @throws ListenError */
export async function listen(make: () => Server, { host, port, isPortFixed }: Place): Promise<Listening> {
  // `localhost` is two addresses: another program on the other one would get half of the visitors.
  const hosts = isLoopback(host) && host !== '::1' ? ['127.0.0.1', '::1'] : [host]
  const last = isPortFixed ? port : port + tries - 1
  for (let at = port; ; at = port === 0 ? 0 : at + 1) {
    try {
      const servers = await bindAll(make, hosts, at)
      const bound = portOf(servers[0])
      return { servers, port: bound, urls: urlsFor(host, bound) }
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      // Some systems keep whole ranges of ports for themselves, and say so by EACCES.
      const isOnlyPort = code === 'EADDRINUSE' || code === 'EACCES'
      if (!isOnlyPort || (isPortFixed && port !== 0) || at >= last) throw listenError(code, host, at)
    }
  }
}

async function bindAll(make: () => Server, hosts: readonly string[], port: number): Promise<Server[]> {
  const servers: Server[] = []
  for (const host of hosts) {
    try {
      servers.push(await bind(make(), host, servers[0] ? portOf(servers[0]) : port))
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      // A machine without IPv6 has no second address.
      if (servers.length > 0 && !isTaken) continue
      for (const server of servers) server.close()
      throw error
    }
  }
  return servers
}

function bind(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

function portOf(server: Server | undefined): number {
  const address = server?.address()
  return typeof address === 'object' && address ? address.port : 0
}

function listenError(code: string, host: string, port: number): ListenError {
  if (code === 'EADDRINUSE')
    return new ListenError(
      `Port ${port} is taken by another program.`,
      'End that program, or give another port with `--port`. Without `--port` the next free one is taken.',
    )
  if (code === 'EACCES')
    return new ListenError(
      `This user may not listen on port ${port}.`,
      'Give a port above 1023 with `--port`, such as 4321.',
    )
  return new ListenError(
    `This machine can't listen on ${JSON.stringify(host)} (${code}).`,
    'Give `--host` an address or a name of this machine, or 0.0.0.0 for all of them.',
  )
}

function urlsFor(host: string, port: number): string[] {
  if (isLoopback(host)) return [urlOf(host === '::1' ? host : 'localhost', port)]
  if (host !== '0.0.0.0' && host !== '::') return [urlOf(host, port)]
  const others = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address),
  )
  return ['localhost', ...new Set(others)].map((name) => urlOf(name, port))
}

function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}/`
}
