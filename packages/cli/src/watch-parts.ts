/** The parts of a watch, as the command puts them together. */
import type { watchSite } from '@blog-build/core'
import type { openInBrowser } from './browser.js'
import type { createSiteServer } from './server/server.js'
import type { openThreadSession } from './session/session.js'

/** The parts. */
export interface WatchParts {
  openSession: typeof openThreadSession
  watchSite: typeof watchSite
  createSiteServer: typeof createSiteServer
  openBrowser: typeof openInBrowser
}
