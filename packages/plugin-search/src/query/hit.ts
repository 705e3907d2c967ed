/** Pages that were found, as they are shown. */
import { excerptOf, sectionsOf } from './excerpt.js'
import type { Hit } from './found.js'
import { documentName } from './index-reader.js'
import { toMarked } from './seen.js'
import type { Shown } from './window.js'

/** Pages that are shown together. What a hit above says already, a list does not say once more. */
export function toHits(shown: readonly Shown[], rarities: readonly number[]): Hit[] {
  const told = new Set<string>()
  return shown.map((one) => {
    const hit = toHit(one, rarities)
    const text = JSON.stringify(hit.excerpt)
    if (!hit.collection && told.has(text)) hit.excerpt = []
    told.add(text)
    return hit
  })
}

function toHit({ id, score, page, passages }: Shown, rarities: readonly number[]): Hit {
  const { url, title, collection, date, day } = page
  return {
    document: documentName(id),
    url,
    title: toMarked(title, passages[0]?.seen ?? []),
    collection,
    ...(date && { date }),
    ...(day && { day }),
    score,
    excerpt: excerptOf(passages, rarities),
    sections: sectionsOf(page, passages, rarities),
  }
}
