/** One way to the site: from the store as it is, or from nothing. Answers what a comparison asks. */
import type { Order } from '../engine/engine.js'
import type { LayoutModule } from '../hooks/layout.js'
import type { Message, Permalink } from '../model.js'
import type { SiteOptions } from '../site-options.js'
import type { Block, Difference } from './difference.js'
import type { RoundRead, Step } from './trace.js'

export type { RoundRead, Step }

/** How a side comes to its site. */
export interface SideOptions {
  site: SiteOptions
  /** `store`: from what is remembered; `nothing`: with an empty store in memory, which writes nothing. */
  from: 'store' | 'nothing'
  /** @default many tasks at once, as in any build */
  order?: Order
  /** Stands for functions that have no code to be known by: the same for sides that are compared. */
  inlineHash?: string
  /** Stands in for layouts that the site does not have: likewise. @default none */
  standIn?: LayoutModule
}

/** A file that a side made. */
export interface SideFile {
  path: string
  owner: string
  url: Permalink
  /** Hash of its bytes. */
  hash: string
}

/** What the output folder holds, compared with what a build from the store gives. */
export interface FolderFound {
  /**
   * `none`: nothing was published there; `other`: what was published is another state of the site; `compared`:
   * it was looked at.
   */
  state: 'none' | 'other' | 'compared'
  /** As configured. */
  out: string
  /** Files that are missing or have other bytes. */
  differing: number
  /** The first of them; without a difference it is missing. */
  first?: { path: string; difference?: Difference }
}

/** What a side came to. */
export interface Fingerprint {
  /** `content`: there are errors, so that no files were made. `config`: the code can't be loaded. */
  status: 'made' | 'content' | 'config'
  /** Sorted by path. */
  files: SideFile[]
  /** What is said of the site. */
  messages: Message[]
  /** What is said of the way there, such as a lock that can't be had; never compared. */
  said: Message[]
  /** Key of a task whose value was lost and came out otherwise when it was made again. No files are told then. */
  unrepeatable?: string
  /** Only of the side that is made from the store. */
  folder?: FolderFound
  /** What was read round the context. */
  reads: RoundRead[]
  pages: number
  tasksRun: number
  tasksReused: number
  milliseconds: number
}

/** A task as a side has it. */
export interface SideNode {
  /** Of its answer. */
  hash: string
  /** What it asked for, in order, and the hash of each answer. */
  reads: { key: string; hash: string }[]
  isInput: boolean
  steps: readonly Step[]
}

/** What a comparison may ask of a side; plain data both ways, so that it may be in another process. */
export interface Side {
  /** Brings the site up to date; publishes nothing, and tells no `end` hook. */
  make(): Promise<Fingerprint>
  node(key: string): Promise<SideNode | undefined>
  /** Key of the task that makes a file. */
  maker(path: string): Promise<string | undefined>
  /** Key of a task that says a message. */
  speaker(message: Message): Promise<string | undefined>
  /** Hashes of the blocks of a file. */
  blocks(path: string): Promise<string[] | undefined>
  block(path: string, at: number): Promise<Block | undefined>
}
