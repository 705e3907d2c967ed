import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from './parts/document'
import { Prose } from './parts/prose'

/** Asks for the entry of the page. */
export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  const [entry, content] = await Promise.all([context.entry(id), context.content(id)])
  return { entry, title: entry?.title ?? page.title ?? '', content }
}

/** A page that stands for itself: about, imprint. */
export default function PlainPage(all: LayoutProps<typeof props>) {
  return (
    <Document {...all}>
      <article class="page">
        <header class="post-header">
          <h1>{all.title}</h1>
        </header>
        <Prose content={all.content} />
      </article>
    </Document>
  )
}
