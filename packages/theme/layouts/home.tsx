import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { CardList } from './parts/card-list'
import { Document } from './parts/document'
import { toCards } from './parts/entry-card'
import { listPartOf, Pagination } from './parts/pagination'
import { Prose } from './parts/prose'
import { words } from './parts/words'

/** Asks for one part of the newest posts, and on the first page for the content above them. */
export async function props(context: PropsContext, page: Page) {
  const { number, pages, perPage, offset } = listPartOf(page.params)
  const [cards, welcome] = await Promise.all([
    toCards(context, { offset, limit: perPage }),
    page.entry !== undefined && number === 1 ? toWelcome(context, page.entry) : undefined,
  ])
  return { number, pages, cards, welcome }
}

/** The content of `pages/index`; without a title if it has none but its file's name or a subheading. */
async function toWelcome(context: PropsContext, id: string) {
  const [entry, content, { heading, toc }] = await Promise.all([
    context.entry(id),
    context.content(id),
    context.outline(id),
  ])
  const own = typeof entry?.data.title === 'string' || (heading !== undefined && toc[0]?.text !== heading)
  return { title: own ? entry?.title : undefined, content }
}

/** The newest posts. */
export default function Home(all: LayoutProps<typeof props>) {
  const { site, page, cards, number, pages, welcome } = all
  const title = number > 1 ? words.pageOf(number, pages) : site.title
  return (
    <Document {...all} title={title}>
      {number > 1 ? <h1 class="visually-hidden">{title}</h1> : <Intro {...{ site, welcome }} />}
      <CardList cards={cards} language={site.language} />
      <Pagination page={page} />
    </Document>
  )
}

/**
 * The description speaks large: the name of the site already stands in the header above it,
 * so that the heading is for those who do not see that.
 */
function Intro({ site, welcome }: Pick<LayoutProps<typeof props>, 'site' | 'welcome'>) {
  if (welcome) {
    return (
      <section class="intro">
        <h1>{welcome.title ?? site.title}</h1>
        <Prose content={welcome.content} />
      </section>
    )
  }
  return (
    <section class="intro">
      <h1 class={site.description ? 'visually-hidden' : undefined}>{site.title}</h1>
      {site.description && <p class="statement">{site.description}</p>}
    </section>
  )
}
