/** What a watch is given, and what it gives. */
import type { Message } from '../model.js'
import type { Build } from '../site-options.js'
import type { WatchSession } from './session.js'

/** Something about the watch itself that its user should know: a message, which names a remedy. */
export type WatchNotice = Message

/** Options of `watchSite`. */
export interface WatchOptions {
  /** Absolute path of the project's folder. */
  root: string
  /** What builds. It stays the caller's: `close` of the watch does not end it. */
  session: WatchSession
  /** Told when a build begins, with the paths that may have changed; nothing if everything is looked at. */
  onStart?(changed: readonly string[] | undefined): void
  /** Told after every build that was not superseded. */
  onBuild(build: Build): void
  /** Told when the session threw. The watch goes on; the next change builds everything. */
  onFailure(error: unknown): void
  /** Told once if events can't be relied on and the disk is looked at every second instead. */
  onNotice?(notice: WatchNotice): void
  /** Looks at the disk every second, and waits for no events. @default false */
  poll?: boolean
}

/** A watch that runs. */
export interface Watch {
  /** The first build is done, or has failed, and changes are seen. */
  ready: Promise<void>
  /** Looks at everything soon: somebody came back who may have been away for long. */
  look(): void
  /** Ends it. What the session is at is superseded, and waited for; close a session that may not answer first. */
  close(): Promise<void>
}
