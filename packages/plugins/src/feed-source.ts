import { createHash } from 'node:crypto'
import {
  definePlugin,
  type HookContext,
  type Loaded,
  type PluginMessage,
  type Source,
  type SourceRecord,
  type VirtualSource,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { isEncoding, toDecodedText } from './decoded-text.js'
import type { FeedItem } from './feed-items.js'
import {
  feedSourceDuplicate,
  feedSourceInvalid,
  feedSourceMissing,
  feedSourceUndated,
} from './messages/feed-source.js'
import { matching, optionsOf, optionsSchema, type Refusal, wholeNumber } from './options.js'
import { version } from './version.js'

/** A feed whose items become entries. */
export interface FeedSourceFile {
  /** Path from the root of the project: Atom, RSS or JSON Feed. */
  file: string
  /** The collection that its items are in. Several feeds may share one; posts and pages of one's own may not be in it, and it is not `content`. */
  collection: string
  /** Greatest number of items, in the order of the feed. @default all */
  limit?: number
}

/** Options of `feedSource`. */
export interface FeedSourceOptions {
  /** The feeds, each with options of its own; see below. @default [] */
  feeds?: FeedSourceFile[]
}

const defaults = { feeds: [] as FeedSourceFile[] }

const localPath = /^(?![/\\])(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))\S.*$/

const schema = optionsSchema<FeedSourceOptions, typeof defaults>(
  defaults,
  () => {
    const aFeed = optionsOf({
      file: matching(localPath, 'the path of a file in the project'),
      collection: matching(/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u, 'the name of a collection, letters and digits'),
      limit: z.optional(wholeNumber(100_000)),
    })
    return optionsOf({ feeds: z.optional(z.array(aFeed, 'a list of feeds')) })
  },
  refusalOf,
)

type Settings = FeedSourceOptions & typeof defaults

/** What the text of our virtual sources holds, as JSON: a file that is not there has no text. */
interface Download {
  file: string
  text?: string
}

/**
 * The items of feeds that lie in the project, as entries of a collection: what one wrote elsewhere, or a list of what
 * others write. They have no pages; `data.link` leads to where they come from. Their HTML is sanitised.
 *
 * ```ts
 * plugins: [feedSource({ feeds: [{ file: 'data/mastodon.rss', collection: 'notes' }] })]
 * ```
 */
export const feedSource = (options: FeedSourceOptions = {}) =>
  definePlugin({
    name: 'feed-source',
    version,
    options: { schema, given: options },
    collections: Object.fromEntries(
      namesIn(options).map((name) => [name, { permalink: false as const, feed: false }]),
    ),
    sources: (context) => readFeeds(context, context.options),
    load: (context, source) => loadItems(source, context.options),
  })

/** Of options that nobody has checked yet. */
function namesIn({ feeds }: FeedSourceOptions): string[] {
  const list: unknown[] = Array.isArray(feeds) ? feeds : []
  return list.flatMap((feed) => {
    const { collection } = (feed ?? {}) as Partial<FeedSourceFile>
    return typeof collection === 'string' ? [collection] : []
  })
}

/** One source for each collection, with the feeds as they are: what is in them, and wrong with them, `load` tells. */
async function readFeeds(context: HookContext, { feeds }: Settings): Promise<VirtualSource[]> {
  if (feeds.length === 0) return []
  const names = [...new Set(feeds.map(({ collection }) => collection))]
  return Promise.all(
    names.map(async (name) => {
      const own = feeds.filter(({ collection }) => collection === name)
      const downloads = own.map(async ({ file }): Promise<Download> => {
        const bytes = await context.readBytes(file)
        return bytes === undefined ? { file } : { file, text: toFeedText(bytes) }
      })
      return { path: `${name}/index.feed`, text: JSON.stringify(await Promise.all(downloads)) }
    }),
  )
}

/** XML says in its first line in which encoding it is. */
function toFeedText(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200))
  const [, label = ''] = /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(start) ?? []
  return toDecodedText(bytes, isEncoding(label) && !/^utf-?16/i.test(label) ? label : undefined)
}

async function loadItems({ path, text, trust }: Source, { feeds }: Settings): Promise<Loaded | undefined> {
  const [, name] = /(?:^|\/)([^/]+)\/index\.feed$/.exec(path) ?? []
  const own = feeds.filter(({ collection }) => collection === name)
  if (trust !== 'data' || own.length === 0) return undefined
  const records = new Map<string, SourceRecord>()
  const messages: PluginMessage[] = []
  for (const [index, download] of (JSON.parse(text) as Download[]).entries()) {
    const items = await itemsOf(download, messages)
    for (const item of items.slice(0, own[index]?.limit)) {
      const key = createHash('sha256').update(item.guid).digest('hex').slice(0, 16)
      const first = records.get(key)
      if (first) messages.push(feedSourceDuplicate(download.file, item.guid, item.place, first))
      else records.set(key, toRecord(key, item, download.file))
      if (item.date === undefined) messages.push(feedSourceUndated(download.file, item.title, item.place))
    }
  }
  return { records: [...records.values()], messages }
}

async function itemsOf({ file, text }: Download, messages: PluginMessage[]): Promise<FeedItem[]> {
  if (text === undefined) {
    messages.push(feedSourceMissing(file))
    return []
  }
  // What reads feeds is large, and a start of the command does without it.
  const { toFeedItems } = await import('./feed-items.js')
  try {
    return toFeedItems(text)
  } catch (error) {
    messages.push(feedSourceInvalid(file, error instanceof Error ? error.message : String(error)))
    return []
  }
}

function toRecord(key: string, { body, place, ...data }: FeedItem, file: string): SourceRecord {
  return { key, data, body, places: place === undefined ? {} : { '': place }, file }
}

/**
 * Feeds have rules for a whole collection; entries of one's own in it would lose their pages. And `content` is the
 * folder that the collections lie in.
 */
function refusalOf({ feeds }: Settings): Refusal | undefined {
  const index = feeds.findIndex(({ collection }) => ['posts', 'pages', 'content'].includes(collection))
  if (index === -1) return undefined
  const message = `it must be a collection of its own, not "${feeds[index]?.collection}".`
  return { path: ['feeds', `${index}`, 'collection'], message }
}
