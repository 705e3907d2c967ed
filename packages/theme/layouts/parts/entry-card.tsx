import type { EntryView, PropsContext, Query } from '@blog-build/core/layout'
import { EntryMeta } from './entry-meta'
import { readingTime } from './reading-time'
import { type TagLink, TagList, toTagLinks } from './tag-list'

/** What a list shows of an entry, and no more: a smaller answer changes less often. */
export interface Card {
  title: string
  url?: string
  date?: string
  minutes: number
  /** The entry's summary, else its excerpt. */
  summary: string
  tags: TagLink[]
}

/** The cards of the entries that answer the query. */
export async function toCards(context: PropsContext, query: Query): Promise<Card[]> {
  const entries = await context.entries({ ...query, fields: [] })
  return Promise.all(entries.map((entry) => toCard(context, entry)))
}

async function toCard(context: PropsContext, entry: EntryView): Promise<Card> {
  const [{ excerpt, words }, tags] = await Promise.all([
    context.outline(entry.id),
    toTagLinks(context, entry.tags),
  ])
  const { title, url, date, summary } = entry
  return { title, url, date, minutes: readingTime(words), summary: summary ?? excerpt, tags }
}

/** One entry in a list. */
export function EntryCard({ card, language }: { card: Card; language: string }) {
  const { title, url, date, minutes, summary, tags } = card
  return (
    <article class="card">
      <EntryMeta date={date} minutes={minutes} language={language} />
      <h2>{url ? <a href={url}>{title}</a> : title}</h2>
      {summary && <p>{summary}</p>}
      <TagList tags={tags} />
    </article>
  )
}
