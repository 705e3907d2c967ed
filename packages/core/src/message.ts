/** What authors are told, and where it stands, as plain data; the texts are made in `messages/`. */

/** A point in a text. Lines and columns count from 1, columns in UTF-16 units. */
export interface Point {
  line: number
  column: number
}

/** A range in the author's own file, frontmatter included. */
export interface Place {
  start: Point
  end?: Point
}

/** `error` stops publishing, `warning` does so under `--strict`, `info` never does. */
export type Severity = 'error' | 'warning' | 'info'

/** Something to tell the author: what happened, where, and what to do. Made only in `messages/`. */
export interface Message {
  /** Stable id, also the heading of the message in the catalogue. */
  rule: string
  severity: Severity
  /** What happened, in one sentence. */
  text: string
  /** What to do about it. */
  remedy?: string
  /** Path of the file, relative to the project root, with `/`. */
  path?: string
  place?: Place
  /** Name of the plugin that says it. */
  plugin?: string
}

/** What every stage returns: a value if it can make one, and messages in any case. */
export interface Result<V> {
  value: V
  messages: Message[]
}
