/**
 * The candidate that the author most likely meant by `word`, or nothing if none is near enough.
 * Nearness is the number of single-letter insertions, deletions, replacements and swaps of neighbours,
 * with letter case ignored. Of equally near candidates the first by code unit wins.
 *
 * @param maxDistance Greatest number of edits, inclusive; short words are allowed fewer than their length.
 */
export function nearest(word: string, candidates: Iterable<string>, maxDistance = 2): string | undefined {
  const wanted = word.toLowerCase()
  let best: string | undefined
  let bestDistance = maxDistance + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance)
    // Two edits turn any two-letter word into any other: a suggestion must share something with the word.
    if (distance >= Math.max(wanted.length, candidate.length)) continue
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && candidate < best)) {
      best = candidate
      bestDistance = distance
    }
  }
  return bestDistance <= maxDistance ? best : undefined
}

/** Damerau-Levenshtein distance (neighbour swaps only), or any number above `limit` if it is above. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2]
      if (swapped && left[row - 2] === right[column - 1]) cost = Math.min(cost, at(before, column - 2) + 1)
      current.push(cost)
    }
    if (Math.min(...current) > limit) return limit + 1
    before = previous
    previous = current
  }
  return at(previous, right.length)
}

/** Rows are full whenever they are read. */
function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
