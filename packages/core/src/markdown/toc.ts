/** The table of contents. */
import type { Root } from 'hast'
import type { TocItem } from '../model.js'
import { headingDepth, headingsOf, idOf } from './headings.js'
import { textOf } from './text.js'

/** Headings `h2` to `h4` with an id, each below the nearest shallower one before it. */
export function tocOf(tree: Root): TocItem[] {
  const top: TocItem[] = []
  const open: TocItem[] = []
  for (const heading of headingsOf(tree)) {
    const depth = headingDepth(heading)
    const id = idOf(heading)
    if (id === undefined || depth < 2 || depth > 4) continue
    const item: TocItem = { id, text: textOf(heading), depth, children: [] }
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop()
    const list = open.at(-1)?.children ?? top
    list.push(item)
    open.push(item)
  }
  return top
}
