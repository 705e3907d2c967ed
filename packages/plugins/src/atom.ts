/** A feed as plain data, and Atom 1.0 made of it. */
import { element, toXml, type XmlElement } from './xml.js'

/** One item of a feed. Instants are ISO 8601 with zone, addresses are whole. */
export interface AtomEntry {
  /** A URI that never changes. */
  id: string
  title: string
  /** Address of the page, if the entry has one. */
  url?: string
  published: string
  updated: string
  authors: readonly string[]
  categories: readonly string[]
  summary?: string
  /** HTML whose addresses are whole. */
  html: string
}

/** A feed. */
export interface AtomFeed {
  id: string
  title: string
  subtitle?: string
  /** BCP 47. */
  language: string
  /** Address of the feed itself. */
  self: string
  home: string
  updated: string
  /** Of all entries that name none. */
  author: string
  entries: readonly AtomEntry[]
}

/** A feed as an XML document. */
export function toAtom(feed: AtomFeed): string {
  return toXml(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      element('id', {}, feed.id),
      element('title', {}, feed.title),
      ...(feed.subtitle === undefined ? [] : [element('subtitle', {}, feed.subtitle)]),
      element('link', { rel: 'self', type: 'application/atom+xml', href: feed.self }),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      element('updated', {}, feed.updated),
      person(feed.author),
      ...feed.entries.map(toEntry),
    ),
  )
}

function toEntry(entry: AtomEntry): XmlElement {
  return element(
    'entry',
    {},
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    ...(entry.url === undefined
      ? []
      : [element('link', { rel: 'alternate', type: 'text/html', href: entry.url })]),
    element('published', {}, entry.published),
    element('updated', {}, entry.updated),
    ...entry.authors.map(person),
    ...entry.categories.map((term) => element('category', { term })),
    ...(entry.summary === undefined ? [] : [element('summary', {}, entry.summary)]),
    element('content', { type: 'html' }, entry.html),
  )
}

function person(name: string): XmlElement {
  return element('author', {}, element('name', {}, name))
}
