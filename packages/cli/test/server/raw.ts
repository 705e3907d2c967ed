/** Requests as bytes: what other clients would put right stays as it is. */
import { connect } from 'node:net'

/** An answer, cut into its parts. */
export interface RawAnswer {
  status: number
  /** By lower-case name; of several of one name the last. */
  headers: Record<string, string>
  body: string
}

/** Sends bytes on a new connection and gives all that comes back until it ends, or for at most `patience`. */
export function exchange(port: number, bytes: string | Buffer, patience = 20_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(Buffer.concat(chunks).toString('latin1'))
    }
    const timer = setTimeout(end, patience)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', end)
    socket.on('close', end)
    socket.write(bytes)
  })
}

/** One request line with headers; `Connection: close` so that the answer has an end. */
export function requestOf(
  target: string,
  headers: readonly string[] = [],
  method = 'GET',
  version = '1.1',
): Buffer {
  const lines = [`${method} ${target} HTTP/${version}`, ...headers, 'Connection: close', '', '']
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** Asks for a target and gives the answer; without headers as the server's own host. */
export async function ask(
  port: number,
  target: string,
  headers: readonly string[] = [`Host: localhost:${port}`],
  method = 'GET',
): Promise<RawAnswer> {
  return toAnswer(await exchange(port, requestOf(target, headers, method)))
}

/** Cuts an answer into its parts; status 0 if there is none. */
export function toAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: end < 0 ? '' : text.slice(end + 4),
  }
}
