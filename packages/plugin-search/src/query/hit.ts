/** Pages that were found, as they are shown. */
import { excerptOf, sectionsOf, type Telling } from './excerpt.js'
import type { Hit } from './found.js'
import { documentName } from './index-reader.js'
import { toMarked } from './seen.js'
import type { Shown } from './window.js'

/** Pages that are shown together. What a hit above says already, a list does not say once more. */
export function toHits(shown: readonly Shown[], telling: Telling): Hit[] {
  const told = new Set<string>()
  return shown.map((one) => {
    const hit = toHit(one, telling)
    const text = JSON.stringify(hit.excerpt)
    if (!hit.collection && told.has(text)) hit.excerpt = []
    told.add(text)
    return hit
  })
}

function toHit({ id, score, page, passages }: Shown, telling: Telling): Hit {
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
