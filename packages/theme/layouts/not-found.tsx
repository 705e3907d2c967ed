import type { LayoutProps } from '@blog-build/core/layout'
import { Document } from './parts/document'
import { words } from './parts/words'

/** Asks for nothing: the page is the same whatever the site holds. */
export async function props() {
  return {}
}

/** What readers see at an address that does not exist. */
export default function NotFound(all: LayoutProps<typeof props>) {
  return (
    <Document {...all} title={words.lost}>
      <div class="lost">
        <p class="eyebrow">404</p>
        <h1>{words.lost}</h1>
        <p>{words.lostText}</p>
        <p>
          <a href={all.site.home}>{words.toHome}</a>
        </p>
      </div>
    </Document>
  )
}
