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
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const next = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      let edits = Math.min(
        (last[column] as number) + 1,
        (next[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
      )
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        edits = Math.min(edits, (before[column - 2] as number) + 1)
      }
      next.push(edits)
    }
    if (Math.min(...next) > most) return most + 1
    ;[before, last] = [last, next]
  }
  return last[to.length] as number
}
