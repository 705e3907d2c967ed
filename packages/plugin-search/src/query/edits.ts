/** How far two words are apart. */

/**
 * Whether one word becomes another by so many edits: a letter more, less or other, or two neighbours swapped (the
 * optimal string alignment of Damerau's distance).
 *
 * @param most Greatest number of edits that is of interest.
 * @returns The number of edits, or something greater than `most`.
 */
export function editsBetween(from: readonly string[], to: readonly string[], most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1
  let same = 0
  while (same < from.length && from[same] === to[same]) same++
  const [left, right] = [from.slice(same), to.slice(same)]
  if (left.length === 0 || right.length === 0) return left.length + right.length
  if (most === 0) return 1
  const after = (some: number, others: number) =>
    1 + editsBetween(left.slice(some), right.slice(others), most - 1)
  const isSwapped = left[0] === right[1] && left[1] === right[0]
  return Math.min(after(1, 0), after(0, 1), after(1, 1), isSwapped ? after(2, 2) : most + 1)
}
