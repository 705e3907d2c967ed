import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { CardList } from './parts/card-list'
import { Document } from './parts/document'
import { toCards } from './parts/entry-card'
import { listPartOf, Pagination } from './parts/pagination'
import { Prose } from './parts/prose'
import { toTermQuery } from './parts/term-query'
import { words } from './parts/words'

/** Asks for one part of what an author wrote, and on the first page for what is said of them. */
export async function props(context: PropsContext, page: Page) {
  const { number, perPage, offset } = listPartOf(page.params)
  const { base } = page.params
  const query = toTermQuery({ ...page.params, field: 'authors' })
  const [cards, count, content] = await Promise.all([
    toCards(context, { ...query, offset, limit: perPage }),
    context.count(query),
    page.entry !== undefined && number === 1 ? context.content(page.entry) : undefined,
  ])
  const index = typeof base === 'string' ? await context.url(base) : undefined
  return { name: page.title ?? String(page.params.term), index, cards, count, content }
}

/** An author and their posts. */
export default function AuthorPage(all: LayoutProps<typeof props>) {
  const { site, page, name, index, cards, count, content } = all
  const { number, pages } = listPartOf(page.params)
  const title = number > 1 ? `${name} (${words.pageOf(number, pages)})` : name
  return (
    <Document {...all} title={title}>
      <header class="list-header">
        {index && (
          <p class="eyebrow">
            <a href={index}>{words.authors}</a>
          </p>
        )}
        <h1>{name}</h1>
        <p class="meta">
          <span>{words.posts(count)}</span>
        </p>
        <Prose content={content} />
      </header>
      <CardList cards={cards} language={site.language} />
      <Pagination page={page} />
    </Document>
  )
}
