import type { EntryView, PropsContext, Query } from '@blog-build/core/layout'
import type { ArticleData } from '../../blog.config'
import { type Company, CompanyLine, toCompany } from './company'
import { type TopicLink, TopicList, toTopicLinks } from './topic-list'

/** What a list shows of an article. */
export interface ArticleCardData {
  title: string
  url?: string
  summary: string
  company: Company
  topics: TopicLink[]
}

/** The cards of the articles that answer the query, in the order of the library. */
export async function toArticleCards(
  context: PropsContext,
  query: Omit<Query, 'collection'>,
): Promise<ArticleCardData[]> {
  const articles = await context.entries({ ...query, collection: 'articles' })
  return Promise.all(articles.map((article) => toArticleCard(context, article)))
}

/** One article with its company and topics. */
export async function toArticleCard(context: PropsContext, article: EntryView): Promise<ArticleCardData> {
  const { title, summary, company, topics } = article.data as ArticleData
  const owner = await context.entry(company.id)
  if (!owner) throw new Error(`${article.path}: there is no company \`${company.id}\``)
  return {
    title,
    url: article.url,
    summary,
    company: await toCompany(context, owner),
    topics: await toTopicLinks(context, topics),
  }
}

/** Articles side by side where there is room. */
export function ArticleCards({ cards, level }: { cards: ArticleCardData[]; level: 2 | 3 }) {
  return (
    <div class="article-cards">
      {cards.map((card) => (
        <ArticleCard key={card.url} card={card} level={level} />
      ))}
    </div>
  )
}

function ArticleCard({ card, level }: { card: ArticleCardData; level: 2 | 3 }) {
  const { title, url, summary, company, topics } = card
  const Heading = `h${level}` as const
  return (
    <article class="article-card">
      <CompanyLine company={company} />
      <Heading>
        <a href={url}>{title}</a>
      </Heading>
      <p class="summary">{summary}</p>
      <TopicList topics={topics} />
    </article>
  )
}
