import { type Definition, definePlugin, type Emission, type EmitContext } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { joinTexts, sizeOf, splitTexts } from './llms-parts.js'
import { collections, optionsOf, optionsSchema, wholeNumber } from './options.js'
import { markdownTwins } from './twins.js'
import { version } from './version.js'

/** Options of `llms`. */
export interface LlmsOptions {
  /** Whose pages are listed: a collection, or a list of them in the order wanted. @default all that have pages, by name */
  collection?: string | string[]
  /** Whether there is `llms-full.txt`, with the whole text of all pages. @default true */
  full?: boolean
  /** Tokens that a file with whole texts has at most, where one token is taken to be 4 characters. @default 200_000 */
  tokens?: number
}

const defaults = { full: true, tokens: 200_000 }

const schema = optionsSchema<LlmsOptions, typeof defaults>(defaults, () =>
  optionsOf({
    collection: z.optional(collections()),
    full: z.optional(z.boolean('true or false')),
    tokens: z.optional(wholeNumber(100_000_000)),
  }),
)

type Settings = LlmsOptions & typeof defaults

type Context = EmitContext<Definition & { requires: typeof markdownTwins; tasks: object }>

/** A collection with the ids of its entries that have twins, in its order. */
interface Section {
  collection: string
  ids: string[]
}

/** A file with whole texts: whose, and how many tokens these are, in words. */
interface Part {
  ids: string[]
  tokens: string
}

/** The tasks, as they ask each other. */
interface Tasks {
  sections(none: null): Promise<Section[]>
  size(id: string): Promise<number>
  parts(none: null): Promise<Part[]>
  idsOf(part: number): Promise<string[]>
}

/** An estimate that holds for English; other languages and code have more tokens of the same length. */
const charactersOfToken = 4

/**
 * `llms.txt`, which tells language models what there is to read, in the form of llmstxt.org: title and
 * description of the site, then the pages of each collection, as Markdown twins. And `llms-full.txt`, the
 * twins themselves one after the other; what is more than `tokens` goes on in `llms-full-2.txt` and so on.
 * Needs the plugin `twins`. Each file is a task, so that an edit makes the parts again that have the text.
 *
 * ```ts
 * plugins: [twins(), llms({ collection: ['posts', 'pages'] })]
 * ```
 */
export const llms = (options: LlmsOptions = {}) =>
  definePlugin({
    name: 'llms',
    version,
    options: { schema, given: options },
    requires: [markdownTwins],
    tasks: {
      sections: (context, _: null) => toSections(context, context.options),
      size: async (context, id: string) => (await context.use(markdownTwins).text(id)).length,
      parts: (context, _: null) => toParts(context, context.options),
      idsOf: async (context, part: number) => (await own(context).parts(null))[part]?.ids ?? [],
      part: async (context, part: number) => {
        const ids = await own(context).idsOf(part)
        return joinTexts(await Promise.all(ids.map((id) => context.use(markdownTwins).text(id))))
      },
      index: (context, _: null) => toIndex(context),
    },
    emit: async (context): Promise<Emission[]> => {
      const parts = await own(context).parts(null)
      const files = parts.map((_, part) => ({ path: pathOf(part), task: 'part', argument: part }))
      return [{ path: 'llms.txt', task: 'index' }, ...files]
    },
  })

function own({ tasks }: Context): Tasks {
  return tasks as Tasks
}

function pathOf(part: number): string {
  return part === 0 ? 'llms-full.txt' : `llms-full-${part + 1}.txt`
}

/** The collections that have twins, or those that are named; without any twins they are left out. */
async function toSections(context: Context, { collection }: Settings): Promise<Section[]> {
  const service = context.use(markdownTwins)
  const ids = await service.ids(null)
  const twins = await Promise.all(ids.map((id) => service.twin(id)))
  const present = [...new Set(twins.flatMap((twin) => (twin ? [twin.collection] : [])))].sort()
  const having = new Set(ids.filter((_, at) => twins[at] !== undefined))
  const sections = (collection === undefined ? present : [collection].flat()).map(async (name) => {
    const entries = await context.entries({ collection: name, fields: [] })
    return { collection: name, ids: entries.map(({ id }) => id).filter((id) => having.has(id)) }
  })
  return (await Promise.all(sections)).filter((one) => one.ids.length > 0)
}

async function toParts(context: Context, { full, tokens }: Settings): Promise<Part[]> {
  if (!full) return []
  const ids = (await own(context).sections(null)).flatMap((section) => section.ids)
  const texts = ids.map(async (id) => ({ id, size: await own(context).size(id) }))
  const parts = splitTexts(await Promise.all(texts), tokens * charactersOfToken)
  return parts.map((part) => ({ ids: part.map(({ id }) => id), tokens: tokensOf(sizeOf(part)) }))
}

async function toIndex(context: Context): Promise<string> {
  const { toLlmsText } = await import('./llms-index.js')
  const service = context.use(markdownTwins)
  const sections = (await own(context).sections(null)).map(async ({ collection, ids }) => {
    const twins = await Promise.all(ids.map((id) => service.twin(id)))
    const links = twins.flatMap((twin) =>
      twin ? [{ title: twin.title, url: twin.url, note: twin.description }] : [],
    )
    return { title: collection.charAt(0).toUpperCase() + collection.slice(1), links }
  })
  const full = await linksToParts(context)
  return toLlmsText({
    title: await context.config('title'),
    description: await context.config('description'),
    sections: [
      ...(await Promise.all(sections)),
      ...(full.length === 0 ? [] : [{ title: 'Whole texts', links: full }]),
    ],
  })
}

async function linksToParts(context: Context) {
  const parts = await own(context).parts(null)
  const links = parts.map(async ({ tokens }, part) => ({
    title: parts.length === 1 ? 'All of it' : `Part ${part + 1} of ${parts.length}`,
    url: (await context.absolute(`/${pathOf(part)}`)) ?? (await context.url(`/${pathOf(part)}`)),
    note: `${tokens} tokens`,
  }))
  return Promise.all(links)
}

/** In thousands: an edit of a text should seldom change it. */
export function tokensOf(characters: number): string {
  const thousands = Math.round(characters / charactersOfToken / 1000)
  return thousands === 0 ? 'fewer than 1,000' : `about ${(thousands * 1000).toLocaleString('en')}`
}
