/** How an index is divided. It follows from the number of documents, and that coarsely, so that it hardly ever changes. */

/** Into what an index is divided. */
export interface Division {
  /** Of terms, by their first two letters. */
  drawers: number
  /** Of documents, by their id: what is put together again when one of them changes. */
  groups: number
  /** How many documents there are, to two digits. */
  documents: number
}

/** A drawer for so many documents; a group for so many. */
const perDrawer = 40
const perGroup = 400

/** More of them would make the entry file long, and a cold build slow. */
const mostDrawers = 256
const mostGroups = 32

export function divisionOf(documents: number): Division {
  return {
    drawers: power(2, documents / perDrawer, mostDrawers),
    groups: power(2, documents / perGroup, mostGroups),
    documents: toTwoDigits(documents),
  }
}

/** The first power that is not less, but at most so many. */
function power(base: number, least: number, most: number): number {
  let found = 1
  while (found < least && found < most) found *= base
  return found
}

/** 12,345 is 12,000. */
export function toTwoDigits(count: number): number {
  const scale = 10 ** Math.max(Math.floor(Math.log10(Math.max(count, 1))) - 1, 0)
  return Math.round(count / scale) * scale
}
