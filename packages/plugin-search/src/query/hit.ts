/** A page that was found, as it is shown. */
import { excerptOf, sectionsOf } from './excerpt.js'
import type { Hit } from './found.js'
import { documentName } from './index-reader.js'
import type { Passage } from './passages.js'
import { createSeen, toMarked } from './seen.js'
import type { Searched } from './term-search.js'
import type { Shown } from './window.js'

export function toHit({ page, ranked }: Shown, passages: readonly Passage[], { words }: Searched): Hit {
  const seen = createSeen(words.map(({ seenAs }) => seenAs))
  const telling = { seen, rarities: words.map(({ rarity }) => rarity) }
  const title = passages.find(({ kind }) => kind === 'title')
  return {
    document: documentName(ranked.id),
    url: page.url,
    title: toMarked(page.title, title?.words ?? [], seen),
    collection: page.collection,
    ...(page.date === undefined ? {} : { date: page.date }),
    score: ranked.score,
    excerpt: excerptOf(passages, telling),
    sections: sectionsOf(page, passages, telling),
  }
}
