/** A page that was found, as it is shown. */
import { excerptOf, sectionsOf, type Telling } from './excerpt.js'
import type { Hit } from './found.js'
import { documentName } from './index-reader.js'
import { toMarked } from './seen.js'
import type { Shown } from './window.js'

export function toHit({ id, score, page, passages }: Shown, telling: Telling): Hit {
  const { url, title, collection, date, day } = page
  const words = passages.find(({ kind }) => kind === 'title')?.words ?? []
  return {
    document: documentName(id),
    url,
    title: toMarked(title, words, telling.seen),
    collection,
    ...(date && { date }),
    ...(day && { day }),
    score,
    excerpt: excerptOf(passages, telling),
    sections: sectionsOf(page, passages, telling),
  }
}
