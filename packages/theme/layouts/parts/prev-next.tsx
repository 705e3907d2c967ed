import type { EntryView } from '@blog-build/core/layout'
import { words } from './words'

/** A neighbour as it is shown. */
export interface Neighbour {
  title: string
  url: string
}

export interface PrevNextProps {
  /** The older entry. */
  previous?: Neighbour
  /** The newer entry. */
  next?: Neighbour
}

/** Title and address of a neighbour; nothing if it has no page. */
export function toNeighbour(entry: EntryView | undefined): Neighbour | undefined {
  return entry?.url === undefined ? undefined : { title: entry.title, url: entry.url }
}

/** Ways to the entries before and after. */
export function PrevNext({ previous, next }: PrevNextProps) {
  if (!previous && !next) return null
  return (
    <nav class="prev-next" aria-label={words.around}>
      {previous && (
        <a class="previous" rel="prev" href={previous.url}>
          <span class="direction">
            <span aria-hidden="true">←</span> {words.older}
          </span>
          <span class="title">{previous.title}</span>
        </a>
      )}
      {next && (
        <a class="next" rel="next" href={next.url}>
          <span class="direction">
            {words.newer} <span aria-hidden="true">→</span>
          </span>
          <span class="title">{next.title}</span>
        </a>
      )}
    </nav>
  )
}
