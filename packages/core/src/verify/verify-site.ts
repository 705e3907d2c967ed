/** Verifies a site within one process. */
import { randomUUID } from 'node:crypto'
import type { SiteOptions } from '../site-options.js'
import { openSide } from './open-side.js'
import { type Verification, verifySides } from './verify.js'

/**
 * Brings a site up to date from its store, builds it twice from nothing, and compares the three. Publishes
 * nothing, and tells no `end` hook. All of it happens in this process, so that what packages keep in their
 * modules lasts from one to the next; the command takes a fresh process for each.
 *
 * @param options As for `createSite`; with a host of your own, give the store that its builds use.
 */
export async function verifySite(options: SiteOptions): Promise<Verification> {
  const now = options.host?.now() ?? Date.now()
  const site = { ...options, asOf: options.asOf ?? new Date(now).toISOString() }
  const shared = { site, inlineHash: randomUUID() }
  return await verifySides({
    incremental: openSide({ ...shared, from: 'store' }),
    clean: openSide({ ...shared, from: 'nothing', order: 'forward' }),
    backward: openSide({ ...shared, from: 'nothing', order: 'backward' }),
  })
}
