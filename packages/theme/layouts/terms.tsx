import type { LayoutProps, Page, PropsContext, Term } from '@blog-build/core/layout'
import { Document } from './parts/document'
import { words } from './parts/words'

/** Asks for all terms of a field. */
export async function props(context: PropsContext, page: Page) {
  const field = String(page.params.field)
  const { base, collection } = page.params
  const root = typeof base === 'string' ? base : page.permalink
  const terms = await (typeof collection === 'string' || Array.isArray(collection)
    ? context.terms(field, collection)
    : context.terms(field))
  return { field, terms: await Promise.all(terms.map((term) => toRow(context, root, term))) }
}

async function toRow(context: PropsContext, root: string, { name, slug, count }: Term) {
  return { name, count, url: await context.url(`${root}${slug}/`) }
}

/** All tags, with the number of their posts. */
export default function Terms(all: LayoutProps<typeof props>) {
  const title = all.page.title ?? words.field(all.field)
  return (
    <Document {...all} title={title}>
      <header class="list-header">
        <h1>{title}</h1>
      </header>
      {all.terms.length === 0 && <p class="empty">{words.empty}</p>}
      <ul class="terms">
        {all.terms.map(({ name, count, url }) => (
          <li key={url}>
            <a href={url}>{name}</a> <span class="count">{words.posts(count)}</span>
          </li>
        ))}
      </ul>
    </Document>
  )
}
