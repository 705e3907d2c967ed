/** Terms whose names differ and whose addresses do not. */
import type { Term } from '@blog-build/core/plugin'

/** Terms keep their order, most used first, so that the first of a group is the one that has the page. */
export function groupBySlug(terms: readonly Term[]): Map<string, Term[]> {
  const groups = new Map<string, Term[]>()
  for (const term of terms) {
    const group = groups.get(term.slug)
    if (group) group.push(term)
    else groups.set(term.slug, [term])
  }
  return groups
}
