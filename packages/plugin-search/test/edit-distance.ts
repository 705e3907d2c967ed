// How far two words are apart, as its definition has it: what the search's own count is compared with.

/** The optimal string alignment, as its definition has it. */
export function distance(from: string, to: string): number {
  const [a, b] = [[...from], [...to]]
  const known = new Map<string, number>()
  const between = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = `${i} ${j}`
    const found = known.get(key)
    if (found !== undefined) return found
    const least = Math.min(
      between(i - 1, j) + 1,
      between(i, j - 1) + 1,
      between(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]),
      i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? between(i - 2, j - 2) + 1 : i + j,
    )
    known.set(key, least)
    return least
  }
  return between(a.length, b.length)
}
