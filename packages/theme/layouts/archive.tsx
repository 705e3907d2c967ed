import type { EntryView, LayoutProps, PropsContext } from '@blog-build/core/layout'
import { DateTime } from './parts/date'
import { Document } from './parts/document'
import { words } from './parts/words'

/** Asks for titles, dates and addresses of all posts. */
export async function props(context: PropsContext) {
  return { years: toYears(await context.entries({ fields: [] })) }
}

/** Entries by year, in the order in which they come; those without a date are under `''`. */
function toYears(entries: EntryView[]) {
  const years = new Map<string, Pick<EntryView, 'title' | 'url' | 'date'>[]>()
  for (const { title, url, date } of entries) {
    const year = date?.slice(0, 4) ?? ''
    const rows = years.get(year)
    if (rows) rows.push({ title, url, date })
    else years.set(year, [{ title, url, date }])
  }
  return [...years].map(([year, rows]) => ({ year, rows }))
}

/** All posts on one page, by year. */
export default function Archive(all: LayoutProps<typeof props>) {
  const { site, page, years } = all
  const title = page.title ?? words.archive
  return (
    <Document {...all} title={title}>
      <header class="list-header">
        <h1>{title}</h1>
      </header>
      {years.length === 0 && <p class="empty">{words.empty}</p>}
      {years.map(({ year, rows }) => (
        <section key={year} class="year">
          <h2>{year || words.undated}</h2>
          <ul>
            {rows.map((row) => (
              <Row key={row.url ?? row.title} {...row} language={site.language} />
            ))}
          </ul>
        </section>
      ))}
    </Document>
  )
}

function Row({
  title,
  url,
  date,
  language,
}: Pick<EntryView, 'title' | 'url' | 'date'> & { language: string }) {
  return (
    <li>
      {url ? <a href={url}>{title}</a> : <span>{title}</span>}
      {date && <DateTime date={date} language={language} form="short" />}
    </li>
  )
}
