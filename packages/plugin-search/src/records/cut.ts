/** Where a sorted list of terms is cut into files. */
import { spread } from '../format/drawer.js'

/** What is known of an item where a list is cut. */
export interface Cuttable {
  name: string
  /** Bytes. */
  size: number
  /** Whether it has a part for itself. */
  isAlone: boolean
}

/** Greatest size of a part that has several items. */
const most = 32_000

/** The name of a file has the first name in it: no part begins with a longer one, which only values of fields can be. */
const longestName = 40

/**
 * Cuts by what stands there, and not by what was there before. A part that is too large is cut in two, before that item
 * of its middle half whose name has the least hash: a little more or less of anything moves the middle a little, and
 * seldom to another such item. So a change moves the ends of no part, but once in a hundred times or so.
 */
export function cut<T>(items: readonly T[], known: (item: T) => Cuttable): T[][] {
  const parts: T[][] = []
  const all = items.map(known)
  const halve = (from: number, to: number): void => {
    const at = middleOf(all, from, to)
    if (at === undefined) parts.push(items.slice(from, to))
    else {
      halve(from, at)
      halve(at, to)
    }
  }
  let from = 0
  for (const [at, { name, isAlone }] of all.entries()) {
    const isEnd = name.length <= longestName && (isAlone || all[at - 1]?.isAlone === true)
    if (!isEnd || at === from) continue
    halve(from, at)
    from = at
  }
  if (from < items.length) halve(from, items.length)
  return parts
}

/** Where the second of two parts begins; nothing if one is enough. */
function middleOf(all: readonly Cuttable[], from: number, to: number): number | undefined {
  const total = sum(all, from, to)
  if (total <= most || to - from < 2) return undefined
  let found: number | undefined
  let least = Number.POSITIVE_INFINITY
  let before = all[from]?.size ?? 0
  for (let at = from + 1; at < to; at++) {
    const { name, size } = all[at] as Cuttable
    const isMiddle = before >= total / 4 && before <= (3 * total) / 4
    const hash = isMiddle && name.length <= longestName ? spread(name) : Number.POSITIVE_INFINITY
    if (hash < least) {
      found = at
      least = hash
    }
    before += size
  }
  return found
}

function sum(all: readonly Cuttable[], from: number, to: number): number {
  let size = 0
  for (let at = from; at < to; at++) size += (all[at] as Cuttable).size
  return size
}
