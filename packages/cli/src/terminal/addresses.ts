/** Where a site is served. */
import type { WatchEvent } from './json-lines.js'
import type { WatchTerminal } from './watch-terminal.js'

/** Who is told of it. */
interface Told {
  terminal: Pick<WatchTerminal, 'listening' | 'notice'>
  say(event: WatchEvent): void
}

/**
 * Tells where the site is, and again when its base path turns out to be another one.
 *
 * @param urls Those of the server, the one for this machine first; none if there is no server.
 * @returns Takes the base path and gives the first address.
 */
export function addressTeller({ terminal, say }: Told, urls: readonly string[]) {
  let shown: string | undefined
  return (base: string): string | undefined => {
    const full = siteUrls(urls, base)
    if (base === shown || full.length === 0) return full[0]
    const warning = shown === undefined ? openWarning(full) : undefined
    shown = base
    terminal.listening(full)
    say({ event: 'serve', urls: full })
    if (warning !== undefined) terminal.notice(warning)
    return full[0]
  }
}

/** The addresses of a site, given those of its server and the path under which it lives. */
export function siteUrls(urls: readonly string[], base: string): string[] {
  return urls.map((url) => new URL(base, url).href)
}

/** A warning if others can reach one of the addresses. */
export function openWarning(urls: readonly string[]): string | undefined {
  const open = urls.filter((url) => !isOfThisMachine(url))
  if (open.length === 0) return undefined
  return (
    `Warning: whoever is in your network can read this site at ${open.join(' and ')}. ` +
    'Without `--host` it stays on this machine.'
  )
}

function isOfThisMachine(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
}
