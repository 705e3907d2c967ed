/** The place of an entry in its series. */
import { defineService, type EntryView, toInstant } from '@blog-build/core/plugin'

/** One part of a series, as lists show it. */
export interface SeriesPart {
  id: string
  title: string
  date?: string
  /** Address of its page, without the base path; absent if it has none. */
  permalink?: string
}

/** Where an entry stands in its series. */
export interface SeriesPlace {
  /** Name of the series. */
  name: string
  /** Address of the page of the series, without the base path. */
  permalink: string
  /** From 1: the place in the order, whatever numbers the entries give themselves. */
  part: number
  /** How many parts there are now. */
  parts: number
  /** The parts before and after. */
  previous?: SeriesPart
  next?: SeriesPart
}

/**
 * What the plugin `series` knows: the place of an entry in its series, nothing if it is in none, and the parts
 * of a series in order.
 *
 * ```ts
 * requires: [seriesParts.optional]
 * const place = await context.use(seriesParts.optional)?.seriesOf('posts/engine-2')
 * ```
 */
export const seriesParts = defineService<{
  seriesOf(id: string): SeriesPlace | undefined
  partsOf(name: string): SeriesPart[]
}>('series')

/** Fields of the frontmatter that say the place in a series; `part` wins. */
export const partFields = ['part', 'seriesOrder']

/** What an entry says of its place: a number, of any size and with gaps. */
export function partOf({ data }: Pick<EntryView, 'data'>): number | undefined {
  const values = partFields.map((field) => data[field])
  return values.find((value): value is number => typeof value === 'number' && Number.isFinite(value))
}

/**
 * By the numbers that the entries give themselves; then those without one, the oldest first; then by id.
 *
 * @param timeZone Of the site: what a date without an offset means.
 */
export function inSeriesOrder(entries: readonly EntryView[], timeZone: string): EntryView[] {
  return entries
    .map((entry) => ({ entry, key: keyOf(entry, timeZone) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ entry }) => entry)
}

type Key = readonly [part: number, instant: number, id: string]

/** What an entry does not say comes after all that others say. */
function keyOf(entry: EntryView, timeZone: string): Key {
  const { date, id } = entry
  const instant = date === undefined ? Number.MAX_VALUE : Date.parse(toInstant(date, timeZone))
  return [partOf(entry) ?? Number.MAX_VALUE, instant, id]
}

function compareKeys(a: Key, b: Key): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0
}
