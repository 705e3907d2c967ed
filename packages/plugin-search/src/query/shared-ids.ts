/** Documents that several words, or several filters, have in common. */

/** Those that are in all of the lists; none of no lists. */
export function sharedIds(lists: readonly ReadonlySet<number>[]): number[] {
  const [first, ...others] = lists
  return [...(first ?? [])].filter((id) => others.every((list) => list.has(id)))
}
