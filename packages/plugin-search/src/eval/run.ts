/**
 * What a search found, kept to be compared with. Only the addresses are kept and no numbers: an earlier run is measured
 * by the grades of today, so that a query which was judged anew since is no gain and no loss.
 */
import * as z from 'zod/mini'
import type { Evaluation } from './evaluation.js'
import { ndcgDepth } from './metrics.js'

/** By query, the first ten addresses. */
export type Run = ReadonlyMap<string, readonly string[]>

const version = 1

const form = z.object({
  version: z.literal(version),
  queries: z.array(z.object({ query: z.string(), found: z.array(z.string()) })),
})

/** What is kept of an evaluation. */
export function runOf({ queries }: Evaluation): Run {
  return new Map(queries.map(({ query, found }) => [query, found.slice(0, ndcgDepth)]))
}

/** As JSON that can be reviewed line by line: a line an address, queries by code unit. */
export function encodeRun(run: Run): string {
  const sorted = [...run].sort(([a], [b]) => (a < b ? -1 : 1))
  const queries = sorted.map(([query, found]) => ({ query, found }))
  return `${JSON.stringify({ version, queries }, undefined, 2)}\n`
}

/** Nothing if the text is no run, or one of another version. */
export function decodeRun(text: string): Run | undefined {
  try {
    const { queries } = z.parse(form, JSON.parse(text))
    return new Map(queries.map(({ query, found }) => [query, found]))
  } catch {
    return undefined
  }
}
