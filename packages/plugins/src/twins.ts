import {
  type Definition,
  definePlugin,
  defineService,
  type Emission,
  type EmitContext,
  type HeadElement,
  type OwnedPage,
  type PageContext,
} from '@blog-build/core/plugin'
import { authorship, authorsOf } from './author.js'
import { notFoundPermalink } from './not-found.js'
import { optionsOf, optionsSchema } from './options.js'
import { version } from './version.js'

/** Options of `twins`: it has none. */
export type TwinsOptions = Record<never, never>

const defaults = {}

const schema = optionsSchema<TwinsOptions, typeof defaults>(defaults, () => optionsOf({}))

/** A page of an entry, as Markdown. */
export interface Twin {
  /** Its path in the output folder: `posts/a/index.md`. */
  path: string
  /** Its address, whole if the site has a `url`. */
  url: string
  title: string
  /** The entry's summary, else the beginning of its text; may be empty. */
  description: string
  collection: string
}

/** The twins of a site: the ids of the entries that have one, sorted, what is to be said of each, and its whole text. */
export const markdownTwins = defineService<{
  ids(none: null): string[]
  twin(id: string): Twin | undefined
  text(id: string): string
}>('twins')

/** What the contexts of this plugin have: see `definePlugin`. */
type Own = Definition & { requires: typeof authorship.optional; tasks: Tasks }

/** What its tasks may ask. */
type Asking = EmitContext<Definition & { requires: typeof authorship.optional }>

interface Tasks {
  ids(none: null): Promise<string[]>
  path(id: string): Promise<string | undefined>
}

/**
 * Beside the page of each entry the same as Markdown, and in the head of the page a link to it: `/posts/a/`
 * has the twin `/posts/a/index.md`. It is made from what the page shows, not from the source: shortcodes,
 * includes and all that plugins do is in it, and its addresses are whole. Unlisted pages have none.
 *
 * ```ts
 * plugins: [twins()]
 * ```
 */
export const twins = (options: TwinsOptions = {}) =>
  definePlugin({
    name: 'twins',
    version,
    options: { schema, given: options },
    requires: [authorship.optional],
    provides: [markdownTwins],
    tasks: {
      ids: async (context, _: null) => {
        const pages = (await context.pages()).filter(hasTwin)
        return [...new Set(pages.flatMap(({ entry }) => (entry === undefined ? [] : [entry])))].sort()
      },
      path: async (context, id: string) => {
        const permalink = (await context.entry(id))?.permalink
        return permalink === undefined ? undefined : twinOf(permalink).slice(1)
      },
      twin: (context, id: string) => toTwin(context, id),
      text: (context, id: string) => toText(context, id),
    },
    head: (context, page) => linkTwin(context, page),
    emit: (context) => emitTwins(context),
  })

/** Pages that show an entry, but for those that are not to be found. */
function hasTwin({ entry, unlisted, permalink }: OwnedPage): boolean {
  return entry !== undefined && !unlisted && permalink !== notFoundPermalink
}

async function linkTwin(context: PageContext, page: OwnedPage): Promise<HeadElement[]> {
  if (!hasTwin(page)) return []
  const href = await context.url(twinOf(page.permalink))
  return [{ tag: 'link', attributes: { rel: 'alternate', type: 'text/markdown', href } }]
}

async function emitTwins({ tasks }: EmitContext<Own>): Promise<Emission[]> {
  const ids = await tasks.ids(null)
  const paths = await Promise.all(ids.map((id) => tasks.path(id)))
  return ids.flatMap((id, at) => {
    const path = paths[at]
    return path === undefined ? [] : [{ path, task: 'text', argument: id }]
  })
}

/** `/posts/a/` has `/posts/a/index.md`, and `/a.html` has `/a.md`. */
function twinOf(permalink: string): string {
  return permalink.endsWith('/') ? `${permalink}index.md` : `${permalink.replace(/\.html?$/, '')}.md`
}

async function toTwin(context: Asking, id: string): Promise<Twin | undefined> {
  const entry = await context.entry(id)
  if (entry?.permalink === undefined) return undefined
  const address = twinOf(entry.permalink)
  const description = entry.summary ?? (await context.outline(id)).excerpt
  return {
    path: address.slice(1),
    url: await wholeAddress(context, address),
    title: entry.title,
    description,
    collection: entry.collection,
  }
}

async function toText(context: Asking, id: string): Promise<string> {
  const entry = await context.entry(id)
  if (!entry) return ''
  const { toTwinText } = await import('./twin-text.js')
  const { title, date, updated, tags, summary, permalink = '/' } = entry
  return toTwinText({
    title,
    url: await wholeAddress(context, permalink),
    ...(date === undefined ? {} : { date }),
    ...(updated === undefined ? {} : { updated }),
    authors: (await authorsOf(context, entry.authors)).map(({ name }) => name),
    tags,
    ...(summary === undefined ? {} : { summary }),
    html: await context.html(id, { absolute: true }),
  })
}

async function wholeAddress(context: EmitContext, path: string): Promise<string> {
  return (await context.absolute(path)) ?? (await context.url(path))
}
