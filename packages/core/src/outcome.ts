/** What a build comes to: its counts, its addresses, and builds that never got as far as a site. */
import { posix } from 'node:path'
import type { CodeRecord } from './code-record.js'
import type { Made } from './made.js'
import { sortMessages } from './messages.js'
import type { Message, Output, Permalink } from './model.js'
import type { Build, BuildStats, SiteOptions } from './site-options.js'

/** Counts of a site that was brought up to date, so far; what was published is not in them. */
export function statsOf(made: Made, { parser }: CodeRecord): BuildStats {
  return { ...noStats, pages: made.pages, ...made.counts(), phases: { ...noStats.phases }, parser }
}

/** Of a build that has not come to anything yet. */
export const noStats: BuildStats = {
  pages: 0,
  written: 0,
  unchanged: 0,
  removed: 0,
  bytesWritten: 0,
  tasksRun: 0,
  tasksReused: 0,
  ran: {},
  valuesRead: 0,
  phases: { load: 0, build: 0, write: 0 },
  parser: { name: '' },
}

/** A build that did not come to a site. @param elapsed Milliseconds that it took to find that out. */
export function refusedBuild(
  { root, out = 'dist', base = '/' }: Pick<SiteOptions, 'root' | 'out' | 'base'>,
  status: Exclude<Build['status'], 'published'>,
  messages: readonly Message[],
  elapsed: number,
): Build {
  return {
    status,
    outputs: [],
    messages: sortMessages([...messages]),
    changed: { added: [], changed: [], removed: [] },
    files: { isWhole: false, set: [], removed: [] },
    stats: { ...noStats, phases: { load: elapsed, build: 0, write: 0 } },
    out: posix.resolve(root, out),
    base,
  }
}

/** Addresses that came, changed and went. */
export function compareOutputs(before: readonly Output[], after: readonly Output[]): Build['changed'] {
  const old = new Map(before.map(({ url, hash }) => [url, hash]))
  const now = new Map(after.map(({ url, hash }) => [url, hash]))
  const sorted = (urls: Permalink[]) => urls.sort()
  return {
    added: sorted([...now.keys()].filter((url) => !old.has(url))),
    changed: sorted([...now.keys()].filter((url) => old.has(url) && old.get(url) !== now.get(url))),
    removed: sorted([...old.keys()].filter((url) => !now.has(url))),
  }
}
