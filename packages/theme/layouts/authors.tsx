import type { LayoutProps, Page, PropsContext } from '@blog-build/core/layout'
import { Document } from './parts/document'
import { toAuthors } from './parts/entry-meta'
import { words } from './parts/words'

/** Asks who wrote how much, and who each of them is. */
export async function props(context: PropsContext, page: Page) {
  const { collection } = page.params
  const terms = await (typeof collection === 'string' || Array.isArray(collection)
    ? context.terms('authors', collection)
    : context.terms('authors'))
  const authors = await toAuthors(
    context,
    terms.map(({ name }) => name),
  )
  return { authors: authors.map((author, at) => ({ ...author, count: terms[at]?.count ?? 0 })) }
}

/** Everybody who wrote something, with the number of their posts. */
export default function Authors(all: LayoutProps<typeof props>) {
  const title = all.page.title ?? words.authors
  return (
    <Document {...all} title={title}>
      <header class="list-header">
        <h1>{title}</h1>
      </header>
      {all.authors.length === 0 && <p class="empty">{words.empty}</p>}
      <ul class="terms">
        {all.authors.map(({ name, url, count }) => (
          <li key={`${name} ${url}`}>
            {url ? <a href={url}>{name}</a> : <span>{name}</span>}{' '}
            <span class="count">{words.posts(count)}</span>
          </li>
        ))}
      </ul>
    </Document>
  )
}
