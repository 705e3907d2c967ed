/** Queries that show what there is to find, where the author names none. */
import type { Term } from '@blog-build/core/plugin'

const most = 6

/**
 * The most used terms that tell entries apart: those of one entry say little of a site, and those of more than half of
 * all entries say nothing.
 *
 * @param terms Most used first.
 */
export function toSuggestions(terms: readonly Term[], entries: number): string[] {
  return terms
    .filter(({ count }) => count > 1 && count <= entries / 2)
    .slice(0, most)
    .map(({ name }) => name)
}
