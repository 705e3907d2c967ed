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
  let nearest = 0
  for (const { words } of count > 1 ? passages : []) {
    const latest = new Map<number, number>()
    words.forEach((word, at) => {
      const number = seen(word)
      if (number === undefined) return
      // Set anew, so that the first of the map is the one that was seen longest ago.
      latest.delete(number)
      latest.set(number, at)
      const [first = at] = latest.values()
      if (latest.size === count) nearest = Math.max(nearest, count / (at - first + 1))
    })
  }
  return nearest
}

/** The share that the words of the query have in a title with all of them; 1 if it says nothing else. */
export function titleShareOf(passages: readonly Passage[], seen: Seen, count: number): number {
  const words = passages.find(({ kind }) => kind === 'title')?.words ?? []
  const found = words.map(seen).filter((at) => at !== undefined)
  return count > 0 && new Set(found).size === count ? found.length / words.length : 0
}
