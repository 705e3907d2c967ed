/** Queries that show what there is to find, where the author names none. */
import type { CountedFilter } from './group.js'

const most = 6

/** Fields whose values are no subjects. */
const others = new Set(['authors', 'collection', 'year'])

/**
 * The values that most documents have, of the first field with any that tell documents apart: those of one document say
 * little of a site, and those of more than half of all say nothing.
 *
 * @param counted By group; a value may come several times.
 * @param fields In the order of the options.
 */
export function toSuggestions(
  counted: readonly CountedFilter[],
  fields: readonly string[],
  documents: number,
): string[] {
  for (const field of fields.filter((field) => !others.has(field))) {
    const counts = new Map<string, number>()
    for (const { filter, count } of counted) {
      const [own, value, label = value] = filter
      if (own === field) counts.set(label, (counts.get(label) ?? 0) + count)
    }
    const telling = [...counts].filter(([, count]) => count > 1 && count <= documents / 2)
    telling.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    if (telling.length > 0) return telling.slice(0, most).map(([label]) => label)
  }
  return []
}
