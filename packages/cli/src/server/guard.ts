/**
 * Who may ask. A page of another site can make a browser send requests here, also under a name of its own that
 * leads to this machine: the names in `Host` and `Origin` and what the browser says of itself tell them apart.
 */
import { isIP } from 'node:net'

/** What is looked at of a request. */
export interface Asked {
  method: string | undefined
  /** Values by lower-case name, each as often as it was sent. */
  headers: NodeJS.Dict<string[]>
}

/** Why a request gets no answer. */
export interface Refusal {
  status: 400 | 403 | 405
  text: string
}

/** Whether a name of a host is one of ours, lower-case, IPv6 without brackets. */
export type IsOwnHost = (name: string) => boolean

/** @param host What the server was told to listen on. */
export function ownHosts(host: string, machine: string): IsOwnHost {
  const given = host.toLowerCase()
  // Behind a name there may be anybody; an address that a browser asks is the address that it talks to.
  if (isLoopback(given)) return isLoopback
  const names = new Set([given, machine.toLowerCase(), `${machine.toLowerCase()}.local`])
  return (name) => isLoopback(name) || names.has(name) || isIP(name) !== 0
}

/** Whether a host means this machine to itself. */
export function isLoopback(name: string): boolean {
  return /^(?:[a-z0-9-]+\.)*localhost$/.test(name) || name === '127.0.0.1' || name === '::1'
}

/** Why a request is refused, if it is. */
export function refusalFor({ method, headers }: Asked, isOwnHost: IsOwnHost): Refusal | undefined {
  const [host, ...others] = headers.host ?? []
  if (host === undefined || others.length > 0)
    return { status: 400, text: 'A request has to say, once, which host it is for.' }
  const name = hostName(host)
  if (name === undefined || !isOwnHost(name)) return { status: 403, text: strange }
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, text: 'Pages can be read here, and nothing else be done: GET and HEAD.' }
  if (headers['content-length']?.some((length) => length !== '0') || headers['transfer-encoding'])
    return { status: 400, text: 'A request has no body here.' }
  if (headers.origin?.some((origin) => origin.toLowerCase() !== `http://${host.toLowerCase()}`))
    return { status: 403, text: 'Pages of other sites can read nothing here.' }
  return isForeign(method, headers)
    ? { status: 403, text: 'Pages of other sites can include nothing from here.' }
    : undefined
}

const strange =
  'This name is not one of this server, so that no page of another site can pass for it.\n' +
  'Open the address that blog-build printed. To be reached by another name, start it with `--host` and that name.'

/** The name in a `Host` header, lower-case; nothing if it has none, or what should be a port is no port. */
export function hostName(host: string): string | undefined {
  const [, six, other, port] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::([0-9]{1,5}))?$/i.exec(host) ?? []
  if (port !== undefined && (Number(port) > 65_535 || Number(port) === 0)) return undefined
  if (six !== undefined) return isIP(six) === 6 ? six.toLowerCase() : undefined
  return other?.toLowerCase()
}

/**
 * Whether a page of another origin asks, by what the browser says; one on another port of this machine is of
 * another origin as well. It may link here, but hold nothing of what is here.
 */
function isForeign(method: string, headers: Asked['headers']): boolean {
  const sites = headers['sec-fetch-site'] ?? []
  if (sites.every((site) => site === 'same-origin' || site === 'none')) return false
  const [mode, dest] = [headers['sec-fetch-mode'], headers['sec-fetch-dest']]
  const isLink = isOnly(mode, 'navigate') && isOnly(dest, 'document')
  return method !== 'GET' || !isLink || sites.some((site) => site !== 'cross-site' && site !== 'same-site')
}

function isOnly(values: string[] | undefined, wanted: string): boolean {
  return values?.length === 1 && values[0] === wanted
}
