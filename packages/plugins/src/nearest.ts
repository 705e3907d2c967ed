/** The entries that are nearest to each, of a whole site at once. */
import { type Candidate, chooseRelated } from './choice.js'
import { type Evidence, type Links, toScore, type Weights } from './likeness.js'
import { type Compared, toPostings } from './postings.js'
import { hashOf } from './text-hash.js'

/** An entry that is near another. What else the two have in common is seen by their profiles. */
export interface Near extends Links {
  id: string
}

/** Entries that are near to others, nearest first, by the ids of these. */
export type Shelf = Record<string, Near[]>

/** What decides on who is near. Scores are hundredths. */
export interface Measure {
  weights: Weights
  limit: number
  minimum: number
  gain: number
}

/** Who asks for one entry is told of others on its shelf too, so there are many. */
const shelves = 256

/**
 * Who is near to whom. All are compared in one go: an entry alone would have to look at each that it shares a tag
 * with, and so it would look again whenever any of these changes. Here a change costs one run, and what it leaves is on
 * other shelves.
 *
 * @param all From old to new: see `chooseRelated`.
 */
export function toNearest(all: readonly Compared[], { weights, minimum, ...rules }: Measure): Shelf[] {
  const made = Array.from({ length: shelves }, (): Shelf => ({}))
  const postings = toPostings(all)
  const scoreOf = toScore(weights)
  for (const [place, { id }] of all.entries()) {
    const candidates: (Candidate & { evidence: Evidence })[] = []
    postings.inCommon(place, (other, evidence) => {
      const score = scoreOf(evidence)
      if (score >= minimum) candidates.push({ place: other, score, evidence })
    })
    const shelf = made[shelfOf(id)] as Shelf
    shelf[id] = chooseRelated(place, candidates, rules).map((one) => ({
      id: (all[one.place] as Compared).id,
      linksHere: one.evidence.linksHere,
      linksThere: one.evidence.linksThere,
    }))
  }
  return made
}

/** The number of the shelf on which an entry stands. */
export function shelfOf(id: string): number {
  return hashOf(id) % shelves
}
