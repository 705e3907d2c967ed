/** How near to each other the words of a query stand in a page. */
import type { SeenPassage } from './passages.js'
import { numbersIn } from './seen.js'

/**
 * The share that the words of the query have in the shortest stretch of a passage with all of them.
 *
 * @param count How many words that are.
 * @returns From 0, where no passage has all, to 1, where they stand side by side.
 */
export function nearnessOf(passages: readonly SeenPassage[], count: number): number {
  let nearest = 0
  for (const { seen } of count > 1 ? passages : []) {
    const latest = new Map<number, number>()
    for (const { number, at } of seen) {
      // Set anew, so that the first of the map is the one that was seen longest ago.
      latest.delete(number)
      latest.set(number, at)
      const [first = at] = latest.values()
      if (latest.size === count) nearest = Math.max(nearest, count / (at - first + 1))
    }
  }
  return nearest
}

/** The share that the words of the query have in a title with all of them; 1 if it says nothing else. */
export function titleShareOf([title]: readonly SeenPassage[], count: number): number {
  const { seen, words } = title as SeenPassage
  return count > 0 && numbersIn(seen).size === count ? seen.length / words.length : 0
}
