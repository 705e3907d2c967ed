/** Work of a site in threads, where there is enough of it: content, and functions of plugins. */
import {
  createThreadPool,
  PoolClosed,
  ThreadEnded,
  type ThreadPool,
  type ThreadPoolOptions,
} from '../host/thread-pool.js'
import type { ContentSource } from './content.js'
import type { ThreadContent } from './content-thread.js'
import type { FunctionCall } from './function-thread.js'
import type { SiteJob, SiteThreadData } from './site-thread.js'

/** Does elsewhere what would be done here; nothing as long as it is not worth the way, or where it has to be done here. */
export interface SitePool {
  /** As `toContent`. */
  convert(source: ContentSource): Promise<ThreadContent> | undefined
  /** What a function of a plugin gives. */
  compute(call: FunctionCall): Promise<{ value: unknown } | undefined> | undefined
  /** Ends what was started; the next build counts anew. */
  close(): Promise<void>
}

/**
 * So many jobs of a kind in a build are done here first: threads take a fifth of a second to start. What counts is
 * what has to be made, not how large the site is.
 */
const AT_FIRST = 400

/** After so many threads of a build that ended at a job, no more are started: each takes its time. */
const MOST_FAILURES = 4

/** Starts no thread before the build has shown that there is work for it. */
export function createSitePool(options: ThreadPoolOptions & { data: SiteThreadData }): SitePool {
  const { content, functions } = options.data
  const owners = new Set(functions.map(({ plugin }) => plugin))
  const asked = { content: 0, call: 0 }
  let pool: ThreadPool | undefined
  let failures = 0

  const run = (kind: keyof typeof asked, job: SiteJob, name: string): Promise<unknown> | undefined => {
    asked[kind] += 1
    const isEarly = pool === undefined && asked[kind] <= AT_FIRST
    if (isEarly || failures >= MOST_FAILURES) return undefined
    pool ??= createThreadPool(options)
    return pool.run(job, name).catch((error: unknown) => {
      // The build is over, and nobody waits for what code of a plugin began and left.
      if (error instanceof PoolClosed) return kind === 'call' ? new Promise(() => {}) : Promise.reject(error)
      // Whatever it is, the main thread will meet it too, and can tell of it.
      if (error instanceof ThreadEnded) failures += 1
      return undefined
    })
  }
  return {
    convert: (source) =>
      content && (run('content', { content: source }, source.path) as Promise<ThreadContent> | undefined),
    compute: (call) =>
      owners.has(call.plugin)
        ? (run('call', { call }, `${call.plugin}: ${call.name}`) as ReturnType<SitePool['compute']>)
        : undefined,
    async close() {
      asked.content = 0
      asked.call = 0
      failures = 0
      const closing = pool
      pool = undefined
      await closing?.close()
    },
  }
}
