/** An entry as an item of feeds. */
import { type EmitContext, type EntryView, toInstant } from '@blog-build/core/plugin'
import { type AskingForAuthors, type Author, authorsOf } from './author.js'
import type { FeedAuthor, FeedItem } from './feed-data.js'
import { feedIdOf } from './feed-id.js'

/** A context that also gives the HTML of entries. */
type ItemContext = AskingForAuthors & Pick<EmitContext, 'html'>

/**
 * The whole of an entry, for every format; nothing if there is no such entry.
 *
 * @param site What ids are made from, see `feedIdOf`.
 */
export async function toFeedItem(
  context: ItemContext,
  id: string,
  site: string,
): Promise<FeedItem | undefined> {
  const view = await context.entry(id)
  if (!view) return undefined
  const { title, date = '', updated, permalink, summary, authors, tags } = view
  const timeZone = await context.config('timeZone')
  const url = permalink === undefined ? undefined : await context.absolute(permalink)
  const known = await authorsOf(context, authors)
  return {
    id: feedIdOfEntry(view, site),
    title,
    ...(url === undefined ? {} : { url }),
    published: toInstant(date, timeZone),
    updated: toInstant(updated ?? date, timeZone),
    authors: await Promise.all(known.map((author) => toFeedAuthor(context, author))),
    categories: tags,
    ...(summary === undefined ? {} : { summary }),
    html: await context.html(id, { absolute: true }),
  }
}

/** The id of an entry in feeds, by its `guid` if it has one. */
export function feedIdOfEntry({ id, data }: Pick<EntryView, 'id' | 'data'>, site: string): string {
  const { guid } = data
  const own = typeof guid === 'string' || typeof guid === 'number' ? String(guid).trim() : ''
  return feedIdOf(site, own === '' ? id : own)
}

/** Whether a `guid` can be one, or is absent. */
export function isIdKind(guid: unknown): boolean {
  return guid === undefined || guid === null || typeof guid === 'string' || typeof guid === 'number'
}

async function toFeedAuthor(context: ItemContext, { name, permalink }: Author): Promise<FeedAuthor> {
  const url = permalink === undefined ? undefined : await context.absolute(permalink)
  return { name, ...(url === undefined ? {} : { url }) }
}
