/** How near to each other the words of a query stand in a page. */
import type { Passage } from './passages.js'
import type { Seen } from './seen.js'

/**
 * The share that the words of the query have in the shortest stretch of a passage with all of them.
 *
 * @param count How many words that are.
 * @returns From 0, where no passage has all, to 1, where they stand side by side.
 */
export function nearnessOf(passages: readonly Passage[], seen: Seen, count: number): number {
  if (count < 2) return 0
  return Math.max(0, ...passages.map(({ words }) => count / shortestWith(words.map(seen), count)))
}

/** The share that the words of the query have in a title with all of them; 1 if it says nothing else. */
export function titleShareOf(passages: readonly Passage[], seen: Seen, count: number): number {
  const words = passages.find(({ kind }) => kind === 'title')?.words ?? []
  const found = words.map(seen).filter((at) => at !== undefined)
  return count > 0 && new Set(found).size === count ? found.length / words.length : 0
}

/** Length of the shortest stretch with all numbers below `count`; infinite if there is none. */
function shortestWith(numbers: readonly (number | undefined)[], count: number): number {
  const latest = new Map<number, number>()
  let shortest = Number.POSITIVE_INFINITY
  for (const [at, number] of numbers.entries()) {
    if (number === undefined) continue
    // Set anew, so that the first of the map is the one that was seen longest ago.
    latest.delete(number)
    latest.set(number, at)
    const [first = at] = latest.values()
    if (latest.size === count) shortest = Math.min(shortest, at - first + 1)
  }
  return shortest
}
