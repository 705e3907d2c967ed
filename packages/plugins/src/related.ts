import {
  type Definition,
  definePlugin,
  defineService,
  type EmitContext,
  type EntryView,
} from '@blog-build/core/plugin'
import * as z from 'zod/mini'
import { chooseRelated } from './choice.js'
import { within } from './collection.js'
import { type Reason, reasonsOf, scoreOf, type Weights } from './likeness.js'
import { collections, optionsOf, optionsSchema, wholeNumber, words } from './options.js'
import { type Bin, binsFor, type Found, findIn, type Indexed, placeOf, toShelves } from './postings.js'
import { type Features, featuresOf, type Profile, toProfile } from './profile.js'
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
  /** Whose entries are named: a collection, or a list of them. @default the collections with `feed: true` */
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
  chronicle(none: null): Promise<[id: string, day: string][]>
  features(id: string): Promise<Features>
  counted(none: null): Promise<string[]>
  rarity(none: null): Promise<Rarity>
  profile(id: string): Promise<Profile>
  index(none: null): Promise<Bin[][]>
  shelf(at: number): Promise<Bin[]>
  bin(at: number): Promise<Bin>
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
 * `gain`; see `chooseRelated`. How likely two are to be related is told at `scoreOf`.
 *
 *     features ─▶ rarity ─▶ profile ─▶ index ─▶ shelf ─▶ bin ─▶ entries
 *
 * Most edits end at `profile`, which keeps little of an entry. One that gets further makes those lists anew
 * that share a bin with what has changed.
 */
export const related = (options: RelatedOptions = {}) =>
  definePlugin({
    name: 'related',
    version,
    options: { schema, given: options },
    provides: [relatedEntries],
    tasks: {
      chronicle: (context, _: null) => toChronicle(context, context.options),
      features: (context, id: string) => toFeatures(context, id, context.options),
      counted: async (context, _: null): Promise<string[]> => {
        const chronicle = await own(context).chronicle(null)
        return chronicle.slice(0, countedOf(chronicle.length)).map(([id]) => id)
      },
      rarity: async (context, _: null): Promise<Rarity> => {
        const ids = await own(context).counted(null)
        const features = await Promise.all(ids.map((id) => own(context).features(id)))
        return toRarity(features.map(featuresOf))
      },
      profile: async (context, id: string): Promise<Profile> =>
        toProfile(await own(context).features(id), await own(context).rarity(null)),
      index: async (context, _: null): Promise<Bin[][]> => {
        const chronicle = await own(context).chronicle(null)
        const all = chronicle.map(async ([id, day]): Promise<Indexed> => {
          const [profile, linkedFrom] = await Promise.all([own(context).profile(id), context.backlinks(id)])
          return { id, day, profile, linkedFrom }
        })
        return toShelves(await Promise.all(all))
      },
      shelf: async (context, at: number): Promise<Bin[]> => (await own(context).index(null))[at] ?? [],
      bin: async (context, at: number): Promise<Bin> => {
        const { shelf, place } = placeOf(at)
        return (await own(context).shelf(shelf))[place] ?? {}
      },
      entries: (context, id: string) => entriesFor(context, id, context.options),
    },
  })

function own({ tasks }: Context): Tasks {
  return tasks as Tasks
}

/** Entries with a page, oldest first: the order in which they are compared. Those without a date count as the oldest. */
async function toChronicle(
  context: EmitContext,
  { collection }: Settings,
): Promise<[id: string, day: string][]> {
  const views = await context.entries({ fields: [], ...within(collection) })
  return views
    .filter(({ url }) => url !== undefined)
    .map((view): [string, string] => [view.id, dayOf(view)])
    .sort(([a, day], [b, other]) => (`${day} ${a}` < `${other} ${b}` ? -1 : 1))
}

function dayOf({ date = '' }: EntryView): string {
  return date.slice(0, '2024-01-31'.length)
}

async function toFeatures(context: EmitContext, id: string, { fields }: Settings): Promise<Features> {
  const [entry, sections] = await Promise.all([context.entry(id), context.sections(id)])
  if (!entry) return { words: [], terms: [], series: [] }
  const texts = [
    { text: entry.title, times: 4 },
    ...sections.flatMap(({ heading, text }) => [
      { text: heading, times: 2 },
      { text, times: 1 },
    ]),
  ]
  return {
    words: countWords(texts, await context.config('language')),
    terms: fields.flatMap((field) => namesIn(entry, field).map((name): [string, string] => [field, name])),
    series: namesIn(entry, 'series'),
  }
}

/** The texts of a field, a list or a single one; each once. */
function namesIn(entry: EntryView, field: string): string[] {
  const value = entry.data[field] ?? entry[field as keyof EntryView]
  return [...new Set([value].flat().filter((one) => typeof one === 'string'))]
}

async function entriesFor(context: Context, id: string, settings: Settings): Promise<RelatedEntry[]> {
  const weights = { ...standardWeights, ...settings.weights }
  const entry = await context.entry(id)
  if (!entry) return []
  const profile = await own(context).profile(id)
  const candidates = [...(await findFor(context, id, profile))]
    .map(([other, found]) => ({ id: other, ...found, score: scoreOf(found, weights) }))
    .filter(({ score }) => score >= inHundredths(settings.minimum))
  const { limit } = settings
  const gain = inHundredths(settings.gain)
  const chosen = chooseRelated({ id, day: dayOf(entry) }, candidates, { limit, gain })
  const named = chosen.map(async (one): Promise<RelatedEntry> => {
    const [{ title = '', url = '' } = {}, its] = await Promise.all([
      context.entry(one.id),
      own(context).profile(one.id),
    ])
    return { id: one.id, title, url, reasons: reasonsOf(profile, its, one, weights) }
  })
  return Promise.all(named)
}

/** All that have anything in common with an entry. */
async function findFor(context: Context, id: string, profile: Profile): Promise<Map<string, Found>> {
  const numbers = binsFor(id, profile)
  const bins = await Promise.all(numbers.map((at) => own(context).bin(at)))
  return findIn(new Map(bins.map((bin, at) => [numbers[at] as number, bin])), id, profile)
}

function inHundredths(share: number): number {
  return Math.round(100 * share)
}
