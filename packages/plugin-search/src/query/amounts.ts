/** How much documents have of something, in lists that are gone through together: documents are thousands, lists few. */

import { sum } from './sum.js'

/** Documents by rising id, below 2 ** 40, and how much each has. */
export interface Amounts {
  ids: Float64Array
  amounts: Float64Array
}

/**
 * The documents of all lists.
 *
 * @param amountOf Of what a document has in each list, -1 where it is not in one. If it is less than 0, it is left out.
 */
export function joined(
  lists: readonly Amounts[],
  amountOf: (having: readonly number[], id: number) => number,
): Amounts {
  const most = sum(lists.map((list) => list.ids.length))
  const [ids, amounts] = [new Float64Array(most), new Float64Array(most)]
  const places = lists.map(() => 0)
  const next = lists.map((list) => list.ids[0] ?? end)
  const having = lists.map(() => -1)
  for (let length = 0; ; ) {
    let id = end
    for (let at = 0; at < next.length; at++) if ((next[at] as number) < id) id = next[at] as number
    if (id === end) return { ids: ids.subarray(0, length), amounts: amounts.subarray(0, length) }
    for (let at = 0; at < lists.length; at++) {
      const isIn = next[at] === id
      having[at] = isIn ? (lists[at]?.amounts[places[at] as number] as number) : -1
      if (isIn) next[at] = lists[at]?.ids[++(places[at] as number)] ?? end
    }
    ids[length] = id
    amounts[length] = amountOf(having, id)
    if ((amounts[length] as number) >= 0) length++
  }
}

/** Greater than all ids: what comes behind the end of a list. */
const end = 2 ** 40
