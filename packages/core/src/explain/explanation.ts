/** What `site.explain` tells, as plain data. Builds that found nothing changed have no number. */

/** The answer to why an output, or what rests on a source, was made or not. */
export type Explanation = OutputExplanation | SourceExplanation | NoExplanation

/**
 * Something that a site is made of. Of the world: a `file`, a `folder` (which names are in it), a variable (`env`),
 * an `instant` that passes, a field of the configuration (`config`), one `plugin`, the `plugins` that have a hook,
 * a `layout`, the names of all (`layouts`), what `markdown` goes through, the `styles`. Everything else is a task,
 * and `name` is what it is of: `source` content/posts/a.md, `entry` posts/a, `content` posts/a, `html` /posts/a/.
 */
export interface Noun {
  kind: string
  name: string
}

/** An output, and when it was last made. */
export interface OutputRef {
  /** Without the base path. */
  url: string
  path: string
  /** Number of the build that made it last. */
  build: number
}

/** Why an output was last made, and why not since. */
export interface OutputExplanation extends OutputRef {
  kind: 'output'
  /** `core`, a plugin, `public`, `asset` or `styles`. */
  owner: string
  /** Path of the source that it shows, if it shows one. */
  source?: string
  /** The latest build that found a change. */
  latestBuild: number
  /** Build since which it holds what it holds: earlier than `build` if that made it to the same bytes. */
  since: number
  /** `first`: nothing was known yet. `new`: something that changed asked for it. `changed`: what it rests on did. */
  reason: 'first' | 'new' | 'changed'
  /** From what changed to the output; only the output for `first`. */
  chain: Noun[]
  /** What stood after the first of the chain was made again since, for other reasons. */
  isChainBroken: boolean
  /** How many answers it asked for itself. */
  reads: number
  /** How many things of the world it rests on. */
  restsOn: number
  /** Of these, what `build` read for the first time; empty for `first`, when all was new. */
  newlyRead: Noun[]
  /** Of these, what changed in later builds, and left the answers as they were; the nearest first. */
  withoutEffect: Noun[]
  /** Of these, and of the code, what is no longer as the latest build saw it: the next build looks. */
  changedNow: Noun[]
}

/** What rests on a source, and what was made because of it. */
export interface SourceExplanation {
  kind: 'source'
  /** From the root. */
  path: string
  /** It is configuration, layout, style sheet, or what these import. */
  isCode: boolean
  /** The file now, compared with what the latest build saw; `absent`: there was none, and there is none. */
  state: 'same' | 'changed' | 'gone' | 'absent'
  latestBuild: number
  /** Build since which it is what the latest build saw; of code, the last that what is made of it changed in. */
  since: number
  /** That build was the first to read it. */
  isNew: boolean
  /** Who reads it; of code, what is made of it. */
  readers: Noun[]
  /** Outputs that rest on it: pages that show it, then those nearest to it. */
  outputs: OutputRef[]
  /** Of these, those that were last made because of it. */
  made: OutputRef[]
}

/** There is nothing to tell. */
export interface NoExplanation {
  /** `none`: no build has left anything. `unknown`: the latest build knows no such output and read no such file. */
  kind: 'none' | 'unknown'
  /** There is such a file now. */
  exists: boolean
  /** Outputs and sources that may have been meant. */
  near: string[]
}
