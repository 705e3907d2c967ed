/** Gives headings the ids that GitHub gives them. */

import GithubSlugger from 'github-slugger'
import type { Root } from 'hast'
import { headingsOf, idOf } from './headings.js'
import { idsOf } from './ids.js'
import { textOf } from './text.js'

/** Id of a heading whose text has no letter or digit, an emoji for example. */
const NAMELESS = 'section'

/**
 * Ids from the text, numbered where they repeat, never one that an author wrote himself somewhere in
 * the document. Composed and decomposed accents give the same id.
 */
export function rehypeHeadingIds() {
  return (tree: Root): void => {
    const taken = new Set(idsOf(tree))
    const slugger = new GithubSlugger()
    for (const heading of headingsOf(tree)) {
      if (idOf(heading) !== undefined) continue
      const text = textOf(heading).normalize('NFC')
      const base = /[\p{L}\p{N}]/u.test(text) ? text : NAMELESS
      let id = slugger.slug(base)
      while (taken.has(id)) id = slugger.slug(base)
      taken.add(id)
      heading.properties.id = id
    }
  }
}
