/** RSS 2.0, with the modules that readers expect: `content` for the whole text, `dc` for names, `atom`. */
import type { Feed, FeedItem } from './feed-data.js'
import { element, toXml, type XmlElement } from './xml.js'

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
}

/** A feed as an RSS document. */
export function toRss(feed: Feed): string {
  const changed = feed.updated === undefined ? [] : [element('lastBuildDate', {}, toMailDate(feed.updated))]
  const channel = element(
    'channel',
    {},
    element('title', {}, feed.title),
    element('link', {}, feed.home),
    // RSS wants a description; a site that has none is described by its title.
    element('description', {}, feed.subtitle ?? feed.title),
    element('language', {}, feed.language),
    ...changed,
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.self }),
    ...feed.items.map((item) => toItem(item, feed.author)),
  )
  return toXml(element('rss', { version: '2.0', ...namespaces }, channel))
}

/** The author of the feed is named at each item that names none: a channel can't name one without an address. */
function toItem(item: FeedItem, author: string): XmlElement {
  const authors = item.authors.length === 0 ? [author] : item.authors.map(({ name }) => name)
  return element(
    'item',
    {},
    element('title', {}, item.title),
    ...(item.url === undefined ? [] : [element('link', {}, item.url)]),
    element('guid', { isPermaLink: 'false' }, item.id),
    element('pubDate', {}, toMailDate(item.published)),
    ...(item.updated === item.published ? [] : [element('atom:updated', {}, item.updated)]),
    ...authors.map((name) => element('dc:creator', {}, name)),
    ...item.categories.map((name) => element('category', {}, name)),
    ...(item.summary === undefined ? [] : [element('description', {}, item.summary)]),
    element('content:encoded', {}, item.html),
  )
}

/** An instant as RFC 822 writes it, with the four digits for the year that RSS prefers. */
function toMailDate(instant: string): string {
  return new Date(instant).toUTCString()
}
