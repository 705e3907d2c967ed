import type { LayoutProps } from '@blog-build/core/layout'
import { Document } from '@theme/parts/document'
import type { props } from '@theme/terms'
import { countedArticles } from './parts/counted'

export { props } from '@theme/terms'

/** All topics, with the number of their articles. */
export default function Topics(all: LayoutProps<typeof props>) {
  return (
    <Document {...all}>
      <header class="list-header">
        <h1>{all.page.title}</h1>
      </header>
      <ul class="terms">
        {all.terms.map(({ name, count, url }) => (
          <li key={url}>
            <a href={url}>{name}</a> <span class="count">{countedArticles(count)}</span>
          </li>
        ))}
      </ul>
    </Document>
  )
}
