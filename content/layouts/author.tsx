import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { CardList } from '@theme/parts/card-list'
import { Document } from '@theme/parts/document'
import { toCards } from '@theme/parts/entry-card'
import { Prose } from '@theme/parts/prose'

/** Asks for what an author says of themselves, and for their posts. */
export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  const [content, cards] = await Promise.all([
    context.content(id),
    toCards(context, { where: { authors: id.replace(/^authors\//, '') } }),
  ])
  return { content, cards }
}

/** An author and their posts. */
export default function Author(all: LayoutProps<typeof props>) {
  return (
    <Document {...all}>
      <header class="list-header">
        <h1>{all.page.title}</h1>
        <Prose content={all.content} />
      </header>
      <CardList cards={all.cards} language={all.site.language} />
    </Document>
  )
}
