/** What a feed says, whichever of the four forms it has. */
import type { Place } from '@blog-build/core/plugin'
import { parseFeed } from 'feedsmith'
import { toFeedDate } from './feed-date.js'
import { escapedText, resolved, toBodyHtml, toPlainText } from './feed-html.js'
import { toItemPlaces } from './feed-places.js'

/** One item. Texts are plain; addresses are whole and lead to `http` or `https`. */
export interface FeedItem {
  /** What the feed tells it apart by. */
  guid: string
  title: string
  link?: string
  /** `2024-01-31`, or an instant. */
  date?: string
  updated?: string
  summary?: string
  authors: string[]
  tags: string[]
  /** One line of HTML. */
  body: string
  /** Where it stands in its file, if that is known. */
  place?: Place
}

type Parsed = ReturnType<typeof parseFeed>
type FeedOf<Format extends Parsed['format']> = Extract<Parsed, { format: Format }>['feed']
type ItemOf<Feed> = Feed extends { items?: (infer Item)[] } ? Item : never
type Entry = NonNullable<FeedOf<'atom'>['entries']>[number]

/** An item before its texts are looked at. HTML is what is shown in full, or nothing. */
interface Raw {
  guid?: string | undefined
  title?: string | undefined
  link?: string | undefined
  /** What the item's own address is relative to. */
  base?: string | undefined
  /** What addresses in its HTML are relative to, where that is not the item's. */
  htmlBase?: string | undefined
  date?: unknown
  updated?: unknown
  summary?: string | undefined
  html?: string | undefined
  authors: (string | undefined)[]
  tags: (string | undefined)[]
}

/**
 * The items of a feed in its order. Those without anything to be told apart by are left out.
 *
 * @throws an error whose message says what is wrong, if it is no RSS, Atom or JSON Feed, or not well-formed.
 */
export function toFeedItems(text: string): FeedItem[] {
  const parsed: Parsed = parseFeed(text)
  const raws = rawItems(parsed)
  const places = toItemPlaces(text, parsed.format, raws.length)
  return raws.flatMap((raw, index) => {
    const item = toItem(raw)
    const place = places[index]
    return item ? [place ? { ...item, place } : item] : []
  })
}

function rawItems({ format, feed }: Parsed): Raw[] {
  if (format === 'atom') return (feed.entries ?? []).map((entry) => ofAtom(entry, feed))
  if (format === 'json') return (feed.items ?? []).map((item) => ofJson(item, feed.home_page_url))
  if (format === 'rss') return (feed.items ?? []).map((item) => ofRss(item, feed.link))
  return (feed.items ?? []).map((item) => ({
    ...ofDescription(item, feed.link),
    guid: item.rdf?.about,
    authors: item.dc?.creators ?? [],
    tags: [],
  }))
}

function ofRss(item: ItemOf<FeedOf<'rss'>>, base: string | undefined): Raw {
  const id = item.guid?.value
  const isLink = item.guid?.isPermaLink !== false && resolved(id) !== undefined
  const own = ofDescription(item, base)
  return {
    ...own,
    guid: id,
    link: own.link ?? (isLink ? id : undefined),
    date: item.pubDate ?? own.date,
    authors: [...(item.authors ?? []).map((one) => one.name), ...(item.dc?.creators ?? [])],
    tags: (item.categories ?? []).map(({ name }) => name),
  }
}

/** What RSS 1 and 2 have in common. Titles there are text, and often HTML all the same. */
function ofDescription(item: ItemOf<FeedOf<'rdf'>> | ItemOf<FeedOf<'rss'>>, base: string | undefined) {
  const full = item.content?.encoded
  const title = item.title ?? ''
  return {
    title: /<[a-z!/]|&#?\w+;/i.test(title) ? toPlainText(title) : title,
    link: item.link,
    base,
    date: item.dc?.dates?.[0],
    summary: full === undefined || item.description === undefined ? undefined : toPlainText(item.description),
    html: full ?? item.description,
  }
}

function ofAtom(entry: Entry, feed: FeedOf<'atom'>): Raw {
  const site = linkOf(feed.links)
  const bases = [feed.xml?.base, entry.xml?.base, entry.content?.xml?.base]
  const base = bases
    .slice(0, 2)
    .reduce((outer, inner) => (inner === undefined ? outer : resolved(inner, outer)), resolved(site))
  return {
    guid: entry.id,
    title: plainOf(entry.title),
    link: linkOf(entry.links),
    base,
    htmlBase: bases.some((one) => one !== undefined)
      ? resolved(entry.content?.xml?.base ?? '', base)
      : undefined,
    date: entry.published ?? entry.updated,
    updated: entry.published === undefined ? undefined : entry.updated,
    summary: entry.content === undefined ? undefined : plainOf(entry.summary),
    html: htmlOf(entry.content ?? entry.summary),
    authors: (entry.authors ?? feed.authors ?? []).map(({ name }) => name),
    tags: (entry.categories ?? []).map(({ label, term }) => label ?? term),
  }
}

function ofJson(item: ItemOf<FeedOf<'json'>>, base: string | undefined): Raw {
  const { content_html: html, content_text: text } = item
  return {
    guid: item.id,
    title: item.title,
    link: item.url ?? item.external_url,
    base,
    date: item.date_published ?? item.date_modified,
    updated: item.date_published === undefined ? undefined : item.date_modified,
    summary: item.summary,
    html: html ?? (text === undefined ? undefined : escapedText(text)),
    authors: (item.authors ?? []).map(({ name }) => name),
    tags: item.tags ?? [],
  }
}

/** Of Atom's links that which leads to the page. */
function linkOf(links: { href?: string; rel?: string }[] | undefined): string | undefined {
  return links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href
}

/** Texts of Atom say what they are. */
type AtomText = { value?: string; type?: string } | undefined

function htmlOf(text: AtomText): string | undefined {
  if (text?.value === undefined) return undefined
  return /^(?:html|xhtml|text\/html|application\/xhtml\+xml)$/i.test(text.type ?? '')
    ? text.value
    : escapedText(text.value)
}

function plainOf(text: AtomText): string | undefined {
  const html = htmlOf(text)
  return html === undefined ? undefined : toPlainText(html)
}

function toItem(raw: Raw): FeedItem | undefined {
  const link = resolved(raw.link, resolved(raw.base))
  const guid = [raw.guid?.trim(), link].find(Boolean)
  if (guid === undefined) return undefined
  const date = typeof raw.date === 'string' ? toFeedDate(raw.date) : undefined
  const updated = typeof raw.updated === 'string' ? toFeedDate(raw.updated) : undefined
  const summary = shown(raw.summary)
  return {
    guid,
    title: shown(raw.title) ?? titleFrom(summary ?? toPlainText(raw.html ?? '')) ?? link ?? guid,
    ...(link === undefined ? {} : { link }),
    ...(date === undefined ? {} : { date }),
    ...(updated === undefined || date === undefined ? {} : { updated }),
    ...(summary === undefined ? {} : { summary }),
    authors: namesOf(raw.authors),
    tags: namesOf(raw.tags),
    body: toBodyHtml(raw.html ?? '', raw.htmlBase ?? link ?? resolved(raw.base)),
  }
}

/** Short notes have no title: their first words are one. */
function titleFrom(text: string): string | undefined {
  const [first = ''] = /^.{1,60}(?=\s|$)/.exec(text) ?? [text.slice(0, 60)]
  if (first === '') return undefined
  return first.length < text.length ? `${first} …` : first
}

function shown(text: string | undefined): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim()
  return line === '' ? undefined : line
}

function namesOf(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.flatMap((name) => shown(name) ?? []))]
}
