import type { EntryView, LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import { Logo, toCompany } from './parts/company'
import { countedArticles } from './parts/counted'

/** Asks for all companies and the number of their articles. */
export async function props(context: PropsContext, page: Page) {
  const companies = await context.entries({ collection: 'companies' })
  const entry = await context.entry(page.entry ?? '')
  return {
    lead: entry?.summary,
    companies: await Promise.all(companies.map((company) => toRow(context, company))),
  }
}

async function toRow(context: PropsContext, entry: EntryView) {
  const [company, articles] = await Promise.all([
    toCompany(context, entry),
    context.count({ collection: 'articles', where: { company: entry.id } }),
  ])
  return { company, articles }
}

/** All companies of the library. */
export default function Library(all: LayoutProps<typeof props>) {
  return (
    <Document {...all}>
      <header class="list-header">
        <h1>{all.page.title}</h1>
        {all.lead && <p class="lead">{all.lead}</p>}
      </header>
      <div class="companies">
        {all.companies.map(({ company, articles }) => (
          <article key={company.url} class="company-card">
            <Logo company={company} />
            <h2>
              <a href={company.url}>{company.name}</a>
            </h2>
            <p class="summary">{company.summary}</p>
            <p class="meta">
              <span>{countedArticles(articles)}</span>
            </p>
          </article>
        ))}
      </div>
    </Document>
  )
}
