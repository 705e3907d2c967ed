/** The precision-recall curve: how much of what is shown is relevant, where one goes on until enough was found. */

/** Precision at recall 0, 0.1 … 1. */
export type Curve = readonly number[]

/** The recalls of a curve. */
export const recalls = Array.from({ length: 11 }, (_, at) => at / 10)

/**
 * The curve of one ranking, interpolated: at each recall, the greatest precision that is had there or further on.
 *
 * @param ranking Addresses, the best first.
 * @returns Nothing if no page is relevant.
 */
export function curveOf(
  ranking: readonly string[],
  grades: ReadonlyMap<string, number>,
  relevantFrom = 1,
): Curve | undefined {
  const relevant = [...grades.values()].filter((grade) => grade >= relevantFrom).length
  if (relevant === 0) return undefined
  const points: { hits: number; precision: number }[] = []
  for (const [at, address] of [...new Set(ranking)].entries()) {
    if ((grades.get(address) ?? 0) < relevantFrom) continue
    const hits = points.length + 1
    points.push({ hits, precision: hits / (at + 1) })
  }
  // In whole numbers: 3 of 10 hits are a recall of 0.3, whatever 3 / 10 is rounded to.
  return recalls.map((_, tenth) =>
    Math.max(
      0,
      ...points.filter(({ hits }) => 10 * hits >= tenth * relevant).map(({ precision }) => precision),
    ),
  )
}

/** The mean of several, recall by recall; nothing of none. */
export function meanCurve(all: readonly Curve[]): Curve | undefined {
  if (all.length === 0) return undefined
  return recalls.map((_, at) => all.reduce((sum, curve) => sum + (curve[at] ?? 0), 0) / all.length)
}
