/** Content made in threads, where there is enough of it. */
import { createThreadPool, type ThreadPool, type ThreadPoolOptions } from '../host/thread-pool.js'
import type { Content, Result } from '../model.js'
import type { ContentSource } from './content.js'
import type { ContentThreadData } from './content-thread.js'

/** Makes content elsewhere. */
export interface ContentPool {
  /** As `toContent`; nothing as long as it is not worth the way. */
  convert(source: ContentSource): Promise<Result<Content | undefined>> | undefined
  /** Ends what was started; the next build counts anew. */
  close(): Promise<void>
}

/**
 * So many documents of a build are made here first: threads take a fifth of a second to start. What counts is
 * what has to be made, not how large the site is.
 */
const AT_FIRST = 400

/** Starts no thread before the build has shown that there is work for it. */
export function createContentPool(
  options: Omit<ThreadPoolOptions, 'data'> & { data: ContentThreadData },
): ContentPool {
  let pool: ThreadPool | undefined
  let asked = 0
  return {
    convert(source) {
      if (++asked <= AT_FIRST) return undefined
      pool ??= createThreadPool(options)
      return pool.run(source, source.path) as Promise<Result<Content | undefined>>
    },
    async close() {
      asked = 0
      const closing = pool
      pool = undefined
      await closing?.close()
    },
  }
}
