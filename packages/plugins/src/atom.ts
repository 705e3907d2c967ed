/** Atom 1.0 (RFC 4287). */
import type { Feed, FeedAuthor, FeedItem } from './feed-data.js'
import { element, toXml, type XmlElement } from './xml.js'

/** What a feed without items says of its last change: Atom wants an instant, and no clock is asked. */
const never = '1970-01-01T00:00:00.000Z'

/** A feed as an Atom document. */
export function toAtom(feed: Feed): string {
  return toXml(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      element('id', {}, feed.id),
      element('title', {}, feed.title),
      ...(feed.subtitle === undefined ? [] : [element('subtitle', {}, feed.subtitle)]),
      element('link', { rel: 'self', type: 'application/atom+xml', href: feed.self }),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      element('updated', {}, feed.updated ?? never),
      person({ name: feed.author }),
      ...feed.items.map(toEntry),
    ),
  )
}

function toEntry(item: FeedItem): XmlElement {
  return element(
    'entry',
    {},
    element('id', {}, item.id),
    element('title', {}, item.title),
    ...(item.url === undefined
      ? []
      : [element('link', { rel: 'alternate', type: 'text/html', href: item.url })]),
    element('published', {}, item.published),
    element('updated', {}, item.updated),
    ...item.authors.map(person),
    ...item.categories.map((term) => element('category', { term })),
    ...(item.summary === undefined ? [] : [element('summary', {}, item.summary)]),
    element('content', { type: 'html' }, item.html),
  )
}

function person({ name, url }: FeedAuthor): XmlElement {
  const uri = url === undefined ? [] : [element('uri', {}, url)]
  return element('author', {}, element('name', {}, name), ...uri)
}
