/** The one place that decides what an address leads to. It reads nothing but the table of files. */
import { timingSafeEqual } from 'node:crypto'
import { addressOf, toTarget } from './address.js'
import type { ServedFile, Snapshot } from './snapshot.js'

/** What the server has of its own, beside the site. */
export const ownNames = [
  'client.js',
  'overlay.html',
  'overlay.js',
  'overlay.css',
  'problems.json',
  'events',
] as const

/** One of these. */
export type OwnName = (typeof ownNames)[number]

/** What an address leads to. */
export type Route =
  | { kind: 'file'; file: ServedFile; status: 200 | 404 }
  | { kind: 'redirect'; status: 301 | 302; location: string }
  /** There is nothing, and the site has no page for that. */
  | { kind: 'missing' }
  /** There is no site yet. */
  | { kind: 'none' }
  | { kind: 'own'; name: OwnName; query: string }

/** What is looked at to resolve an address. */
export interface Resolving {
  /** Random, one for each run; without it the server has nothing of its own. */
  token: string | undefined
  snapshot: Snapshot | undefined
}

/** Where what is the server's own lies. The token keeps it apart from whatever the site may have. */
export function ownPrefix(token: string): string {
  return `/${ownFolder}/${token}/`
}

const ownFolder = '_blog-build'

/** @param raw The target of a request, as it stands there. */
export function resolve(raw: string, { token, snapshot }: Resolving): Route {
  const target = toTarget(raw)
  const own = target && token && ownIn(target.segments, token)
  if (target && own) return { kind: 'own', name: own, query: target.query }
  if (snapshot === undefined) return { kind: 'none' }
  if (target === undefined) return missing(snapshot)
  const path = below(snapshot.base, target.segments)?.join('/')
  if (path === undefined) return outside(snapshot, target.segments, target.query)
  const file = snapshot.find(path === '' || path.endsWith('/') ? `${path}index.html` : path)
  if (file) return { kind: 'file', file, status: 200 }
  if (path !== '' && !path.endsWith('/') && snapshot.find(`${path}/index.html`))
    return { kind: 'redirect', status: 301, location: `${addressOf(snapshot.base, path)}/${target.query}` }
  return missing(snapshot)
}

function ownIn(segments: readonly string[], token: string): OwnName | undefined {
  const [folder, given, name] = segments
  if (folder !== ownFolder || segments.length !== 3 || given === undefined) return undefined
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  if (a.length !== b.length || !timingSafeEqual(a, b)) return undefined
  return ownNames.find((own) => own === name)
}

/** The page that the site has for what it has not. */
function missing(snapshot: Snapshot): Route {
  const file = snapshot.find('404.html')
  return file ? { kind: 'file', file, status: 404 } : { kind: 'missing' }
}

/** What a path is seen from the base, or nothing if it is not below. */
function below(base: readonly string[], segments: readonly string[]): readonly string[] | undefined {
  const isBelow = segments.length > base.length && base.every((part, at) => part === segments[at])
  return isBelow ? segments.slice(base.length) : undefined
}

/** Outside of the base nothing is the site's but the way to it. */
function outside({ base }: Snapshot, segments: readonly string[], query: string): Route {
  const home = `${addressOf(base, '')}${query}`
  if (segments.length === 1 && segments[0] === '') return { kind: 'redirect', status: 302, location: home }
  if (segments.join('/') === base.join('/')) return { kind: 'redirect', status: 301, location: home }
  return { kind: 'missing' }
}
