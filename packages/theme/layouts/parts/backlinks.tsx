import type { Service } from '@blog-build/core/layout'
import { DateTime } from './date'
import { words } from './words'

/** An entry that links to the one that is shown. */
export interface Backlink {
  title: string
  url: string
  date?: string
}

/** Provided by the plugin `backlinks`; without it there is no list. */
export const backlinksService: Service<{ to(id: string): Backlink[] }, true> = {
  service: 'backlinks',
  isOptional: true,
}

/** Who links here; nothing if nobody does. */
export function Backlinks({ links, language }: { links: Backlink[]; language: string }) {
  if (links.length === 0) return null
  return (
    <aside class="backlinks" aria-labelledby="Backlinks">
      <h2 id="Backlinks">{words.backlinks}</h2>
      <ul>
        {links.map(({ title, url, date }) => (
          <li key={url}>
            <a href={url}>{title}</a>
            {date && <DateTime date={date} language={language} />}
          </li>
        ))}
      </ul>
    </aside>
  )
}
