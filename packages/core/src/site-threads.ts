/** The threads of a site: how many there may be, and what they are given. */
import { buildId } from './build-id.js'
import { usefulThreads } from './host/thread-pool.js'
import type { PluginFunctions } from './load/plugin-functions.js'
import type { ContentThreadData } from './pipeline/content-thread.js'
import { createSitePool, type SitePool } from './pipeline/site-pool.js'
import type { SiteOptions } from './site-options.js'

/** None where there is nothing for them to do. Code that was not compiled, as in tests, has no module for a thread to run. */
export function threadsOf(
  { workers = usefulThreads() }: SiteOptions,
  content: ContentThreadData | undefined,
  { modules }: PluginFunctions,
  isForeign: boolean,
): SitePool | undefined {
  if (workers < 1 || buildId === 'source' || (!content && modules.size === 0)) return undefined
  const functions = [...modules].map(([plugin, { code }]) => ({ plugin, code }))
  return createSitePool({
    file: new URL('./site-thread.js', import.meta.url),
    threads: workers,
    data: { content, functions, isForeign },
  })
}
