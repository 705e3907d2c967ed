import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import { Prose } from '@theme/parts/prose'
import { dough } from '../plugins/dough'

export async function props(context: PropsContext, page: Page) {
  const id = page.entry ?? ''
  return {
    title: page.title ?? '',
    // Without a plugin that provides it, the page does without.
    hydration: await context.use(dough.optional)?.hydration(id),
    content: await context.content(id),
  }
}

export default function Post(all: LayoutProps<typeof props>) {
  return (
    <Document {...all}>
      <article>
        <h1>{all.title}</h1>
        {all.hydration !== undefined && <p>Hydration: {all.hydration} %</p>}
        <Prose content={all.content} />
      </article>
    </Document>
  )
}
