import { type Definition, definePlugin, type EmitContext, type Emitted } from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { collections, optionsOf, optionsSchema, wholeNumber } from './options.js'
import { markdownTwins, type Twin } from './twins.js'
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

type Context = EmitContext<Definition & { requires: typeof markdownTwins }>

/** An estimate that holds for English; other languages and code have more tokens of the same length. */
const charactersOfToken = 4

/**
 * `llms.txt`, which tells language models what there is to read, in the form of llmstxt.org: title and
 * description of the site, then the pages of each collection, as Markdown twins. And `llms-full.txt`, the
 * twins themselves one after the other; what is more than `tokens` goes on in `llms-full-2.txt` and so on.
 * Needs the plugin `twins`.
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
    emit: (context) => emitLlms(context, context.options),
  })

async function emitLlms(context: Context, settings: Settings): Promise<Emitted[]> {
  const sections = await sectionsOf(context, settings)
  const texts = sections.flatMap(({ twins }) => twins.map(({ text }) => text))
  const parts = settings.full ? spreadTexts(texts, settings.tokens * charactersOfToken) : []
  const files = parts.map((body, at) => ({
    path: at === 0 ? 'llms-full.txt' : `llms-full-${at + 1}.txt`,
    body,
  }))
  return [{ path: 'llms.txt', body: await toIndex(context, sections, files) }, ...files]
}

interface Section {
  collection: string
  twins: Twin[]
}

/** The twins of each collection, in its order; collections without any are left out. */
async function sectionsOf(context: Context, { collection }: Settings): Promise<Section[]> {
  const service = context.use(markdownTwins)
  const ids = await service.ids(null)
  const all = await Promise.all(ids.map((id) => service.twin(id)))
  const byId = new Map(ids.map((id, at) => [id, all[at]]))
  const present = [...new Set(all.flatMap((twin) => (twin ? [twin.collection] : [])))].sort()
  const names = collection === undefined ? present : [collection].flat()
  const sections = names.map(async (name): Promise<Section> => {
    const entries = await context.entries({ collection: name, fields: [] })
    const twins = entries.flatMap(({ id }) => byId.get(id) ?? [])
    return { collection: name, twins }
  })
  return (await Promise.all(sections)).filter(({ twins }) => twins.length > 0)
}

/**
 * Joins texts into files of at most so many characters. A text is never cut: one that is longer has a file
 * of its own.
 */
export function spreadTexts(texts: readonly string[], most: number): string[] {
  const files: string[][] = []
  let size = 0
  for (const text of texts) {
    const last = files.at(-1)
    if (last && size + 1 + text.length <= most) {
      last.push(text)
      size += 1 + text.length
    } else {
      files.push([text])
      size = text.length
    }
  }
  return files.map((file) => file.join('\n'))
}

async function toIndex(context: Context, sections: Section[], files: Emitted[]): Promise<string> {
  const { toLlmsText } = await import('./llms-index.js')
  const parts = files.map(async ({ path, body }, at) => ({
    title: files.length === 1 ? 'All of it' : `Part ${at + 1} of ${files.length}`,
    url: (await context.absolute(`/${path}`)) ?? (await context.url(`/${path}`)),
    note: `about ${tokensOf(body.length)} tokens`,
  }))
  const full = { title: 'Whole texts', links: await Promise.all(parts) }
  return toLlmsText({
    title: await context.config('title'),
    description: await context.config('description'),
    sections: [
      ...sections.map(({ collection, twins }) => ({
        title: collection.charAt(0).toUpperCase() + collection.slice(1),
        links: twins.map(({ title, url, description: note }) => ({ title, url, note })),
      })),
      ...(files.length === 0 ? [] : [full]),
    ],
  })
}

/** In thousands: an edit of a text should seldom change it. */
function tokensOf(characters: number): string {
  return `${Math.max(1, Math.round(characters / charactersOfToken / 1000))},000`
}
