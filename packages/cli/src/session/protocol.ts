/** What the main thread and the thread of a site say to each other. */
import type { Progress, SessionBuild, SiteOptions } from '@blog-build/core'

/** What the thread gets at its start. */
export interface ThreadData {
  /** Nothing in it that can't be cloned. */
  site: SiteOptions
  memory: SharedArrayBuffer
}

/** What it is asked. */
export type Question = { id: number } & (
  | { ask: 'build'; changed: readonly string[] | undefined }
  | { ask: 'survey' }
  /** To load what the first build will need, while there is time. */
  | { ask: 'warm' }
  /** To end, once what is under way is done. */
  | { ask: 'close' }
)

/** The answers, by question. */
export interface Answers {
  build: SessionBuild
  survey: string[]
  warm: undefined
  close: undefined
}

/** What it says. */
export type Said =
  | { id: number; value: unknown }
  /** What was thrown: its reason in a line, and all of it. */
  | { id: number; reason: string; text: string }
  | { progress: Progress }
  /** Files are about to be replaced; it waits for the cell `begun` to hold this id. */
  | { publishing: number }
