import {
  definePlugin,
  type EmitContext,
  type Emitted,
  type EntryView,
  type HeadElement,
  type PageContext,
  type PluginMessage,
  toInstant,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { type AtomEntry, toAtom } from './atom.js'
import { namesOf } from './authors.js'
import { feedIdOf } from './feed-id.js'
import { feedDuplicateId, feedNeedsUrl } from './messages.js'
import { collections, matching, optionsOf, optionsSchema, wholeNumber, words } from './options.js'
import { version } from './version.js'

/** Options of `feed`. */
export interface FeedOptions {
  /** Path of the feed in the output folder. @default 'feed.xml' */
  path?: string
  /** Greatest number of entries, newest first. @default 20 */
  limit?: number
  /** Whose entries it has. @default the collections that appear in feeds */
  collection?: string | string[]
  /**
   * What the ids of the feed and its entries are made from. When the site moves, set it to the address
   * that the site had before, such as `old.example.org`: then no reader sees all entries as new.
   * @default the site's address, without scheme
   */
  id?: string
}

const defaults = { path: 'feed.xml', limit: 20 }

const schema = optionsSchema<FeedOptions, typeof defaults>(defaults, () =>
  optionsOf({
    path: z.optional(
      matching(/^(?:[^\s/?#%\\]+\/)*[^\s/?#%\\]+\.(?:xml|atom)$/, 'a path such as `feed.xml`'),
    ),
    limit: z.optional(wholeNumber(10_000)),
    collection: z.optional(collections()),
    id: z.optional(words()),
  }),
)

type Settings = FeedOptions & typeof defaults

/** What the feed says of its last change while it has no entries: Atom wants an instant, and no clock is asked. */
const never = '1970-01-01T00:00:00.000Z'

/**
 * An Atom feed with the whole content of the newest entries, and a link to it in the head of every page.
 * Entries without a date stay out. A site without a `url` has no feed, which the message `feed-needs-url`
 * tells.
 *
 * ```ts
 * plugins: [feed({ limit: 50 })]
 * ```
 *
 * The id of an entry is made from the site's address and the entry's own id, which is its path: it outlives
 * changes of title, date, slug and permalink. It outlives a new domain if option `id` says the old one, and
 * a renamed file if its frontmatter says `guid: <the path before, such as posts/hello>`. A `guid` that is
 * a URI, as other systems export it, is the id as it stands.
 */
export const feed = (options: FeedOptions = {}) =>
  definePlugin({
    name: 'feed',
    version,
    options: { schema, given: options },
    head: (context) => linkFeed(context, context.options),
    emit: (context) => emitFeed(context, context.options),
    check: (context) => checkFeed(context, context.options),
  })

async function linkFeed(context: PageContext, { path }: Settings): Promise<HeadElement[]> {
  if ((await context.config('url')) === undefined) return []
  const attributes = {
    rel: 'alternate',
    type: 'application/atom+xml',
    title: await context.config('title'),
    href: await context.url(`/${path}`),
  }
  return [{ tag: 'link', attributes }]
}

async function emitFeed(context: EmitContext, settings: Settings): Promise<Emitted[]> {
  const [home, self] = [await context.absolute('/'), await context.absolute(`/${settings.path}`)]
  if (home === undefined || self === undefined) return []
  const site = settings.id ?? home
  const chosen = await newest(context, settings)
  const entries = await Promise.all(chosen.map((view) => toEntry(context, view, site)))
  const title = await context.config('title')
  const description = await context.config('description')
  const body = toAtom({
    id: feedIdOf(site, ''),
    title,
    ...(description === '' ? {} : { subtitle: description }),
    language: await context.config('language'),
    self,
    home,
    updated: latest(entries),
    author: (await context.config('author')) ?? title,
    entries,
  })
  return [{ path: settings.path, body }]
}

function latest(entries: readonly AtomEntry[]): string {
  const instants = entries.map(({ updated }) => Date.parse(updated))
  return instants.length === 0 ? never : new Date(Math.max(...instants)).toISOString()
}

async function checkFeed(context: EmitContext, settings: Settings): Promise<PluginMessage[]> {
  const home = await context.absolute('/')
  if (home === undefined) return [feedNeedsUrl()]
  const seen = new Map<string, EntryView>()
  const messages: PluginMessage[] = []
  for (const view of await newest(context, settings)) {
    const id = idOf(view, settings.id ?? home)
    const other = seen.get(id)
    if (other) messages.push(feedDuplicateId(other, view, id))
    else seen.set(id, view)
  }
  return messages
}

/** The dated entries, newest first, whatever the order of their collection; undated ones come last and go. */
async function newest(context: PageContext, { limit, collection }: Settings): Promise<EntryView[]> {
  const query = { sort: '-date', fields: ['guid'], limit }
  const views = await context.entries(collection === undefined ? query : { ...query, collection })
  return views.filter(({ date }) => date !== undefined)
}

async function toEntry(context: EmitContext, view: EntryView, site: string): Promise<AtomEntry> {
  const { id, title, date = '', updated, permalink, summary, authors, tags } = view
  const timeZone = await context.config('timeZone')
  const url = permalink === undefined ? undefined : await context.absolute(permalink)
  return {
    id: idOf(view, site),
    title,
    ...(url === undefined ? {} : { url }),
    published: toInstant(date, timeZone),
    updated: toInstant(updated ?? date, timeZone),
    authors: await namesOf(context, authors),
    categories: tags,
    ...(summary === undefined ? {} : { summary }),
    html: await context.html(id, { absolute: true }),
  }
}

function idOf({ id, data }: EntryView, site: string): string {
  const { guid } = data
  const own = typeof guid === 'string' || typeof guid === 'number' ? String(guid).trim() : ''
  return feedIdOf(site, own === '' ? id : own)
}
