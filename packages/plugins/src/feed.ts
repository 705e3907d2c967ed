import {
  type Definition,
  definePlugin,
  type EmitContext,
  type Emitted,
  type EntryView,
  type HeadElement,
  type Page,
  type PageContext,
  type PluginMessage,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { authorship } from './author.js'
import { within } from './collection.js'
import { channelOf, type FeedChannel, filesOf, siteChannel } from './feed-channel.js'
import type { Feed, FeedItem } from './feed-data.js'
import { type FeedFormat, feedFormats } from './feed-format.js'
import { feedIdOf } from './feed-id.js'
import { feedIdOfEntry, isIdKind, toFeedItem } from './feed-item.js'
import { feedDuplicateId, feedNeedsUrl } from './messages/feed.js'
import { fieldKind } from './messages/field.js'
import {
  collections,
  optionsOf,
  optionsSchema,
  outputFile,
  type Refusal,
  wholeNumber,
  words,
} from './options.js'
import { version } from './version.js'

/** Options of `feed`. */
export interface FeedOptions {
  /** Path of the feed in the output folder, in the first format. @default that format's name, see `formats` */
  path?: string
  /** Formats: `feed.xml` for `atom`, `rss.xml` for `rss`, `feed.json` for `json`. @default ['atom'] */
  formats?: FeedFormat[]
  /** Fields whose terms have a feed each, beside the page of the term: `['tags', 'authors']`. @default [] */
  per?: string[]
  /** Greatest number of entries in one feed, newest first. @default 20 */
  limit?: number
  /** Whose entries it has: a collection, or a list of them. @default the collections with `feed: true` */
  collection?: string | string[]
  /**
   * What the ids of the feed and its entries are made from. When the site moves, set it to the address
   * that the site had before, such as `old.example.org`: then no reader sees all entries as new.
   * @default the site's address, without scheme
   */
  id?: string
}

const defaults = { formats: ['atom'] as FeedFormat[], per: [] as string[], limit: 20 }

const aFormat = '`atom`, `rss` or `json`'

const schema = optionsSchema<FeedOptions, typeof defaults>(
  defaults,
  () =>
    optionsOf({
      path: z.optional(outputFile(['xml', 'atom', 'rss', 'json'], 'a path such as `feed.xml`')),
      formats: z.optional(
        z
          .array(z.enum(['atom', 'rss', 'json'], aFormat), 'a list of formats')
          .check(z.minLength(1, 'a list of at least one format')),
      ),
      per: z.optional(z.array(words(), 'a list of fields such as `tags`')),
      limit: z.optional(wholeNumber(10_000)),
      collection: z.optional(collections()),
      id: z.optional(words()),
    }),
  refusalOf,
)

type Settings = FeedOptions & typeof defaults

/** What the contexts of this plugin have: see `definePlugin`. */
type Own = Definition & {
  options: Settings
  requires: typeof authorship.optional
  tasks: { files(channel: FeedChannel): Promise<Emitted[]> }
}

/**
 * Feeds with the whole content of the newest entries, in one or several formats, and a link to each in the
 * head of every page; a term has its own beside its page, which links to it. Entries without a date stay
 * out. A site without a `url` has no feed, which the message `feed-needs-url` tells.
 *
 * ```ts
 * plugins: [feed({ formats: ['atom', 'json'], per: ['tags'], limit: 50 })]
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
    requires: [authorship.optional],
    tasks: {
      // An entry is made an item once, however many feeds and formats have it.
      item: async (context, id: string) =>
        toFeedItem(context, id, context.options.id ?? (await context.absolute('/')) ?? ''),
      files: (context, channel: FeedChannel) => toFiles(context, channel),
    },
    head: (context, page) => linkFeeds(context, page),
    emit: (context) => emitFeeds(context),
    check: (context) => checkFeed(context, context.options),
  })

async function linkFeeds(context: PageContext<Own>, page: Page): Promise<HeadElement[]> {
  if ((await context.config('url')) === undefined) return []
  const own = channelOf(page, context.options.per)
  const links: HeadElement[] = []
  for (const channel of own ? [siteChannel, own] : [siteChannel]) {
    const title = await titleOf(context, channel)
    for (const { format, path } of filesOf(channel, context.options)) {
      const { type } = feedFormats[format]
      const href = await context.url(`/${path}`)
      links.push({ tag: 'link', attributes: { rel: 'alternate', type, title, href } })
    }
  }
  return links
}

async function emitFeeds(context: EmitContext<Own>): Promise<Emitted[]> {
  if ((await context.config('url')) === undefined) return []
  const { per } = context.options
  const pages = per.length === 0 ? [] : await context.pages()
  const channels = new Map([[siteChannel.permalink, siteChannel]])
  for (const page of pages) {
    const channel = channelOf(page, per)
    if (channel && channel.permalink === page.permalink) channels.set(channel.permalink, channel)
  }
  const made = await Promise.all([...channels.values()].map((channel) => context.tasks.files(channel)))
  return made.flat()
}

/** A context of tasks: what another task of the plugin answers has no type there. */
type TaskContext = EmitContext<
  Omit<Own, 'tasks'> & { tasks: Record<string, (argument: unknown) => Promise<unknown>> }
>

async function toFiles(context: TaskContext, channel: FeedChannel): Promise<Emitted[]> {
  const { term, permalink } = channel
  const home = (await context.absolute('/')) ?? ''
  const chosen = await newest(context, context.options, channel, [])
  const items = await Promise.all(chosen.map(({ id }) => context.tasks.item?.(id)))
  const known = items.filter((item) => item !== undefined) as FeedItem[]
  const title = await titleOf(context, channel)
  const description = term ? '' : await context.config('description')
  const updated = latest(known)
  const made: Omit<Feed, 'self'> = {
    id: feedIdOf(context.options.id ?? home, term ? `${term.field}\n${term.name}` : ''),
    title,
    ...(description === '' ? {} : { subtitle: description }),
    language: await context.config('language'),
    home: (await context.absolute(permalink)) ?? '',
    ...(updated === undefined ? {} : { updated }),
    author: (await context.config('author')) ?? (await context.config('title')),
    items: known,
  }
  const files = filesOf(channel, context.options)
  const selves = await Promise.all(files.map(async ({ path }) => (await context.absolute(`/${path}`)) ?? ''))
  return files.map(({ format, path }, at) => {
    return { path, body: feedFormats[format].write({ ...made, self: selves[at] ?? '' }) }
  })
}

async function titleOf(context: Pick<PageContext, 'config'>, { term }: FeedChannel): Promise<string> {
  const title = await context.config('title')
  return term ? `${term.title} · ${title}` : title
}

function latest(items: readonly FeedItem[]): string | undefined {
  const instants = items.map(({ updated }) => Date.parse(updated))
  return instants.length === 0 ? undefined : new Date(Math.max(...instants)).toISOString()
}

async function checkFeed(context: PageContext, settings: Settings): Promise<PluginMessage[]> {
  const home = await context.absolute('/')
  if (home === undefined) return [feedNeedsUrl()]
  const seen = new Map<string, EntryView>()
  const messages: PluginMessage[] = []
  for (const view of await newest(context, settings, siteChannel, ['guid'])) {
    if (!isIdKind(view.data.guid)) messages.push(fieldKind(view, 'guid', 'a text'))
    const id = feedIdOfEntry(view, settings.id ?? home)
    const other = seen.get(id)
    if (other) messages.push(feedDuplicateId(other, view, id))
    else seen.set(id, view)
  }
  return messages
}

/** The dated entries, newest first, whatever the order of their collection; undated ones come last and go. */
async function newest(
  context: Pick<PageContext, 'entries'>,
  settings: Settings,
  { term }: FeedChannel,
  fields: string[],
): Promise<EntryView[]> {
  const collection = term?.collection ?? settings.collection
  const views = await context.entries({
    ...within(collection),
    ...(term ? { where: { [term.field]: term.name } } : {}),
    sort: '-date',
    fields,
    limit: settings.limit,
  })
  return views.filter(({ date }) => date !== undefined)
}

/** Two formats of one file, or a file whose ending says another format. */
function refusalOf(settings: Settings): Refusal | undefined {
  const { formats, path } = settings
  const [first = 'atom'] = formats
  if (path !== undefined && path.endsWith('.json') !== (first === 'json')) {
    const message = `it is that of the first format, \`${first}\`, and must end as \`${feedFormats[first].file}\` does.`
    return { path: ['path'], message }
  }
  const paths = filesOf(siteChannel, settings).map((file) => file.path)
  const twice = paths.find((one, at) => paths.indexOf(one) !== at)
  if (twice === undefined) return undefined
  return { path: ['formats'], message: `two of them would be \`${twice}\`. Name each once, or set \`path\`.` }
}
