import {
  type Definition,
  definePlugin,
  defineService,
  type EmitContext,
  type EntryView,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { within } from './collection.js'
import { type Reason, reasonsOf, type Weights } from './likeness.js'
import { type Near, type Shelf, shelfOf, toNearest } from './nearest.js'
import { collections, optionsOf, optionsSchema, wholeNumber, words } from './options.js'
import type { Compared } from './postings.js'
import { type Features, type Profile, toCounted, toFeatures, toProfile } from './profile.js'
import { countedOf, type Rarity, toRarity } from './rarity.js'
import { version } from './version.js'
import { countWords } from './word-counts.js'

/** Options of `related`. */
export interface RelatedOptions {
  /** Greatest number of related entries. @default 4 */
  limit?: number
  /** Fields whose terms count. @default ['tags'] */
  fields?: string[]
  /**
   * How much each signal counts, up to 100; 0 leaves it out.
   * @default {}: 1 for `terms`, 3 for `text`, 2 for `links`, 1 for `series`
   */
  weights?: Partial<Weights>
  /** Score, from 0 to 1, that an entry needs to be named at all. @default 0.1 */
  minimum?: number
  /** By how much the score of a newer entry must be greater, before it takes the place of an older one. @default 0.1 */
  gain?: number
  /** Whose entries are related: a collection, or a list of them. @default the collections with `feed: true` */
  collection?: string | string[]
}

const defaults = { limit: 4, fields: ['tags'], weights: {} as Partial<Weights>, minimum: 0.1, gain: 0.1 }

const standardWeights: Weights = { terms: 1, text: 3, links: 2, series: 1 }

const numberUpTo = (most: number) => {
  const expected = `a number from 0 to ${most}`
  return z.number(expected).check(z.minimum(0, expected), z.maximum(most, expected))
}

const schema = optionsSchema<RelatedOptions, typeof defaults>(defaults, () =>
  optionsOf({
    limit: z.optional(wholeNumber(100)),
    fields: z.optional(z.array(words(), 'a list of fields')),
    weights: z.optional(
      optionsOf({
        terms: z.optional(numberUpTo(100)),
        text: z.optional(numberUpTo(100)),
        links: z.optional(numberUpTo(100)),
        series: z.optional(numberUpTo(100)),
      }),
    ),
    minimum: z.optional(numberUpTo(1)),
    gain: z.optional(numberUpTo(1)),
    collection: z.optional(collections()),
  }),
)

type Settings = RelatedOptions & typeof defaults

/** An entry that is related to another. */
export interface RelatedEntry {
  id: string
  title: string
  /** Its address, with the base path. */
  url: string
  /** Why, the strongest kinds first. */
  reasons: Reason[]
}

/** The entries that are related to one, the nearest first; for layouts, see `docs/plugins`. */
export const relatedEntries = defineService<{ entries(id: string): RelatedEntry[] }>('related')

/** The tasks, as they ask each other. */
interface Tasks {
  chronicle(none: null): Promise<string[]>
  counted(none: null): Promise<string[]>
  features(id: string): Promise<Features>
  rarity(none: null): Promise<Rarity>
  profile(id: string): Promise<Profile>
  nearest(none: null): Promise<Shelf[]>
  shelf(at: number): Promise<Shelf>
}

type Context = EmitContext<Definition & { tasks: object }>

/**
 * Related entries, by terms in common, likeness of the text, links and series, each with the reason. It is
 * a service, which the theme's layout of posts shows; it makes no pages of its own.
 *
 * ```ts
 * plugins: [related({ limit: 3, weights: { text: 1 } })]
 * ```
 *
 * A new entry leaves the pages of older ones alone, unless it is more like one than what stands there by
 * `gain`; see `chooseRelated`. How likely two are to be related is told at `toScore`.
 *
 *     features ─▶ rarity ─▶ profile ─▶ nearest ─▶ shelf ─▶ entries
 *
 * Most edits end at `profile`, which keeps little of an entry. One that gets further compares all profiles once, and
 * makes the lists anew that stand on a shelf with one that is different.
 */
export const related = (options: RelatedOptions = {}) =>
  definePlugin({
    name: 'related',
    version,
    options: { schema, given: options },
    provides: [relatedEntries],
    tasks: {
      chronicle: (context, _: null) => toChronicle(context, context.options),
      counted: async (context, _: null): Promise<string[]> => countedOf(await own(context).chronicle(null)),
      features: (context, id: string) => featuresOf(context, id, context.options),
      rarity: async (context, _: null): Promise<Rarity> => {
        const ids = await own(context).counted(null)
        const counted = ids.map(async (id) => toCounted(await own(context).features(id)))
        return toRarity(await Promise.all(counted))
      },
      profile: async (context, id: string): Promise<Profile> =>
        toProfile(await own(context).features(id), await own(context).rarity(null)),
      nearest: async (context, _: null): Promise<Shelf[]> => {
        const ids = await own(context).chronicle(null)
        const all = ids.map(async (id): Promise<Compared> => {
          const [profile, linkedFrom] = await Promise.all([own(context).profile(id), context.backlinks(id)])
          return { id, profile, linkedFrom }
        })
        return toNearest(await Promise.all(all), measureOf(context.options))
      },
      shelf: async (context, at: number): Promise<Shelf> => (await own(context).nearest(null))[at] ?? {},
      entries: async (context, id: string): Promise<RelatedEntry[]> => {
        const shelf = await own(context).shelf(shelfOf(id))
        const near = Object.hasOwn(shelf, id) ? (shelf[id] as Near[]) : []
        return Promise.all(near.map((one) => named(context, id, one, context.options)))
      },
    },
  })

function own({ tasks }: Context): Tasks {
  return tasks as Tasks
}

function measureOf({ limit, weights, minimum, gain }: Settings) {
  return {
    limit,
    weights: { ...standardWeights, ...weights },
    minimum: inHundredths(minimum),
    gain: inHundredths(gain),
  }
}

function inHundredths(share: number): number {
  return Math.round(100 * share)
}

/** Entries with a page, oldest first: the order in which they are compared. Those without a date count as the oldest. */
async function toChronicle(context: EmitContext, { collection }: Settings): Promise<string[]> {
  const views = await context.entries({ fields: [], ...within(collection) })
  return views
    .filter(({ url }) => url !== undefined)
    .map(({ id, date = '' }): [string, string] => [id, date.slice(0, '2024-01-31'.length)])
    .sort(([a, day], [b, other]) => (`${day} ${a}` < `${other} ${b}` ? -1 : 1))
    .map(([id]) => id)
}

async function featuresOf(context: EmitContext, id: string, { fields }: Settings): Promise<Features> {
  const [entry, sections] = await Promise.all([context.entry(id), context.sections(id)])
  if (!entry) return toFeatures([], [], [])
  const texts = [
    { text: entry.title, times: 4 },
    ...sections.flatMap(({ heading, text }) => [
      { text: heading, times: 2 },
      { text, times: 1 },
    ]),
  ]
  const counts = countWords(texts, await context.config('language'))
  const terms = fields.flatMap((field) =>
    namesIn(entry, field).map((name): [string, string] => [field, name]),
  )
  return toFeatures(counts, terms, namesIn(entry, 'series'))
}

/** The texts of a field, a list or a single one; each once. */
function namesIn(entry: EntryView, field: string): string[] {
  const value = entry.data[field] ?? entry[field as keyof EntryView]
  return [...new Set([value].flat().filter((one) => typeof one === 'string'))]
}

async function named(context: Context, id: string, near: Near, settings: Settings): Promise<RelatedEntry> {
  const [profile, other, entry] = await Promise.all([
    own(context).profile(id),
    own(context).profile(near.id),
    context.entry(near.id),
  ])
  const reasons = reasonsOf(profile, other, near, measureOf(settings).weights)
  return { id: near.id, title: entry?.title ?? '', url: entry?.url ?? '', reasons }
}
