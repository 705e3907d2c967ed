/** The parts of a watch as the command has them. Loaded when a watch begins. */
import * as core from '@blog-build/core'
import { openBrowser } from './browser.js'
import { openThreadSession } from './session/session.js'
import type { WatchParts } from './watch-parts.js'

/** The real parts. */
export const parts: WatchParts = {
  ...(core as unknown as Pick<WatchParts, 'watchSite' | 'createSiteServer'>),
  openSession: openThreadSession,
  openBrowser,
}
