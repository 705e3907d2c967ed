import type { Html, LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import { PrevNext, toNeighbour } from '@theme/parts/prev-next'
import { Prose } from '@theme/parts/prose'
import { toArticleCard } from './parts/article-card'
import { CompanyLine } from './parts/company'
import { TopicList } from './parts/topic-list'

/** Asks for the article, its company, and the articles before and after it. */
export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  const entry = await context.entry(id)
  if (!entry) throw new Error(`there is no article \`${id}\``)
  const [article, content, { previous, next }] = await Promise.all([
    toArticleCard(context, entry),
    context.content(id),
    context.neighbours(id),
  ])
  return { article, content, previous: toNeighbour(previous), next: toNeighbour(next) }
}

/** What the library knows of one article. */
export default function ArticlePage(all: LayoutProps<typeof props>) {
  const { title, summary, company, topics } = all.article
  return (
    <Document {...all}>
      <article class="library-article">
        <header class="post-header">
          <CompanyLine company={company} linked />
          <h1>{title}</h1>
        </header>
        <p class="lead">{summary}</p>
        <Note content={all.content} />
        <p class="source">
          What is said here is ours. The article itself is on{' '}
          <a href={company.blog}>{company.name}’s engineering blog</a>.
        </p>
        <TopicList topics={topics} />
      </article>
      <PrevNext previous={all.previous} next={all.next} />
    </Document>
  )
}

/** What we say about the article, under a heading of its own; nothing for entries without text. */
function Note({ content }: { content: Html | undefined }) {
  if (!content?.__html) return null
  return (
    <section class="note" aria-labelledby="note">
      <h2 id="note">Note</h2>
      <Prose content={content} />
    </section>
  )
}
