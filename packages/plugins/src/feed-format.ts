/** The formats of a feed: what each is called, and who writes it. */
import { toAtom } from './atom.js'
import type { Feed } from './feed-data.js'
import { toJsonFeed } from './json-feed.js'
import { toRss } from './rss.js'

/** A format of feeds: Atom 1.0, RSS 2.0 or JSON Feed 1.1. */
export type FeedFormat = 'atom' | 'rss' | 'json'

/** By format: the file if nothing else is said, its media type, and what makes it of a feed. */
export const feedFormats: Readonly<
  Record<FeedFormat, { file: string; type: string; write: (feed: Feed) => string }>
> = {
  atom: { file: 'feed.xml', type: 'application/atom+xml', write: toAtom },
  rss: { file: 'rss.xml', type: 'application/rss+xml', write: toRss },
  json: { file: 'feed.json', type: 'application/feed+json', write: toJsonFeed },
}
