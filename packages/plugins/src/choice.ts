/** Which of the candidates are named, such that a new one seldom changes what was named before. */

/** An entry in the order of time. */
export interface Dated {
  id: string
  /** `2024-01-31`, or `''`, which is before all days. */
  day: string
}

/** An entry that could be named, and how well it fits. */
export interface Candidate extends Dated {
  score: number
}

/**
 * The best candidates, best first; of equal ones the newer, then by id.
 *
 * What is older than the entry itself competes freely. What is newer comes after it, oldest first, as if the
 * site were written anew: it takes a free place, or that of the weakest if it is better by `gain`; with 0 the best are
 * named, whatever that changes. So what a new
 * entry changes is decided by what stood before it; and it is, all the same, a function of the candidates alone.
 */
export function chooseRelated<C extends Candidate>(
  entry: Dated,
  candidates: readonly C[],
  { limit, gain }: { limit: number; gain: number },
): C[] {
  const isNewer = (one: C) => byTime(entry, one) < 0
  const chosen = candidates
    .filter((one) => !isNewer(one))
    .sort(byScore)
    .slice(0, limit)
  for (const one of candidates.filter(isNewer).sort(byTime)) {
    if (chosen.length === limit) {
      const weakest = chosen.pop() as C
      chosen.push(one.score < weakest.score + gain ? weakest : one)
    } else {
      chosen.push(one)
    }
    chosen.sort(byScore)
  }
  return chosen
}

function byTime(a: Dated, b: Dated): number {
  return compare(a.day, b.day) || compare(a.id, b.id)
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || -compare(a.day, b.day) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
