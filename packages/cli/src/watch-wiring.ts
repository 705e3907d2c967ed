/** The parts of a watch as the command has them. Loaded when a watch begins. */
import { watchSite } from '@blog-build/core'
import { openInBrowser } from './browser.js'
import { createSiteServer } from './server/server.js'
import { openThreadSession } from './session/session.js'
import type { WatchParts } from './watch-parts.js'

/** The real parts. */
export const parts: WatchParts = {
  openSession: openThreadSession,
  watchSite,
  createSiteServer,
  openBrowser: openInBrowser,
}
