/** What the main thread and the thread of a site say to each other. */
import type {
  Activity,
  Build,
  Handover,
  PluginList,
  Progress,
  SessionBuild,
  Side,
  SideOptions,
  SiteOptions,
} from '@blog-build/core'
import type { Failure } from '../lifetime.js'

/** What the thread gets at its start. */
export interface ThreadData {
  /** Nothing in it that can't be cloned. */
  site: SiteOptions
  /** What this thread goes on from. */
  handover?: Handover
  /** How the site is made, if it is one side of a verification. */
  side?: Omit<SideOptions, 'site'>
  memory: SharedArrayBuffer
  /** Marks what the thread says itself: code in it can post messages too. */
  key: string
}

/** What it can be asked, and what is given with it. */
export interface Asks {
  /** To bring the site up to date; the paths that may have changed. */
  build: readonly string[] | undefined
  survey: undefined
  /** To load what the first build will need, while there is time. */
  warm: undefined
  /** To build, and to wait for what code of the project leaves running. The thread can be asked nothing more. */
  once: { withOutputs: boolean; grace: number }
  /** To load the plugins, and to build nothing. */
  plugins: undefined
  /** To build, and to tell of all outputs. The thread can be asked for their bytes then. */
  made: undefined
  /** For an output of that build, by its path. */
  read: string
  /** What a comparison asks of one side; `given` are the parameters. */
  side: { method: keyof Side; given: unknown[] }
  /** To end, once what is under way is done. */
  close: undefined
}

/** What runs on when a build is over. */
export interface Alive {
  /** What Node calls it, such as `Timeout`. */
  resources: string[]
  /** Whose it is, as far as it was at work meanwhile. */
  origins: Activity[]
}

/** Where the rules of messages are documented, so that the main thread need not load core to know. */
export type RuleUrls = Record<string, string | undefined>

/** The answers, by question. */
export interface Answers {
  build: SessionBuild
  survey: string[]
  warm: undefined
  /** `alive`: what still ran when `grace` milliseconds were over. */
  once: { build: Build; alive?: Alive; urls: RuleUrls }
  plugins: { list: PluginList; urls: RuleUrls }
  made: { build: Build; urls: RuleUrls }
  read: Uint8Array | undefined
  side: unknown
  close: undefined
}

/** A question. */
export type Question = { [A in keyof Asks]: { id: number; ask: A; given: Asks[A] } }[keyof Asks]

/** What it says. */
export type Said =
  | { id: number; value: unknown }
  /** It can't go on: the reason as a part of a sentence, and the stack of what was thrown. */
  | { broke: Failure['kind']; reason: string; text: string }
  | { progress: Progress }
  /** Files are about to be replaced; it waits for the cell `begun` to hold this id. */
  | { publishing: number }
  /** What a single build came to. Code of the project may still be at work; `isOver` if nobody waits for it. */
  | { built: Build; isOver: boolean }
