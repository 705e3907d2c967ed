/** The measures of an evaluation as rows of a table. */
import type { Evaluation, Summary } from './evaluation.js'
import { type Measures, ranks } from './metrics.js'

/** A column: a part of the queries. */
export interface Part {
  name: string
  summary: Summary
}

/** All queries, and where there are both, those that are open and those that are held out. */
export function partsOf({ all, open, held }: Evaluation): Part[] {
  return [
    { name: 'all', summary: all },
    ...(open ? [{ name: 'open', summary: open }] : []),
    ...(held ? [{ name: 'held out', summary: held }] : []),
  ]
}

/** Names of measures, and how each is had. */
export const measureRows: readonly { name: string; of(measures: Measures): number }[] = [
  { name: 'nDCG@10', of: ({ ndcg }) => ndcg },
  { name: 'Average precision', of: ({ averagePrecision }) => averagePrecision },
  { name: 'MRR', of: ({ reciprocalRank }) => reciprocalRank },
  ...ranks.map((rank) => ({
    name: `Precision@${rank}`,
    of: ({ precision }: Measures) => precision[rank],
  })),
  ...ranks.map((rank) => ({ name: `Recall@${rank}`, of: ({ recall }: Measures) => recall[rank] })),
]

/** A measure as it is shown: `0.812`, or a dash where there is none. */
export function shownMeasure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3)
}
