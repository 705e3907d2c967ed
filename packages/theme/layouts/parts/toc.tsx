import type { TocItem } from '@blog-build/core/layout'
import { words } from './words'

/** Fewer headings than this need no table of contents. */
const least = 3

/** Table of contents, two levels deep: folded on narrow screens, beside the text on wide ones. */
export function Toc({ items }: { items: TocItem[] }) {
  if (countOf(items) < least) return null
  return (
    <nav class="toc" aria-label={words.contents}>
      <details>
        <summary>{words.contents}</summary>
        <TocList items={items} levels={2} />
      </details>
    </nav>
  )
}

function TocList({ items, levels }: { items: TocItem[]; levels: number }) {
  return (
    <ol>
      {items.map(({ id, text, children }) => (
        <li key={id}>
          <a href={`#${encodeURIComponent(id)}`}>{text}</a>
          {levels > 1 && children.length > 0 && <TocList items={children} levels={levels - 1} />}
        </li>
      ))}
    </ol>
  )
}

function countOf(items: TocItem[]): number {
  return items.reduce((sum, item) => sum + 1 + countOf(item.children), 0)
}
