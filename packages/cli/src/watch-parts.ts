/** The parts of a watch, as the command puts them together. */
import type { Build, FilesChange, Message, WatchSession } from '@blog-build/core'
import type { openBrowser } from './browser.js'
import type { Problem } from './problems.js'
import type { openThreadSession } from './session/session.js'

/** What `watchSite` is given. */
export interface WatchOptions {
  /** Absolute path of the project's folder. */
  root: string
  session: WatchSession
  onStart?(changed: readonly string[] | undefined): void
  onBuild(build: Build): void
  /** Told when the session threw. The watch goes on. */
  onFailure(error: unknown): void
  onNotice?(notice: WatchNotice): void
  poll?: boolean
}

/** Something about watching that its user should know. */
export type WatchNotice = Message

/** A watch that is going on. */
export interface Watch {
  ready: Promise<void>
  look(): void
  close(): Promise<void>
}

/** What `createSiteServer` is given. */
export interface SiteServerOptions {
  port: number
  host: string
  isPortFixed: boolean
  mode: 'watch' | 'preview'
  onVisit?(): void
}

/** A server of one site. */
export interface SiteServer {
  listen(): Promise<{ urls: string[]; port: number }>
  begin(): void
  show(site: { folder: string; base: string; files: FilesChange }): void
  tell(problems: readonly Problem[]): void
  close(): Promise<void>
}

/** The parts. */
export interface WatchParts {
  openSession: typeof openThreadSession
  watchSite(options: WatchOptions): Watch
  createSiteServer(options: SiteServerOptions): SiteServer
  openBrowser: typeof openBrowser
}
