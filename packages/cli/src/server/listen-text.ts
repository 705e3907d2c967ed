/** What is said of where a server listens. */
import { isLoopback } from './guard.js'

/** Where the server starts to look for a free port. */
export const defaultPort = 4321

/** A warning where others can reach the server; nothing where only this machine can. */
export function openWarning(host: string | undefined): string | undefined {
  if (host === undefined || isLoopback(host)) return undefined
  return `Whoever can reach this machine at ${JSON.stringify(host)} can read the site, drafts that are built included.`
}
