/**
 * The nouns of a build, as plain data; `world.ts` has the two seams to the world, `Host` and `Store`.
 * Whatever crosses a task boundary is JSON plus `Date` and `Uint8Array` (see `engine/codec.ts`).
 *
 *   source ──▶ entry ──▶ document ──▶ content ──▶ site ──▶ page ──▶ html ──▶ output
 */

import type { Message, Place } from './message.js'

export type { Message, Place, Point, Result, Severity } from './message.js'
export type { Store } from './store.js'
export type { FileStat, FolderItem, Host } from './world.js'

// ── Source and entry ───────────────────────────────────────────────────────────────────────────

/** `collection/path-without-extension`, for example `posts/2024/hello`. */
export type EntryId = string

/** An address inside the site: starts with `/`, without the base path, for example `/posts/hello/`. */
export type Permalink = string

/** `author`: raw HTML passes. `data`: sanitised as the last step. */
export type Trust = 'author' | 'data'

/** A text to load: a file of the content folder, or one that a plugin made up. */
export interface Source {
  /** Relative to the project root, with `/`. */
  path: string
  /** Decoded, without byte order mark, line ends as `\n`. */
  text: string
  trust: Trust
  /**
   * The file is text in another encoding than UTF-8: what is none stands in `text` as U+FFFD, and the bytes are to be
   * asked for (`context.readBytes(path)`). Only of files that core does not read itself.
   */
  isLossy?: true
}

/** What a loader finds in a source: Markdown yields one record, a data file may yield many. */
export interface SourceRecord {
  /** Tells records of one source apart; absent when the source has a single one. */
  key?: string
  /** Frontmatter or row, not yet validated. */
  data: Record<string, unknown>
  /** The Markdown with its frontmatter lines emptied, not cut, so that positions stay true; `''` for data. */
  body: string
  /** Where each field stands, by dotted path (`tags.0`); `''` is the whole record. */
  places: Record<string, Place>
  /** Path of the file that it stands in, where that is not its source: messages name it. */
  file?: string
}

/** Fields that every entry has, whatever its schema, after validation. */
export interface Meta {
  id: EntryId
  collection: string
  /** Path of the source, relative to the project root. */
  path: string
  title: string
  /** Shown date: `2024-01-31`, or an instant `2024-01-31T10:00:00Z` as the author wrote it. */
  date?: string
  /** Date of the last change, same form as `date`. */
  updated?: string
  summary?: string
  tags: string[]
  authors: string[]
  /** Sorts undated entries, ascending. */
  order?: number
  /** Absent for entries without a page. */
  permalink?: Permalink
  /** Reachable at its address, in no list, feed or sitemap. */
  unlisted: boolean
}

/** What a schema made of the frontmatter, including the fields that `Meta` repeats. */
export type EntryData = Record<string, unknown>

/** One item of a collection. Its body is a task of its own, `body(id)`. */
export interface Entry {
  id: EntryId
  collection: string
  path: string
  /** Key of the record within its source, if that has several. */
  key?: string
  trust: Trust
  /** Validated data. */
  data: EntryData
  /** Title from the frontmatter, if any; otherwise the first heading or the file's name serves. */
  title?: string
  date?: string
  updated?: string
  summary?: string
  tags: string[]
  authors: string[]
  order?: number
  draft: boolean
  unlisted: boolean
  /** Instant (ISO 8601 with zone) from which the entry is public. */
  publishAt?: string
  /** Instant from which it is public no more. */
  expiresAt?: string
  /** Own permalink, as written. */
  permalink?: string
  /** Replaces the last part of the address. */
  slug?: string
  layout?: string
  aliases: string[]
}

// ── Content ────────────────────────────────────────────────────────────────────────────────────

/** One heading of the table of contents. */
export interface TocItem {
  id: string
  text: string
  /** 2 for `<h2>`, and so on. */
  depth: number
  children: TocItem[]
}

/** The text under one heading: what a search index reads. */
export interface Section {
  /** Id of the heading; `''` before the first one. */
  anchor: string
  heading: string
  text: string
  code: string
}

/**
 * A hole in the HTML, filled when the page is addressed.
 * `href` is the author's own text, kept for messages and for what can't be resolved.
 */
export type Slot =
  /** To another source, by its path from the project root, which may lack its extension. */
  | { kind: 'link'; path: string; suffix: string; href: string; place?: Place }
  /** To an address of this site, `/about/`; the base path is put before it. */
  | { kind: 'site'; path: string; suffix: string; href: string; place?: Place }
  /** To an id of the same content; absolute in feeds. */
  | { kind: 'anchor'; hash: string; place?: Place }
  /** To a file beside the source, published under a content-hashed name. */
  | { kind: 'asset'; path: string; suffix: string; href: string; place?: Place }
  /** The attributes ` width="…" height="…"` of a local image. */
  | { kind: 'size'; path: string }
  /** The leading `<h1>`, left out where the layout prints the same title. */
  | { kind: 'heading'; html: string; text: string }

/** What readers see of one entry, not yet addressed. */
export interface Content {
  /** Literal HTML; `pieces.length === slots.length + 1`. */
  pieces: string[]
  slots: Slot[]
  /** Text of the first `<h1>`, or of the first heading: the fallback title. */
  heading?: string
  toc: TocItem[]
  /** Every id in the HTML, in order. */
  ids: string[]
  /** Plain text: up to `<!-- more -->`, else the first paragraph, cut at a word near 280 characters. */
  excerpt: string
  words: number
  sections: Section[]
}

/** Content without HTML and sections: stays equal for most edits. */
export interface Outline {
  heading?: string
  toc: TocItem[]
  ids: string[]
  excerpt: string
  words: number
}

// ── Site, page, html, output ───────────────────────────────────────────────────────────────────

/** A question to the site; every field is plain data, so that each question has a key. */
export interface Query {
  /** One collection or several; without it, those that appear in feeds (`feed: true`). */
  collection?: string | string[]
  /** Field of the entry (meta or data) to its value; a list field matches if it contains the value. */
  where?: Record<string, string | number | boolean>
  /** Field to sort by, `-` before it for descending; default is the order of the collection. */
  sort?: string
  /** Keep only these data fields in the answer; `[]` keeps none. A smaller answer changes less often. */
  fields?: string[]
  offset?: number
  limit?: number
}

/** An entry as queries answer it. `Data` is what the schema of its collection makes. */
export interface EntryView<Data = EntryData> extends Meta {
  data: Data
  /** The permalink with the base path; absent for entries without a page. */
  url?: string
}

/** A term by itself, as a link to its page needs it. */
export interface NamedTerm {
  name: string
  slug: string
}

/** A term of a taxonomy, for example the tag `erlang`, and how many entries have it. */
export interface Term extends NamedTerm {
  count: number
}

/** A planned address. `params` is small and plain: it is part of the page's key. */
export interface Page {
  permalink: Permalink
  layout: string
  params: Record<string, unknown>
  title?: string
  description?: string
  /** The entry that the page shows, if it shows one. */
  entry?: EntryId
  /** Kept out of sitemap and search. */
  unlisted?: boolean
  /** Words for a link to it in the site's navigation, where the configuration sets none. */
  navigation?: string
}

/** A page and who planned it: `core` or a plugin's name. */
export interface OwnedPage extends Page {
  owner: string
}

/** HTML ready for `dangerouslySetInnerHTML`. */
export interface Html {
  __html: string
}

/** An element for `<head>`. Text is escaped by its kind; a `script` must be of a data type. */
export interface HeadElement {
  tag: 'meta' | 'link' | 'title' | 'script' | 'style'
  attributes?: Record<string, string | boolean>
  text?: string
}

/** A file that a plugin emits. */
export interface Emitted {
  /** Relative to the output folder, with `/`. */
  path: string
  body: string | Uint8Array
}

/** A file that is made by a task of the plugin. */
export interface GeneratedAsset {
  /** Name of the task. */
  task: string
  /** @default null */
  argument?: unknown
}

/** A file that a plugin emits, and that a task of it makes: it gives the body, a text or bytes. */
export interface GeneratedFile extends GeneratedAsset {
  /** Relative to the output folder, with `/`. */
  path: string
  body?: undefined
}

/**
 * What `emit` gives: a file with its body, or, for what is large or one of many, a file whose body a task gives. That
 * is kept by itself, is made again by itself, and is in memory only while it is written.
 */
export type Emission = Emitted | GeneratedFile

/** One file to be. */
export interface Output {
  /** Relative to the output folder, with `/`. */
  path: string
  /** Changes when, and only when, the bytes do. */
  hash: string
  /** Who made it: a page's owner, a plugin's name, or `public`. */
  owner: string
  /** The address it answers, without the base path. */
  url: Permalink
}

// ── Result ─────────────────────────────────────────────────────────────────────────────────────

/** What a build says of itself. */
export interface BuildResult {
  outputs: readonly Output[]
  messages: Message[]
  /** Addresses, compared with what the output folder (or the last build in memory) held. */
  changed: { added: Permalink[]; changed: Permalink[]; removed: Permalink[] }
  /** Instant at which an entry appears or vanishes by itself; build again then. */
  nextDue?: string
}
