import type { PropsContext, Service } from '@blog-build/core/layout'
import { words } from './words'

/** A part of a series, as the plugin tells it. */
export interface SeriesPart {
  id: string
  title: string
  date?: string
  permalink?: string
}

/** What the plugin `series` is asked, in sites that have it. */
export const seriesParts: Service<
  {
    seriesOf(id: string):
      | {
          name: string
          permalink: string
          part: number
          parts: number
          previous?: SeriesPart
          next?: SeriesPart
        }
      | undefined
    partsOf(name: string): SeriesPart[]
  },
  true
> = { service: 'series', isOptional: true }

/** Where a post stands in its series, with addresses. */
export interface SeriesPlace {
  name: string
  url: string
  /** From 1. */
  part: number
  parts: number
  previous?: { title: string; url: string }
  next?: { title: string; url: string }
}

/** The place of an entry in its series; nothing if it is in none. */
export async function toSeriesPlace(context: PropsContext, id: string): Promise<SeriesPlace | undefined> {
  const place = await context.use(seriesParts)?.seriesOf(id)
  if (!place) return undefined
  const { name, permalink, part, parts, previous, next } = place
  const [url, before, after] = await Promise.all([
    context.url(permalink),
    toLink(context, previous),
    toLink(context, next),
  ])
  return { name, url, part, parts, ...(before && { previous: before }), ...(after && { next: after }) }
}

async function toLink(context: PropsContext, part: SeriesPart | undefined) {
  return part?.permalink === undefined
    ? undefined
    : { title: part.title, url: await context.url(part.permalink) }
}

/** One line before the text: which part of what this is, and the ways to the parts around it. */
export function SeriesNav({ place }: { place: SeriesPlace | undefined }) {
  if (!place) return null
  const { name, url, part, parts, previous, next } = place
  return (
    <nav class="series" aria-label={words.series}>
      <p>
        {words.partOf(part, parts)}: <a href={url}>{name}</a>
      </p>
      {(previous || next) && (
        <ul>
          {previous && (
            <li>
              {words.earlierPart}: <a href={previous.url}>{previous.title}</a>
            </li>
          )}
          {next && (
            <li>
              {words.laterPart}: <a href={next.url}>{next.title}</a>
            </li>
          )}
        </ul>
      )}
    </nav>
  )
}
