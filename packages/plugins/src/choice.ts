/** Which of the candidates are named, such that a new one seldom changes what was named before. */

/** An entry that could be named, and how well it fits. */
export interface Candidate {
  /** Its place among all entries, from old to new. */
  place: number
  score: number
}

/**
 * The best candidates, best first; of equal ones the newer.
 *
 * What is older than the entry itself competes freely. What is newer comes after it, as if the site were written
 * anew: it takes a free place, or that of the weakest if it is better by `gain`; with 0 the best are named, whatever
 * that changes. So what a new entry changes is decided by what stood before it; and it is, all the same, a function of
 * the candidates alone.
 *
 * @param place That of the entry.
 * @param candidates From old to new.
 */
export function chooseRelated<C extends Candidate>(
  place: number,
  candidates: readonly C[],
  { limit, gain }: { limit: number; gain: number },
): C[] {
  const chosen: C[] = []
  for (const one of candidates) {
    const needed = one.place < place ? 0 : gain
    const weakest = chosen.length < limit ? undefined : chosen.at(-1)
    if (limit === 0 || (weakest && one.score < weakest.score + needed)) continue
    if (weakest) chosen.pop()
    const weaker = chosen.findIndex(({ score }) => score <= one.score)
    chosen.splice(weaker < 0 ? chosen.length : weaker, 0, one)
  }
  return chosen
}
