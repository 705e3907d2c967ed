import {
  type Definition,
  definePlugin,
  type EmitContext,
  type EntryView,
  type Page,
  type PageContext,
  type PluginMessage,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { within } from './collection.js'
import { fieldKind } from './messages/field.js'
import { seriesPartTwice } from './messages/terms.js'
import { optionsOf, optionsSchema, words } from './options.js'
import {
  inSeriesOrder,
  partFields,
  partOf,
  type SeriesPart,
  type SeriesPlace,
  seriesParts,
} from './series-part.js'
import { indexPage, paramsOf, sharedAddresses, termListShape, termsByAddress } from './term-pages.js'
import { version } from './version.js'

/** Options of `series`. */
export interface SeriesOptions {
  /** Field of the entries that names the series. @default 'series' */
  field?: string
  /** Address of the list of all series; those of the series lie under it. @default '/series/' */
  base?: string
  /** Layout of the page of a series. @default 'series' */
  layout?: string
  /** Layout of the list of all series. @default 'terms' */
  indexLayout?: string
  /** Title of the list of all series. @default none: the layout says it */
  title?: string
  /** Whose entries count: a collection, or a list of them. @default the collections with `feed: true` */
  collection?: string | string[]
}

const defaults = { field: 'series', base: '/series/', layout: 'series', indexLayout: 'terms' }

const schema = optionsSchema<SeriesOptions, typeof defaults>(defaults, () =>
  optionsOf({ field: z.optional(words()), ...termListShape() }),
)

type Settings = SeriesOptions & typeof defaults

/** A context of tasks: what another task of the plugin answers has no type there. */
type TaskContext = EmitContext<
  Definition & { options: Settings; tasks: Record<string, (argument: unknown) => Promise<unknown>> }
>

/**
 * Entries that follow each other: those with the same `series` in their frontmatter, in the order of their
 * `part`, else of their dates. Each series has a page with its parts in order, and there is one with all
 * series. A post shows its place, and the parts before and after.
 *
 * ```ts
 * plugins: [series({ base: '/guides/' })]
 * ```
 *
 * It provides the service `series`, by which layouts know the place of an entry.
 */
export const series = (options: SeriesOptions = {}) =>
  definePlugin({
    name: 'series',
    version,
    options: { schema, given: options },
    provides: [seriesParts],
    tasks: {
      partsOf: (context, name: string) => toParts(context, name, context.options),
      seriesOf: (context, id: string) => toPlace(context, id),
    },
    pages: (context) => planPages(context, context.options),
    check: (context) => checkParts(context, context.options),
  })

async function toParts(context: PageContext, name: string, settings: Settings): Promise<SeriesPart[]> {
  return (await entriesOf(context, name, settings)).map(({ id, title, date, permalink }) => ({
    id,
    title,
    ...(date === undefined ? {} : { date }),
    ...(permalink === undefined ? {} : { permalink }),
  }))
}

async function toPlace(context: TaskContext, id: string): Promise<SeriesPlace | undefined> {
  const { field, base, collection } = context.options
  const name = nameIn((await context.entry(id))?.data[field])
  const term = name === undefined ? undefined : await context.term(field, name, collection)
  if (!term) return undefined
  const parts = ((await context.tasks.partsOf?.(term.name)) ?? []) as SeriesPart[]
  const at = parts.findIndex((part) => part.id === id)
  if (at < 0) return undefined
  const [previous, next] = [parts[at - 1], parts[at + 1]]
  return {
    name: term.name,
    permalink: `${base}${term.slug}/`,
    part: at + 1,
    parts: parts.length,
    ...(previous ? { previous } : {}),
    ...(next ? { next } : {}),
  }
}

async function planPages(context: PageContext, settings: Settings): Promise<Page[]> {
  const groups = [...(await termsByAddress(context, settings))]
  if (groups.length === 0) return []
  const pages = groups.map(
    ([permalink, [first]]): Page => ({
      permalink,
      layout: settings.layout,
      params: paramsOf(settings, first),
      title: first.name,
    }),
  )
  return [indexPage(settings, 'Series'), ...pages]
}

/** Fields that say nothing, two parts of one number, and two series of one address. */
async function checkParts(context: PageContext, settings: Settings): Promise<PluginMessage[]> {
  const groups = await termsByAddress(context, settings)
  const messages = [
    ...(await wrongFields(context, settings)),
    ...(await sharedAddresses(context, settings, groups)),
  ]
  for (const [{ name }] of groups.values()) {
    const seen = new Map<number, EntryView>()
    for (const entry of await entriesOf(context, name, settings)) {
      const part = partOf(entry)
      const other = part === undefined ? undefined : seen.get(part)
      if (part !== undefined && other) messages.push(seriesPartTwice(name, part, other, entry))
      else if (part !== undefined) seen.set(part, entry)
    }
  }
  return messages
}

async function wrongFields(context: PageContext, settings: Settings): Promise<PluginMessage[]> {
  const { field, collection } = settings
  const entries = await context.entries({ fields: [field, ...partFields], ...within(collection) })
  const isGiven = ({ data }: EntryView, name: string) => (data[name] ?? '') !== ''
  return entries.flatMap((entry) => [
    ...(isGiven(entry, field) && nameIn(entry.data[field]) === undefined
      ? [fieldKind(entry, field, 'a text')]
      : []),
    ...partFields
      .filter((name) => isGiven(entry, name) && partOf({ data: { part: entry.data[name] } }) === undefined)
      .map((name) => fieldKind(entry, name, 'a number')),
  ])
}

/** The entries of a series, in their order. */
async function entriesOf(
  context: PageContext,
  name: string,
  { field, collection }: Settings,
): Promise<EntryView[]> {
  const query = { where: { [field]: name }, fields: partFields, ...within(collection) }
  const entries = await context.entries(query)
  return inSeriesOrder(entries, await context.config('timeZone'))
}

/** The series that a field names; the first one of a list. */
function nameIn(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' || typeof first === 'number' ? String(first) : undefined
}
