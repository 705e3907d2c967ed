import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import { Prose } from '@theme/parts/prose'
import { announcesSearch, Search } from '@theme/parts/search'
import type { CompanyData } from '../blog.config'
import { ArticleCards, toArticleCards } from './parts/article-card'
import { Logo, toCompany } from './parts/company'
import { countedArticles } from './parts/counted'

/** Asks for the company and all of its articles, newest first. */
export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  const entry = await context.entry(id)
  if (!entry) throw new Error(`there is no company \`${id}\``)
  const [company, content, cards, library] = await Promise.all([
    toCompany(context, entry),
    context.content(id),
    toArticleCards(context, { where: { company: id } }),
    context.url('/library/'),
  ])
  return { id, suggestions: (entry.data as CompanyData).suggestions, company, content, cards, library }
}

/** A company: who it is, what its engineering is about, and its articles. */
export default function CompanyPage(all: LayoutProps<typeof props>) {
  const { head, id, suggestions, company, content, cards, library } = all
  return (
    <Document {...all}>
      <header class="company-header">
        <p class="eyebrow">
          <a href={library}>Library</a>
        </p>
        <div class="company-name">
          <Logo company={company} />
          <h1>{company.name}</h1>
        </div>
        <Prose content={content} />
        <p class="meta">
          <span>{countedArticles(cards.length)}</span>
          <a href={company.blog}>{company.name}’s engineering blog</a>
        </p>
        {head.some(announcesSearch) && (
          <Search
            label={`Search ${company.name}’s articles`}
            filters={{ company: id }}
            suggestions={suggestions}
            parameter="find"
          >
            <p>Search needs JavaScript; all articles are below.</p>
          </Search>
        )}
      </header>
      <ArticleCards cards={cards} level={2} />
    </Document>
  )
}
