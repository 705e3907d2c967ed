import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { CardList } from './parts/card-list'
import { Document } from './parts/document'
import { toCards } from './parts/entry-card'
import { listPartOf, listUrl, Pagination } from './parts/pagination'
import { toTermQuery } from './parts/term-query'
import { words } from './parts/words'

/** Asks for one part of the entries of a term. */
export async function props(context: PropsContext, page: Page) {
  const { perPage, offset } = listPartOf(page.params)
  const field = String(page.params.field)
  const term = String(page.params.term)
  const query = toTermQuery(page.params)
  const [cards, count] = await Promise.all([
    toCards(context, { ...query, offset, limit: perPage }),
    context.count(query),
  ])
  return { field, term, cards, count }
}

/** The entries of one tag. */
export default function TermPage(all: LayoutProps<typeof props>) {
  const { site, page, field, term, cards, count } = all
  const { number, pages } = listPartOf(page.params)
  const title = number > 1 ? `${term} (${words.pageOf(number, pages)})` : term
  return (
    <Document {...all} title={title}>
      <header class="list-header">
        <p class="eyebrow">
          <a href={listUrl(page, 1).replace(/[^/]+\/$/, '')}>{words.field(field)}</a>
        </p>
        <h1>{term}</h1>
        <p class="meta">
          <span>{words.posts(count)}</span>
        </p>
      </header>
      <CardList cards={cards} language={site.language} />
      <Pagination page={page} />
    </Document>
  )
}
