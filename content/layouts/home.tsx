import type { EntryView, LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { props as askForPosts } from '@theme/home'
import { CardList } from '@theme/parts/card-list'
import { Document } from '@theme/parts/document'
import { Pagination } from '@theme/parts/pagination'
import { ArticleCards, toArticleCards } from './parts/article-card'
import { countedArticles } from './parts/counted'

/** How many articles of each company the home page shows. */
const shown = 4

/** Asks for the newest posts, and on the first page for the newest articles of each company. */
export async function props(context: PropsContext, page: Page) {
  const { number, pages, cards } = await askForPosts(context, page)
  const companies = number > 1 ? [] : await context.entries({ collection: 'companies', fields: [] })
  return {
    number,
    pages,
    posts: cards,
    companies: await Promise.all(companies.map((company) => toShelf(context, company))),
  }
}

async function toShelf(context: PropsContext, { id, title, url }: EntryView) {
  const where = { company: id }
  const [cards, count] = await Promise.all([
    toArticleCards(context, { where, limit: shown }),
    context.count({ collection: 'articles', where }),
  ])
  return { name: title, url, cards, count }
}

/** The newest posts and the way into the library. */
export default function Home(all: LayoutProps<typeof props>) {
  const { site, page, number, pages, posts, companies } = all
  const title = number > 1 ? `Page ${number} of ${pages}` : site.title
  return (
    <Document {...all} title={title}>
      {number > 1 ? (
        <h1 class="visually-hidden">{title}</h1>
      ) : (
        <section class="intro">
          <h1 class="visually-hidden">{title}</h1>
          <p class="statement">{site.description}</p>
        </section>
      )}
      <CardList cards={posts} language={site.language} />
      <Pagination page={page} />
      {companies.map(({ name, url, cards, count }) => (
        <section key={url} class="shelf">
          <header>
            <h2>Newest from {name}</h2>
            <a href={url}>All {countedArticles(count)}</a>
          </header>
          <ArticleCards cards={cards} level={3} />
        </section>
      ))}
    </Document>
  )
}
