/** How an index is divided. It follows from the number of documents, and that coarsely, so that it hardly ever changes. */

/** Into what an index is divided. */
export interface Layout {
  /** Of terms, by their first two letters. */
  drawers: number
  /** Of documents, by their id: what is put together again when one of them changes. */
  groups: number
  /** How many documents there are, to two digits. */
  documents: number
}

/** A drawer for so many documents; a group for so many. */
const perDrawer = 40
const perGroup = 300

/** More of them would make the entry file long, and a cold build slow. */
const mostDrawers = 256
const mostGroups = 64

export function layoutOf(documents: number): Layout {
  return {
    drawers: powerOfFour(documents / perDrawer, mostDrawers),
    groups: powerOfFour(documents / perGroup, mostGroups),
    documents: toTwoDigits(documents),
  }
}

/** The first of 1, 4, 16 and so on that is not less. */
function powerOfFour(least: number, most: number): number {
  let power = 1
  while (power < least && power < most) power *= 4
  return power
}

/** 12,345 is 12,000. */
export function toTwoDigits(count: number): number {
  const scale = 10 ** Math.max(Math.floor(Math.log10(Math.max(count, 1))) - 1, 0)
  return Math.round(count / scale) * scale
}
