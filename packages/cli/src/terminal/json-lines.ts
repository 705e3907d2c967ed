/** What a watch says to programs: one JSON document a line. */
import type { Build, Message } from '@blog-build/core'

/** What `blog-build watch --json` writes to stdout. */
export type WatchEvent =
  /** The site can be looked at. */
  | { event: 'serve'; urls: string[] }
  /** A build has ended. */
  | {
      event: 'build'
      status: Build['status']
      /** All that stand now; with `config` only those of the code, as the content was not looked at. */
      messages: Message[]
      changed: Build['changed']
      /** Instant at which something appears or expires by itself. */
      nextDue: string | null
      stats: Build['stats']
    }
  /** Something that is worth knowing. */
  | { event: 'notice'; text: string }
  /** It broke off: the last line. */
  | { event: 'failure'; error: string }

/** The line of an event. */
export function jsonLine(event: WatchEvent): string {
  return `${JSON.stringify(event)}\n`
}

/** The event of a build. */
export function buildEvent({ status, messages, changed, nextDue, stats }: Build): WatchEvent {
  return { event: 'build', status, messages, changed, nextDue: nextDue ?? null, stats }
}
