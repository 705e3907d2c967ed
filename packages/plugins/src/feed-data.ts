/** A feed as plain data: what every format is made of. Instants are ISO 8601 in UTC, addresses are whole. */

/** Who wrote an item. */
export interface FeedAuthor {
  name: string
  /** Address of a page about them. */
  url?: string
}

/** One item of a feed. */
export interface FeedItem {
  /** A URI that never changes. */
  id: string
  title: string
  /** Address of the page, if the entry has one. */
  url?: string
  published: string
  updated: string
  authors: readonly FeedAuthor[]
  categories: readonly string[]
  summary?: string
  /** HTML whose addresses are whole. */
  html: string
}

/** A feed. */
export interface Feed {
  id: string
  title: string
  subtitle?: string
  /** BCP 47. */
  language: string
  /** Address of the feed itself. */
  self: string
  /** Address of the page that lists the same. */
  home: string
  /** The last change of an item; absent while there are none. */
  updated?: string
  /** Of all items that name none. */
  author: string
  items: readonly FeedItem[]
}
