import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from './parts/document'
import { EntryMeta, toAuthors } from './parts/entry-meta'
import { PrevNext, toNeighbour } from './parts/prev-next'
import { Prose } from './parts/prose'
import { readingTime } from './parts/reading-time'
import { Related, toRelated } from './parts/related'
import { SeriesNav, toSeriesPlace } from './parts/series-nav'
import { TagList, toTagLinks } from './parts/tag-list'
import { Toc } from './parts/toc'

/** Asks for the entry of the page and what stands around it. */
export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  const [entry, content, outline, { previous, next }] = await Promise.all([
    context.entry(id),
    context.content(id),
    context.outline(id),
    context.neighbours(id),
  ])
  return {
    // For overrides that inherit these props: the whole entry, with the data of its collection.
    entry,
    title: entry?.title ?? page.title ?? '',
    date: entry?.date,
    updated: entry?.updated,
    authors: await toAuthors(context, entry?.authors ?? []),
    minutes: readingTime(outline.words),
    tags: await toTagLinks(context, entry?.tags ?? []),
    series: await toSeriesPlace(context, id),
    toc: outline.toc,
    content,
    related: await toRelated(context, id),
    previous: toNeighbour(previous),
    next: toNeighbour(next),
  }
}

/** An article. */
export default function Post(all: LayoutProps<typeof props>) {
  const { site, title, date, updated, minutes, tags, series, toc, content, related, previous, next } = all
  const authors = all.authors.length === 0 && site.author ? [{ name: site.author }] : all.authors
  return (
    <Document {...all}>
      <article class="post">
        <header class="post-header">
          <h1>{title}</h1>
          <EntryMeta {...{ date, updated, authors, minutes }} language={site.language} />
          <SeriesNav place={series} />
        </header>
        <Toc items={toc} />
        <Prose content={content} />
        <TagList tags={tags} />
      </article>
      <Related posts={related} />
      <PrevNext previous={previous} next={next} />
    </Document>
  )
}
