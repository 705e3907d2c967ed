/** Whose entries a feed has: those of the site, or those of one term, such as a tag or an author. */
import type { Page } from '@blog-build/core/plugin'
import type { FeedFormat } from './feed-format.js'
import { feedFormats } from './feed-format.js'
import { folderBeside } from './pagination.js'

/** What tells a feed of the site from its others; plain data, because a task is known by it. */
export interface FeedChannel {
  /** Address of the page that lists the same entries, or of its folder; the feed of a term lies there. */
  permalink: string
  /** Absent for the feed of the whole site. */
  term?: FeedTerm
}

/** A value of a field, and what the page of its entries is called. */
export interface FeedTerm {
  field: string
  name: string
  title: string
  collection?: string | string[]
}

/** As much of the options as the names of files depend on. */
export interface FeedNames {
  formats: readonly FeedFormat[]
  path?: string
}

/** The feed of the whole site. */
export const siteChannel: FeedChannel = { permalink: '/' }

/**
 * The feed that belongs to a page of a term's entries, whoever planned it: its params say `field` and `term`.
 * All parts of a long list have the same.
 *
 * @param fields Fields whose terms have feeds.
 */
export function channelOf(page: Page, fields: readonly string[]): FeedChannel | undefined {
  const { field, term, number, collection } = page.params
  if (typeof field !== 'string' || typeof term !== 'string' || !fields.includes(field)) return undefined
  const tail = typeof number === 'number' && number > 1 ? `page/${number}/` : ''
  const permalink = page.permalink.endsWith(tail)
    ? page.permalink.slice(0, page.permalink.length - tail.length)
    : page.permalink
  if (page.unlisted) return undefined
  const own = isCollection(collection) ? { collection } : {}
  return { permalink, term: { field, name: term, title: page.title ?? term, ...own } }
}

/** The files of a feed, from the root of the output, in the order of the formats. */
export function filesOf(
  { permalink, term }: FeedChannel,
  { formats, path = '' }: FeedNames,
): { format: FeedFormat; path: string }[] {
  const cut = path.lastIndexOf('/') + 1
  const folder = term ? folderBeside(permalink).slice(1) : path.slice(0, cut)
  return formats.map((format, index) => {
    const name = index === 0 && path !== '' ? path.slice(cut) : feedFormats[format].file
    return { format, path: `${folder}${name}` }
  })
}

function isCollection(value: unknown): value is string | string[] {
  return typeof value === 'string' || Array.isArray(value)
}
