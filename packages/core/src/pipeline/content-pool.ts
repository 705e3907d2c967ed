/** Content made in threads, where there is enough of it. */
import { createThreadPool, PoolClosed, type ThreadPool, type ThreadPoolOptions } from '../host/thread-pool.js'
import type { ContentSource } from './content.js'
import type { ContentThreadData, ThreadContent } from './content-thread.js'

/** Makes content elsewhere. */
export interface ContentPool {
  /** As `toContent`; nothing as long as it is not worth the way, or where it has to be made in the main thread. */
  convert(source: ContentSource): Promise<ThreadContent> | undefined
  /** Ends what was started; the next build counts anew. */
  close(): Promise<void>
}

/**
 * So many documents of a build are made here first: threads take a fifth of a second to start. What counts is
 * what has to be made, not how large the site is.
 */
const AT_FIRST = 400

/** After so many documents of a build at which threads failed, no more are given to them: each costs a thread. */
const MOST_FAILURES = 4

/** Starts no thread before the build has shown that there is work for it. */
export function createContentPool(
  options: Omit<ThreadPoolOptions, 'data'> & { data: ContentThreadData },
): ContentPool {
  let pool: ThreadPool | undefined
  let asked = 0
  let failures = 0
  return {
    convert(source) {
      if (++asked <= AT_FIRST || failures >= MOST_FAILURES) return undefined
      pool ??= createThreadPool(options)
      return (pool.run(source, source.path) as Promise<ThreadContent>).catch((error: unknown) => {
        if (error instanceof PoolClosed) throw error
        // Whatever it is, the main thread will meet it too, and can tell of it.
        failures += 1
        return undefined
      })
    },
    async close() {
      asked = 0
      failures = 0
      const closing = pool
      pool = undefined
      await closing?.close()
    },
  }
}
