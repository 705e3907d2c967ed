/** What a watch drives: a site, in this thread or in another. */
import type { Build } from '../site-options.js'

/** A build, and what it looked at. */
export interface SessionBuild {
  build: Build
  /**
   * Absolute paths of files and folders that a build looked at for the first time, be they there or not: code, and
   * whatever tasks asked for. Those of a session that was replaced may come again.
   */
  looked: readonly string[]
}

/** A site that can be brought up to date again and again. One call at a time, but for `supersede` and `close`. */
export interface WatchSession {
  /**
   * Brings the site up to date and publishes what is right.
   *
   * @param changed Absolute paths that may have changed. @default everything is looked at
   */
  build(changed?: readonly string[]): Promise<SessionBuild>
  /** Absolute paths of what is no longer as the last build saw it. A call of `build` or `supersede` cuts it short: then none. */
  survey(): Promise<readonly string[]>
  /** Ends the build under way unpublished, if it is not too late: its status is `superseded` then. */
  supersede(): void
  /** Ends the session; what is being published is completed. */
  close(): Promise<void>
}
