import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { DateTime } from './parts/date'
import { Document } from './parts/document'
import { seriesParts } from './parts/series-nav'
import { words } from './parts/words'

/** Asks for the parts of a series, in their order. */
export async function props(context: PropsContext, page: Page) {
  const name = String(page.params.term)
  const { base } = page.params
  const parts = (await context.use(seriesParts)?.partsOf(name)) ?? []
  return {
    name,
    index: typeof base === 'string' ? await context.url(base) : undefined,
    parts: await Promise.all(
      parts.map(async ({ title, date, permalink }) => ({
        title,
        date,
        url: permalink === undefined ? undefined : await context.url(permalink),
      })),
    ),
  }
}

/** All parts of a series, the first one first. */
export default function Series(all: LayoutProps<typeof props>) {
  const { site, name, index, parts } = all
  return (
    <Document {...all} title={name}>
      <header class="list-header">
        {index && (
          <p class="eyebrow">
            <a href={index}>{words.series}</a>
          </p>
        )}
        <h1>{name}</h1>
        <p class="meta">
          <span>{words.parts(parts.length)}</span>
        </p>
      </header>
      {parts.length === 0 && <p class="empty">{words.empty}</p>}
      <ol class="parts">
        {parts.map(({ title, date, url }) => (
          <li key={url ?? title}>
            {url ? <a href={url}>{title}</a> : title}
            {date && <DateTime date={date} language={site.language} />}
          </li>
        ))}
      </ol>
    </Document>
  )
}
