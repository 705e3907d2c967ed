/** The one document that `--json` writes. */
import type { Build, Message } from '@blog-build/core'

/** How a command ended; `internal` is a fault of the program or of a plugin, not of the content. */
export type Status = Build['status'] | 'internal'

/** What `--json` writes to stdout. Fields of `build` are empty where the build did not get that far. */
export interface Report {
  status: Status
  outputs: { path: string; url: string; hash: string }[]
  messages: Message[]
  changed: Build['changed']
  /** Instant at which something appears or expires by itself. */
  nextDue: string | null
  stats: Build['stats'] | null
  /** For `internal`: what went wrong. */
  error?: string
}

/** The outcome of a build. */
export function reportOf(build: Build): Report {
  return {
    status: build.status,
    outputs: build.outputs.map(({ path, url, hash }) => ({ path, url, hash })),
    messages: build.messages,
    changed: build.changed,
    nextDue: build.nextDue ?? null,
    stats: build.stats,
  }
}

/** The outcome of a command that broke off. */
export function failureReport(error: string): Report {
  return {
    status: 'internal',
    outputs: [],
    messages: [],
    changed: { added: [], changed: [], removed: [] },
    nextDue: null,
    stats: null,
    error,
  }
}
