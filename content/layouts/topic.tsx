import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import { listPartOf, Pagination } from '@theme/parts/pagination'
import { ArticleCards, toArticleCards } from './parts/article-card'
import { countedArticles } from './parts/counted'

/** Asks for one part of the articles on a topic. */
export async function props(context: PropsContext, page: Page) {
  const { perPage, offset } = listPartOf(page.params)
  const where = { topics: String(page.params.term) }
  const [cards, count, topics] = await Promise.all([
    toArticleCards(context, { where, offset, limit: perPage }),
    context.count({ collection: 'articles', where }),
    context.url('/topics/'),
  ])
  return { cards, count, topics }
}

/** The articles on one topic, of all companies. */
export default function Topic(all: LayoutProps<typeof props>) {
  const { page, cards, count, topics } = all
  return (
    <Document {...all}>
      <header class="list-header">
        <p class="eyebrow">
          <a href={topics}>Topics</a>
        </p>
        <h1>{page.title}</h1>
        <p class="meta">
          <span>{countedArticles(count)}</span>
        </p>
      </header>
      <ArticleCards cards={cards} level={2} />
      <Pagination page={page} />
    </Document>
  )
}
